import type { NeighborFacts, PortView } from "../topology/index.ts";
import { verdicts } from "../topology/index.ts";
import { type Family, type FamilyKey, families } from "./catalog.ts";
import { labelSet, labelValue } from "./label.ts";
import type { MetricsSource } from "./source.ts";

export type ExpositionFormat = "prometheus" | "openmetrics";

export interface ExpositionOptions {
  /** Most series of one answer; the rest is left out and counted. Default 500,000. */
  readonly seriesLimit?: number;
  /** Whether lldp_topology_node_info and lldp_topology_edge_info are printed. */
  readonly nodeGraph?: boolean;
}

// adminStatus of LLDP-MIB.
const adminStatus = { "tx-only": 1, "rx-only": 2, "rx-and-tx": 3, disabled: 4 } as const;
const seconds = (time: string): number => Date.parse(time) / 1000;

type Lines = Partial<Record<FamilyKey, string[]>>;

/**
 * The text of /metrics. What depends on the revision alone (identities, descriptions, verdicts) is written once per revision; a scrape
 * adds the numbers. Everything from the wire goes through `labelValue`.
 */
export class Exposition {
  readonly #limit: number;
  readonly #nodeGraph: boolean;
  readonly #portLabels = new WeakMap<PortView, string>();
  readonly #neighborLabels = new WeakMap<NeighborFacts, string>();
  #revision: string | null = null;
  #steady: Lines = {};

  constructor({ seriesLimit = 500_000, nodeGraph = false }: ExpositionOptions = {}) {
    this.#limit = seriesLimit;
    this.#nodeGraph = nodeGraph;
  }

  /** Without the final `# EOF` of OpenMetrics: the caller may append the process metrics. */
  text(source: MetricsSource, format: ExpositionFormat): string {
    const work = this.#work(source, format);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  /** The same, with `turn` awaited after every some hundred interfaces, so that whoever else has work gets to it. */
  async textInTurns(source: MetricsSource, format: ExpositionFormat, turn: () => Promise<void>): Promise<string> {
    const work = this.#work(source, format);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      await turn();
    }
  }

  *#work(source: MetricsSource, format: ExpositionFormat): Generator<undefined, string> {
    const steady = yield* this.#ofRevision(source);
    const moving = yield* this.#ofNow(source);
    let left = this.#limit;
    let limited = 0;
    const parts: string[] = [];
    for (const [key, family] of Object.entries(families) as [FamilyKey, Family][]) {
      const lines = key === "seriesLimited" ? [] : [...(steady[key] ?? []), ...(moving[key] ?? [])];
      const kept = lines.length > left ? lines.slice(0, left) : lines;
      limited += lines.length - kept.length;
      left -= kept.length;
      parts.push(header(family, format), ...kept);
    }
    const place = parts.indexOf(header(families.seriesLimited, format));
    parts.splice(place + 1, 0, `${families.seriesLimited.name} ${limited}`);
    return `${parts.join("\n")}\n`;
  }

  *#ofRevision(source: MetricsSource): Generator<undefined, Lines> {
    const { graph } = source;
    const revision = `${graph.epoch}-${graph.revision}-${source.planned}`;
    if (revision === this.#revision) return this.#steady;
    const lines: Lines = {};
    const add = adder(lines);
    const { version, nodeVersion, backend } = source.build;
    add("buildInfo", labelSet({ version, node_version: nodeVersion, backend }), 1);
    for (const namespace of graph.namespaces()) add("netnsUp", labelSet({ netns: namespace.id }), namespace.state === "running" ? 1 : 0);
    yield* inParts(graph.ports(), (port) => this.#port(source, port, add));
    yield* inParts(graph.neighbors(), (neighbor) => this.#neighbor(neighbor, add));
    this.#topology(source, add);
    yield;
    // When the graph changed on the way, its revision is another one now and the next answer begins anew.
    this.#revision = revision;
    this.#steady = lines;
    return lines;
  }

  #port(source: MetricsSource, port: PortView, add: Add): void {
    const labels = this.#labelsOf(port);
    const inner = labels.slice(0, -1);
    const { chassisId = "", portId = "", alias = "" } = source.identity(port.id) ?? {};
    const identity = labelSet({ ifindex: String(port.ifindex), mac: port.mac, chassis_id: chassisId, port_id: portId, alias }).slice(1);
    add("interfaceInfo", `${inner},${identity}`, 1);
    add("interfaceUp", labels, port.state === "up" ? 1 : 0);
    add("interfaceAdminStatus", labels, adminStatus[port.mode]);
    add("interfaceNeighbors", labels, port.neighbors);
    add("linkUnidirectional", labels, port.verdict === "one-way" ? 1 : 0);
    for (const warning of port.warnings) add("portWarning", `${inner},warning="${warning}"}`, 1);
    if (!source.planned || port.verdict === null) return;
    for (const status of verdicts) add("cablingStatus", `${inner},status="${status}"}`, status === port.verdict ? 1 : 0);
    if (port.reason !== null) add("cablingReason", `${inner},status="${port.verdict}",reason="${port.reason}"}`, 1);
  }

  #neighbor(neighbor: NeighborFacts, add: Add): void {
    const labels = this.#labelsOfNeighbor(neighbor);
    const description = labelSet({
      protocol: neighbor.protocol,
      chassis_id: neighbor.chassisId.value,
      chassis_id_subtype: neighbor.chassisId.subtype,
      port_id: neighbor.portId.value,
      port_id_subtype: neighbor.portId.subtype,
      port_description: neighbor.portDescription ?? "",
      system_name: neighbor.systemName ?? "",
      management_address: neighbor.managementAddresses[0]?.address ?? "",
    });
    add("neighborInfo", `${labels.slice(0, -1)},${description.slice(1)}`, 1);
    add("neighborTtl", labels, neighbor.ttl);
    add("neighborFirstSeen", labels, seconds(neighbor.firstSeen));
    add("neighborLastChange", labels, seconds(neighbor.lastChange));
  }

  #topology({ graph }: MetricsSource, add: Add): void {
    const nodes = { system: 0, segment: 0, remote: 0 };
    for (const node of graph.nodes()) nodes[node.kind]++;
    for (const [kind, count] of Object.entries(nodes)) add("topologyNodes", `{kind="${kind}"}`, count);
    const links = new Map<string, number>(verdicts.map((verdict) => [verdict, 0]));
    for (const link of graph.links()) links.set(link.verdict, (links.get(link.verdict) ?? 0) + 1);
    for (const [state, count] of links) add("topologyLinks", `{state="${state}"}`, count);
    add("topologyRevision", "", graph.revision);
    if (this.#nodeGraph) this.#grafana(graph, add);
  }

  #grafana(graph: MetricsSource["graph"], add: Add): void {
    const nodeOf = new Map<string, string>();
    for (const node of graph.nodes()) {
      for (const port of node.ports) nodeOf.set(port, node.id);
      add("topologyNodeInfo", labelSet({ id: node.id, title: node.name, subtitle: node.host ?? "", kind: node.kind }), 1);
    }
    for (const { id, a, b, verdict } of graph.links()) {
      const [source, target] = [nodeOf.get(a), nodeOf.get(b)];
      // The panel refuses an edge whose ends are not both among its nodes.
      if (source === undefined || target === undefined) continue;
      add("topologyEdgeInfo", labelSet({ id, source, target, source_port: a, target_port: b, mainstat: verdict }), 1);
    }
  }

  *#ofNow(source: MetricsSource): Generator<undefined, Lines> {
    const lines: Lines = {};
    const add = adder(lines);
    yield* inParts(source.graph.ports(), (port) => this.#counters(source, port, add));
    yield* inParts(source.graph.neighbors(), (neighbor) => {
      const expiry = source.expiresAt(neighbor.id);
      if (expiry !== null) add("neighborExpiry", this.#labelsOfNeighbor(neighbor), expiry / 1000);
    });
    for (const { family, labels, value } of source.samples()) add(family, labels ? labelSet(labels) : "", value);
    return lines;
  }

  #counters(source: MetricsSource, port: PortView, add: Add): void {
    const labels = this.#labelsOf(port);
    const inner = labels.slice(0, -1);
    for (const [event, reason, count] of source.changes.of(port.id)) add("neighborChanges", `${inner},event="${event}",reason="${reason}"}`, count);
    const counters = source.counters(port.id);
    if (counters === null) return;
    add("framesTransmitted", labels, counters.framesTransmitted);
    add("framesReceived", labels, counters.framesReceived);
    add("framesDiscarded", labels, counters.framesDiscarded);
    add("framesErrors", labels, counters.framesInErrors);
    add("tlvsDiscarded", labels, counters.tlvsDiscarded);
    add("tlvsUnrecognized", labels, counters.tlvsUnrecognized);
    add("ageouts", labels, counters.ageouts);
    add("transmitErrors", `${inner},reason="refused"}`, counters.transmitErrors);
    add("transmitErrors", `${inner},reason="length"}`, counters.lengthErrors);
    add("foreignDestination", labels, counters.foreignDestination);
    add("rateLimited", labels, counters.rateLimited);
    add("socketDrops", labels, counters.socketDrops);
    add("neighborsLimited", labels, counters.tooManyNeighbors);
  }

  #labelsOf(port: PortView): string {
    let labels = this.#portLabels.get(port);
    if (labels === undefined) {
      labels = `{netns="${labelValue(port.namespace)}",interface="${labelValue(port.interface)}"}`;
      this.#portLabels.set(port, labels);
    }
    return labels;
  }

  #labelsOfNeighbor(neighbor: NeighborFacts): string {
    let labels = this.#neighborLabels.get(neighbor);
    if (labels === undefined) {
      labels = `{netns="${labelValue(neighbor.namespace)}",interface="${labelValue(neighbor.interface)}",neighbor="${neighbor.id}"}`;
      this.#neighborLabels.set(neighbor, labels);
    }
    return labels;
  }
}

const part = 200;

/** Does something with each of what there is at the start, and yields after every part. */
function* inParts<T>(all: Iterable<T>, each: (one: T) => void): Generator<undefined, void> {
  const held = [...all];
  for (let from = 0; from < held.length; from += part) {
    for (const one of held.slice(from, from + part)) each(one);
    yield;
  }
}

type Add = (family: FamilyKey, labels: string, value: number) => void;

function adder(lines: Lines): Add {
  return (key, labels, value) => {
    let list = lines[key];
    if (list === undefined) {
      list = [];
      lines[key] = list;
    }
    list.push(`${families[key].name}${labels} ${value}`);
  };
}

function header({ name, type, help }: Family, format: ExpositionFormat): string {
  // OpenMetrics names a counter's family without the suffix that its samples carry.
  const family = format === "openmetrics" && type === "counter" ? name.replace(/_total$/, "") : name;
  return `# HELP ${family} ${help}\n# TYPE ${family} ${type}`;
}

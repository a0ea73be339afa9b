import type { EventDocument, GraphView, NeighborFacts, PortCounters, PortView, Verdict } from "../topology/index.ts";
import type { Point } from "./point.ts";

/** What the points are made of; lent by the daemon. */
export interface PushSource {
  readonly graph: GraphView;
  readonly host: string;
  counters(port: string): PortCounters | null;
  /** Milliseconds since 1970, or null. */
  expiresAt(neighbor: string): number | null;
}

export interface PointOptions {
  /** VictoriaMetrics keeps no strings as values: there the names go into tags. */
  readonly namesAsTags: boolean;
}

// Verdicts that say that a cable is not where the plan wants it.
const miscabled: ReadonlySet<Verdict> = new Set(["wrong-peer", "wrong-port", "swapped", "unexpected", "missing"]);

const place = (host: string, { namespace, interface: name }: { readonly namespace: string | null; readonly interface: string | null }) => ({
  host,
  netns: namespace ?? "",
  interface: name ?? "",
});

/** A neighbor: present, or gone (`present` 0) so that a reader sees the end and not only the silence. */
export function neighborPoint(neighbor: NeighborFacts, present: boolean, source: PushSource, options: PointOptions, time: number): Point {
  const names = {
    system_name: neighbor.systemName ?? "",
    port_description: neighbor.portDescription ?? "",
    management_address: neighbor.managementAddresses[0]?.address ?? "",
  };
  const expiry = present ? source.expiresAt(neighbor.id) : null;
  return {
    measurement: "lldp_neighbor",
    tags: {
      ...place(source.host, neighbor),
      chassis_id: neighbor.chassisId.value,
      port_id: neighbor.portId.value,
      protocol: neighbor.protocol,
      ...(options.namesAsTags ? names : {}),
    },
    fields: {
      present: present ? 1 : 0,
      ttl: neighbor.ttl,
      age: Math.max(0, Math.round((time - Date.parse(neighbor.firstSeen)) / 1000)),
      ...(expiry === null ? {} : { remaining: Math.max(0, Math.round((expiry - time) / 1000)) }),
      ...(options.namesAsTags ? {} : names),
    },
    time,
  };
}

/** An interface: carrier, neighbors, its verdict, and the counters of 802.1AB where they are known here. Findings are 0 or 1, so that they can be summed. */
export function interfacePoint(port: PortView, source: PushSource, options: PointOptions, time: number): Point {
  const counters = source.counters(port.id);
  const listens = port.mode === "rx-and-tx" || port.mode === "rx-only";
  return {
    measurement: "lldp_interface",
    tags: place(source.host, port),
    fields: {
      up: port.state === "up" ? 1 : 0,
      neighbors: port.neighbors,
      listens: Number(listens),
      without_neighbor: Number(listens && port.state === "up" && port.neighbors === 0),
      ok: Number(port.verdict === "ok"),
      one_way: Number(port.verdict === "one-way"),
      miscabled: Number(port.verdict !== null && miscabled.has(port.verdict)),
      ...(options.namesAsTags ? {} : { verdict: port.verdict ?? "", reason: port.reason ?? "" }),
      ...(counters === null
        ? {}
        : {
            frames_transmitted: counters.framesTransmitted,
            frames_received: counters.framesReceived,
            frames_discarded: counters.framesDiscarded,
            frames_errors: counters.framesInErrors,
            tlvs_discarded: counters.tlvsDiscarded,
            tlvs_unrecognized: counters.tlvsUnrecognized,
            ageouts: counters.ageouts,
            socket_drops: counters.socketDrops,
          }),
    },
    time,
  };
}

/** A change, for annotations. */
export function eventPoint(event: EventDocument, host: string, options: PointOptions): Point {
  const subject = (event.after ?? event.before) as {
    readonly id?: string;
    readonly systemName?: string | null;
    readonly verdict?: string | null;
  } | null;
  const words = {
    detail: `${event.reason}${subject?.verdict ? `: ${subject.verdict}` : ""}`,
    neighbor: subject?.id ?? "",
    system_name: subject?.systemName ?? "",
  };
  return {
    measurement: "lldp_event",
    tags: { ...place(host, event), event: event.kind, reason: event.reason, ...(options.namesAsTags ? { system_name: words.system_name } : {}) },
    fields: { rev: Number(event.id.slice(event.id.lastIndexOf("-") + 1)), ...(options.namesAsTags ? {} : words) },
    time: Date.parse(event.time),
  };
}

/** The whole graph in a few numbers. */
export function topologyPoint({ graph, host }: PushSource, time: number): Point {
  const verdicts = graph.links().map((link) => link.verdict);
  const count = (...wanted: readonly string[]) => verdicts.filter((verdict) => wanted.includes(verdict)).length;
  return {
    measurement: "lldp_topology",
    tags: { host },
    fields: {
      nodes: graph.nodes().length,
      links: verdicts.length,
      ok: count("ok"),
      unidirectional: count("one-way"),
      miscabled: count(...miscabled),
      down: count("down"),
      revision: graph.revision,
    },
    time,
  };
}

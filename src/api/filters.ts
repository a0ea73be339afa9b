import { compilePattern, type Pattern } from "../base/index.ts";
import type { LinkDocument, NamespaceDocument, NeighborFacts, PortView, TopologyDocument } from "../topology/index.ts";
import type { GraphIndex } from "./graph-index.ts";

// Query values to predicates. An absent filter matches everything.

type Words = readonly string[] | undefined;
type Maybe = string | undefined;

export interface WhereQuery {
  readonly namespace?: string;
  readonly host?: string;
}

const named = (pattern: Maybe): Pattern => (pattern === undefined ? () => true : compilePattern(pattern));
const among = (words: Words, word: string | null) => words === undefined || (word !== null && words.includes(word));
const anyAmong = (words: Words, present: readonly string[]) => words === undefined || present.some((word) => words.includes(word));

/** Whether a namespace is meant by `namespace` and `host`. */
function placed({ namespace, host }: WhereQuery, index: GraphIndex): (namespace: string) => boolean {
  if (namespace === undefined && host === undefined) return () => true;
  const [byName, byHost] = [named(namespace), named(host)];
  return (id) => byName(id) && (host === undefined || byHost(index.hostOf(id)));
}

export function namespaceFilter(query: { host?: string; name?: string; kind?: Words; state?: Words }, index: GraphIndex) {
  const here = placed(query.host === undefined ? {} : { host: query.host }, index);
  const byName = named(query.name);
  return (item: NamespaceDocument): boolean =>
    here(item.id) && (byName(item.name) || item.names.some(byName)) && among(query.kind, item.kind) && among(query.state, item.state);
}

interface PortQuery extends WhereQuery {
  readonly interface?: string;
  readonly kind?: string;
  readonly state?: Words;
  readonly mode?: Words;
  readonly verdict?: Words;
  readonly reason?: Words;
  readonly warning?: Words;
}

export function portFilter(query: PortQuery, index: GraphIndex) {
  const here = placed(query, index);
  const [byInterface, byKind] = [named(query.interface), named(query.kind)];
  return (item: PortView): boolean =>
    here(item.namespace) &&
    byInterface(item.interface) &&
    byKind(item.kind) &&
    among(query.state, item.state) &&
    among(query.mode, item.mode) &&
    among(query.verdict, item.verdict) &&
    among(query.reason, item.reason) &&
    anyAmong(query.warning, item.warnings);
}

interface NeighborQuery extends WhereQuery {
  readonly interface?: string;
  readonly port?: string;
  readonly systemName?: string;
  readonly chassisId?: string;
  readonly destination?: Words;
}

export function neighborFilter(query: NeighborQuery, index: GraphIndex) {
  const here = placed(query, index);
  const [byInterface, bySystem] = [named(query.interface), named(query.systemName)];
  return (item: NeighborFacts): boolean =>
    here(item.namespace) &&
    byInterface(item.interface) &&
    (query.port === undefined || item.port === query.port) &&
    (query.systemName === undefined || bySystem(item.systemName ?? "")) &&
    (query.chassisId === undefined || item.chassisId.value === query.chassisId || item.chassisId.bytes === query.chassisId) &&
    among(query.destination, item.destination);
}

interface LinkQuery extends WhereQuery {
  readonly port?: string;
  readonly verdict?: Words;
  readonly reason?: Words;
  readonly warning?: Words;
}

export function linkFilter(query: LinkQuery, index: GraphIndex) {
  const touches = linkPlaced(query, index);
  return (item: LinkDocument): boolean =>
    touches(item) &&
    (query.port === undefined || item.a === query.port || item.b === query.port) &&
    among(query.verdict, item.verdict) &&
    among(query.reason, item.reason) &&
    anyAmong(query.warning, item.warnings);
}

function linkPlaced(query: WhereQuery, index: GraphIndex): (link: LinkDocument) => boolean {
  if (query.namespace === undefined && query.host === undefined) return () => true;
  const here = placed(query, index);
  const end = (port: string) => {
    const namespace = index.namespaceOf(port);
    return namespace !== null && here(namespace);
  };
  return (link) => end(link.a) || end(link.b);
}

/** The part of a topology that matches: its nodes, their links, and the nodes at the other ends, so that no link hangs in the air. */
export function topologyPart(topology: TopologyDocument, { namespace, host }: WhereQuery): TopologyDocument {
  if (namespace === undefined && host === undefined) return topology;
  const [byName, byHost] = [named(namespace), named(host)];
  const owner = new Map(topology.nodes.flatMap((node) => node.ports.map((port) => [port, node.id] as const)));
  const meant = topology.nodes.filter(
    (node) => (namespace === undefined || byName(node.namespace ?? node.id)) && (host === undefined || byHost(node.host ?? "")),
  );
  const core = new Set(meant.map((node) => node.id));
  const links = topology.links.filter((link) => core.has(owner.get(link.a) ?? "") || core.has(owner.get(link.b) ?? ""));
  const kept = new Set([...core, ...links.flatMap((link) => [owner.get(link.a) ?? "", owner.get(link.b) ?? ""])]);
  return { ...topology, nodes: topology.nodes.filter((node) => kept.has(node.id)), links };
}

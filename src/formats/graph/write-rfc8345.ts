import { jsonText } from "../../base/index.ts";
import type { NodeDocument, TopologyDocument } from "../../topology/index.ts";
import { type Drawn, type Outline, outlineOf, portName } from "./outline.ts";

// RFC 8345 (ietf-network, ietf-network-topology) with the layer-2 attributes of RFC 8944, in the JSON of RFC 7951. A link there has one
// direction, so a cable is two and a one-way link shows. The three layers are three networks, tied by supporting-*.

interface Layer {
  readonly id: string;
  /** The network underneath. */
  readonly supports: string | null;
  /** Whether frames go from `a` to `b`, and back, as far as this layer knows. */
  readonly ways: (drawn: Drawn) => readonly [boolean | null, boolean | null];
}

const wired: Layer = { id: "wired", supports: null, ways: ({ link }) => [link.wired, link.wired] };
const observed: Layer = { id: "observed", supports: "wired", ways: ({ link }) => [link.observed.aToB, link.observed.bToA] };
const planned: Layer = { id: "planned", supports: "observed", ways: ({ link }) => [link.planned, link.planned] };

/** The topology as `ietf-network:networks`. */
export function writeRfc8345(topology: TopologyDocument): string {
  const outline = outlineOf(topology);
  const layers = outline.links.some(({ link }) => link.planned !== null) ? [wired, observed, planned] : [wired, observed];
  return `${jsonText({ "ietf-network:networks": { network: layers.map((layer) => network(layer, outline)) } }, 2)}\n`;
}

function network({ id, supports, ways }: Layer, outline: Outline): object {
  const under = id === "observed" ? wired : observed;
  return {
    "network-id": uri(id),
    "network-types": { "ietf-l2-topology:l2-topology": {} },
    ...(supports === null ? {} : { "supporting-network": [{ "network-ref": uri(supports) }] }),
    "ietf-l2-topology:l2-topology-attributes": { name: id },
    node: outline.nodes.map((node) => nodeObject(node, supports, outline)),
    "ietf-network-topology:link": [
      ...outline.links.flatMap((drawn) => {
        const [there, back] = ways(drawn);
        const [thereUnder, backUnder] = supports === null ? [null, null] : under.ways(drawn);
        return [
          ...(there ? [linkObject(drawn.link.id, drawn.from, drawn.to, thereUnder ? supports : null)] : []),
          ...(back ? [linkObject(drawn.link.id, drawn.to, drawn.from, backUnder ? supports : null)] : []),
        ];
      }),
      ...(id === "observed" ? outline.memberships.flatMap(({ segment, member, port }) => memberLinks(segment, member, port)) : []),
    ],
  };
}

function nodeObject(node: NodeDocument, supports: string | null, { links, memberships }: Outline): object {
  const ports = node.kind === "segment" ? segmentPorts(node, links, memberships) : node.ports.map((port) => portName(node, port));
  return {
    "node-id": uri(node.id),
    ...(supports === null ? {} : { "supporting-node": [{ "network-ref": uri(supports), "node-ref": uri(node.id) }] }),
    "ietf-l2-topology:l2-node-attributes": { name: named(node.name) },
    "ietf-network-topology:termination-point": ports.map((port) => ({
      "tp-id": uri(port),
      "ietf-l2-topology:l2-termination-point-attributes": { "interface-name": named(port) },
    })),
  };
}

/** A segment has one termination point for each of its members. */
function segmentPorts(segment: NodeDocument, links: Outline["links"], memberships: Outline["memberships"]): string[] {
  const joined = links.flatMap(({ from, to }) => (from.node === segment ? [pointOf(to)] : to.node === segment ? [pointOf(from)] : []));
  return [...joined, ...memberships.filter((each) => each.segment === segment).map(({ member, port }) => pointOf({ node: member, port }))];
}

function memberLinks(segment: NodeDocument, member: NodeDocument, port: string): object[] {
  const [from, to] = [
    { node: segment, port: null },
    { node: member, port },
  ];
  const id = `${segment.id}--${member.id}:${port}`;
  return [linkObject(id, from, to, null), linkObject(id, to, from, null)];
}

function linkObject(id: string, from: Drawn["from"], to: Drawn["from"], supports: string | null): object {
  const name = `${id}>${pointOf(to)}`;
  return {
    "link-id": uri(name),
    source: { "source-node": uri(from.node.id), "source-tp": uri(from.port ?? pointOf(to)) },
    destination: { "dest-node": uri(to.node.id), "dest-tp": uri(to.port ?? pointOf(from)) },
    ...(supports === null ? {} : { "supporting-link": [{ "network-ref": uri(supports), "link-ref": uri(name) }] }),
    "ietf-l2-topology:l2-link-attributes": { name: named(id) },
  };
}

function pointOf({ node, port }: Drawn["from"]): string {
  return port === null ? node.id : `${node.id}:${port}`;
}

/** Ids are URIs (inet:uri): everything outside of their alphabet is percent-encoded. */
function uri(text: string): string {
  return `lldp-watch:${encodeURIComponent(wellFormed(text))}`;
}

/** A YANG string holds no control characters. */
function named(text: string): string {
  return wellFormed(text).replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]/g, "\ufffd");
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "\ufffd");
}

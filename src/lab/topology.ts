import type { LinkDocument, NodeDocument, TopologyDocument } from "../topology/index.ts";
import { endName, endsOf, type Lab, type LabLink, type LabNode, namespaceOf } from "./model.ts";

function node(lab: Lab, { name, kind, ...rest }: LabNode): NodeDocument {
  const ports = lab.links.flatMap(endsOf).flatMap((end) => (end.node === name ? [endName(end)] : []));
  const namespace = namespaceOf(lab, { name, kind, ...rest });
  return { id: name, kind: "system", name, host: null, namespace, chassisId: null, capabilities: null, ports };
}

function link(cable: LabLink): LinkDocument {
  const [a, b] =
    cable.kind === "veth"
      ? [endName(cable.a), endName(cable.b)].sort()
      : [endName(cable.a), cable.kind === "macvlan" ? `host:${cable.parent}` : `~:${cable.remote}`];
  return {
    id: `${a}--${b}`,
    a: a as string,
    b: b as string,
    planned: true,
    wired: true,
    observed: { aToB: null, bToA: null },
    verdict: "unverified",
    reason: null,
    fix: null,
    warnings: [],
    flaps: 0,
    since: "1970-01-01T00:00:00Z",
  };
}

/** The network that a lab file describes, as the kernel has it when it is up, in the document that every writer of src/formats takes. */
export function labTopology(lab: Lab): TopologyDocument {
  return {
    schema: 1,
    epoch: "plan",
    revision: 0,
    generatedAt: "1970-01-01T00:00:00Z",
    nodes: lab.nodes.map((each) => node(lab, each)),
    links: lab.links.map(link),
  };
}

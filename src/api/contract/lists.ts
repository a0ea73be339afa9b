import * as Type from "typebox";
import { GraphEvent, Link, Namespace, Port } from "./graph.ts";
import { Neighbor } from "./neighbor.ts";
import { Epoch, Revision, Schema } from "./words.ts";

// Envelopes: the same shape for none, one and many.

const NextCursor = Type.Union([Type.String(), Type.Null()], { description: "Give it as `cursor` to read on; null on the last page." });
const head = { schema: Schema, epoch: Epoch, revision: Revision };

export const NamespaceList = Type.Object({ ...head, namespaces: Type.Array(Namespace), nextCursor: NextCursor }, { title: "NamespaceList" });
export const PortList = Type.Object({ ...head, ports: Type.Array(Port), nextCursor: NextCursor }, { title: "PortList" });
export const NeighborList = Type.Object({ ...head, neighbors: Type.Array(Neighbor), nextCursor: NextCursor }, { title: "NeighborList" });
export const LinkList = Type.Object({ ...head, links: Type.Array(Link), nextCursor: NextCursor }, { title: "LinkList" });
export const EventList = Type.Object({ ...head, events: Type.Array(GraphEvent), nextCursor: NextCursor }, { title: "EventList" });

export const OneNamespace = Type.Object({ ...head, namespace: Namespace }, { title: "OneNamespace" });
export const OnePort = Type.Object({ ...head, port: Port }, { title: "OnePort" });
export const OneNeighbor = Type.Object({ ...head, neighbor: Neighbor }, { title: "OneNeighbor" });
export const OneLink = Type.Object({ ...head, link: Link }, { title: "OneLink" });

/** Field names of Grafana's node graph panel, which compares them in lower case. */
export const GrafanaNode = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    subtitle: Type.String(),
    mainstat: Type.String({ description: "How many of its links are ok, of how many." }),
    secondarystat: Type.String({ description: "Number of ports." }),
    arc__ok: Type.Number({ minimum: 0, maximum: 1, description: "Share of its links that are ok." }),
    arc__bad: Type.Number({ minimum: 0, maximum: 1, description: "Share of its links that are not." }),
    fixedx: Type.Number({ description: "First place, computed from the tiers of the network." }),
    fixedy: Type.Number({ description: "Grows upward, as Grafana has it." }),
    detail__kind: Type.String(),
    detail__host: Type.String(),
    detail__namespace: Type.String(),
    detail__chassis: Type.String(),
  },
  { title: "GrafanaNode" },
);

export const GrafanaEdge = Type.Object(
  {
    id: Type.String(),
    source: Type.String({ description: "Node id." }),
    target: Type.String({ description: "Node id." }),
    mainstat: Type.String({ description: "The verdict." }),
    secondarystat: Type.String({ description: "The reason, or empty." }),
    color: Type.String(),
    thickness: Type.Number(),
    strokedasharray: Type.String({ description: "Dashed when the link is not ok." }),
    detail__a: Type.String({ description: "Port id." }),
    detail__b: Type.String({ description: "Port id." }),
    detail__fix: Type.String(),
    detail__warnings: Type.String(),
    detail__since: Type.String(),
  },
  { title: "GrafanaEdge" },
);

export const GrafanaNodes = Type.Array(GrafanaNode);
export const GrafanaEdges = Type.Array(GrafanaEdge);

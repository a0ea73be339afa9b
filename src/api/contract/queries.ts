import * as Type from "typebox";
import { Link, Namespace, Port } from "./graph.ts";
import { Neighbor } from "./neighbor.ts";
import {
  DestinationWord,
  EventKindWord,
  NamespaceKindWord,
  PortModeWord,
  PortStateWord,
  ReasonWord,
  VerdictWord,
  WarningWord,
  Words,
} from "./words.ts";

// Query strings and bodies. Lists are comma lists; a repeated key means the same. Names take lldpd's patterns: `web*,!web3`.

const pattern = (what: string) =>
  Type.Optional(Type.String({ maxLength: 255, description: `${what}: a comma list of names; \`*\` matches anything, \`!name\` leaves one out.` }));
const id = (what: string) => Type.Optional(Type.String({ maxLength: 512, description: what }));
const anyOf = <const T extends Type.TSchema>(word: T, what: string) =>
  Type.Optional(Type.Array(word, { maxItems: 32, description: `${what}; a comma list.` }));
const moment = (what: string) =>
  Type.Optional(
    Type.String({ maxLength: 128, description: `${what}: RFC 3339, \`-10m\` (s, m, h, d), \`now\`, or an event id.`, examples: ["-10m"] }),
  );

const where = { namespace: pattern("Namespace ids"), host: pattern("Machines") };

const page = <T extends Type.TObject>(item: T) => ({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000, description: "Most items on a page." })),
  cursor: Type.Optional(Type.String({ maxLength: 1024, description: "`nextCursor` of the page before." })),
  fields: Type.Optional(
    Type.Array(Words(Object.keys(item.properties)), {
      maxItems: 64,
      description: "Only these fields of each item; a comma list. The items then have no other field, whatever the schema requires.",
    }),
  ),
});

export const NoQuery = Type.Object({});

export const TopologyQuery = Type.Object({
  format: Type.Optional(
    Words(["json", "dot", "graphml", "netjson", "rfc8345", "mermaid", "containerlab"], { description: "Goes before the Accept header." }),
  ),
  at: moment("The graph as it was at this moment"),
  ...where,
});

export const RowsQuery = Type.Object(where);

export const NamespacesQuery = Type.Object({
  host: where.host,
  name: pattern("Names"),
  kind: anyOf(NamespaceKindWord, "Kinds"),
  state: anyOf(Namespace.properties.state, "States"),
  ...page(Namespace),
});

export const PortsQuery = Type.Object({
  ...where,
  interface: pattern("Interface names"),
  kind: pattern("Kinds of interface"),
  state: anyOf(PortStateWord, "States"),
  mode: anyOf(PortModeWord, "Modes"),
  verdict: anyOf(VerdictWord, "Verdicts"),
  reason: anyOf(ReasonWord, "Reasons"),
  warning: anyOf(WarningWord, "Has any of these warnings"),
  ...page(Port),
});

export const NeighborsQuery = Type.Object({
  ...where,
  interface: pattern("Interface names"),
  port: id("Port id."),
  systemName: pattern("System names"),
  chassisId: id("Chassis id, as text or as hex."),
  destination: anyOf(DestinationWord, "Destinations"),
  ...page(Neighbor),
});

export const LinksQuery = Type.Object({
  ...where,
  port: id("Port id of either end."),
  verdict: anyOf(VerdictWord, "Verdicts"),
  reason: anyOf(ReasonWord, "Reasons"),
  warning: anyOf(WarningWord, "Has any of these warnings"),
  ...page(Link),
});

export const EventsQuery = Type.Object({
  after: Type.Optional(
    Type.String({ maxLength: 128, description: "Events after this id; the header Last-Event-ID means the same and goes before it." }),
  ),
  namespace: pattern("Namespace ids"),
  kind: anyOf(EventKindWord, "Kinds"),
  since: moment("JSON pages only: not before"),
  until: moment("JSON pages only: not after"),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000, description: "JSON pages only: most events on a page." })),
  cursor: Type.Optional(Type.String({ maxLength: 1024, description: "JSON pages only: `nextCursor` of the page before." })),
});

export const DiffQuery = Type.Object({
  from: Type.String({ maxLength: 128, description: "RFC 3339, `-10m`, `now`, or an event id." }),
  to: moment("Default `now`"),
});

export const ExplainQuery = Type.Object({
  port: Type.String({ maxLength: 512, description: "Port id." }),
  peer: id("Port id that should be at the other end."),
});

export const VerifyQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 255, description: "File name of the plan; its ending hints at the form." })),
  strict: Type.Optional(Type.Boolean({ default: false, description: "Links that the plan does not have count as well." })),
});

export const VerifyBody = Type.Object(
  { plan: Type.String({ description: "Text of the plan." }) },
  { title: "VerifyBody", description: "As text in any other content type, the body is the plan itself." },
);

export const PortPatch = Type.Object({ mode: PortModeWord }, { title: "PortPatch" });

export const IdPath = Type.Object({ id: Type.String({ minLength: 1, maxLength: 1024, description: "Percent-encoded." }) });

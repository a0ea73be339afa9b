export { diffTopologies } from "./diff.ts";
export type {
  CapabilitySets,
  DiffDocument,
  EventDocument,
  Evidence,
  ExplainDocument,
  IdentifierDocument,
  LinkDocument,
  LldpduDocument,
  ManagementAddressDocument,
  NamespaceDocument,
  NeighborDocument,
  NeighborFacts,
  NodeDocument,
  NodeFacts,
  OrganizationTlvDocument,
  PlannedLinkResult,
  PortCounters,
  PortDocument,
  StatusDocument,
  TopologyDocument,
  VerifyDocument,
} from "./documents.ts";
export { noCounters, schemaVersion } from "./documents.ts";
export type { BridgeFacts, Fact, NamespaceFacts, Plan, PlannedEnd, PlannedLink, PortDrift, PortFacts } from "./facts.ts";
export { createGraph } from "./graph.ts";
export type { BridgeView, DiffOf, Graph, GraphOptions, GraphView, PortView } from "./graph-view.ts";
export type { Place } from "./place.ts";
export { topologyAfter } from "./replay.ts";
export { type Standing, standingOf } from "./standing.ts";
export { tierPlaces } from "./tiers.ts";
export type { Destination, EventKind, EventReason, NamespaceKind, PortMode, PortState, Reason, Verdict, Warning } from "./words.ts";
export { destinations, eventKinds, eventReasons, namespaceKinds, portModes, portStates, reasons, verdicts, warnings } from "./words.ts";

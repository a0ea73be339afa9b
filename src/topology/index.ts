export { diffTopologies } from "./diff.ts";
export type {
  CapabilitySets,
  Destination,
  DiffDocument,
  EventDocument,
  EventKind,
  EventReason,
  Evidence,
  ExplainDocument,
  IdentifierDocument,
  LinkDocument,
  LldpduDocument,
  ManagementAddressDocument,
  NamespaceDocument,
  NamespaceKind,
  NeighborDocument,
  NeighborFacts,
  NodeDocument,
  NodeFacts,
  OrganizationTlvDocument,
  PlannedLinkResult,
  PortCounters,
  PortDocument,
  PortMode,
  PortState,
  Reason,
  StatusDocument,
  TopologyDocument,
  Verdict,
  VerifyDocument,
  Warning,
} from "./documents.ts";
export {
  destinations,
  eventKinds,
  eventReasons,
  namespaceKinds,
  noCounters,
  portModes,
  portStates,
  reasons,
  schemaVersion,
  verdicts,
  warnings,
} from "./documents.ts";
export type { BridgeFacts, Fact, NamespaceFacts, Plan, PlannedEnd, PlannedLink, PortDrift, PortFacts } from "./facts.ts";
export { createGraph } from "./graph.ts";
export type { BridgeView, DiffOf, Graph, GraphOptions, GraphView, PortView } from "./graph-view.ts";
export { topologyAfter } from "./replay.ts";
export { type Standing, standingOf } from "./standing.ts";
export { type Place, tierPlaces } from "./tiers.ts";

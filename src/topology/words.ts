// The words, one per thing: in documents, metrics and on the terminal alike.

export const verdicts = ["ok", "down", "missing", "one-way", "wrong-peer", "wrong-port", "swapped", "unexpected", "unverified"] as const;
export type Verdict = (typeof verdicts)[number];

export const warnings = [
  "multiple",
  "self-loop",
  "duplicate-chassis",
  "duplicate-name",
  "stale",
  "flapping",
  "mtu-mismatch",
  "speed-mismatch",
  "vlan-mismatch",
  "aggregation-mismatch",
] as const;
export type Warning = (typeof warnings)[number];

/** Why a link is not ok, ordered by certainty. */
export const reasons = [
  "namespace-gone",
  "interface-gone",
  "admin-down",
  "no-carrier",
  "bridge-filters",
  "stp-blocking",
  "agent-disabled",
  "receive-only",
  "transmit-only",
  "firmware-agent",
  "socket-drops",
  "lost-on-the-way",
  "peer-silent",
  "aged-out",
  "not-wired-as-planned",
  "not-planned",
  "not-watched",
  "unknown",
] as const;
export type Reason = (typeof reasons)[number];

export const portModes = ["rx-and-tx", "rx-only", "tx-only", "disabled"] as const;
export type PortMode = (typeof portModes)[number];

export const portStates = ["up", "no-carrier", "down", "absent"] as const;
export type PortState = (typeof portStates)[number];

export const namespaceKinds = ["host", "named", "container", "unit", "process"] as const;
export type NamespaceKind = (typeof namespaceKinds)[number];

export const destinations = ["nearest-bridge", "nearest-non-tpmr-bridge", "nearest-customer-bridge"] as const;
export type Destination = (typeof destinations)[number];

export const eventKinds = [
  "node-added",
  "node-changed",
  "node-removed",
  "namespace-added",
  "namespace-changed",
  "namespace-removed",
  "port-added",
  "port-removed",
  "port-changed",
  "neighbor-added",
  "neighbor-changed",
  "neighbor-removed",
  "link-added",
  "link-changed",
  "link-removed",
] as const;
export type EventKind = (typeof eventKinds)[number];

export const eventReasons = [
  "new",
  "changed",
  "aged-out",
  "shutdown",
  "link-down",
  "namespace-gone",
  "interface-gone",
  "evicted",
  "disabled",
] as const;
export type EventReason = (typeof eventReasons)[number];

// The keys that --columns knows, in the order of `--columns all`. render/*-columns.ts says how each is made; a test holds both together.

export const neighborColumnKeys = [
  "port",
  "neighbor",
  "its-port",
  "description",
  "capabilities",
  "management",
  "destination",
  "chassis",
  "mac",
  "vlan",
  "ttl",
  "expires",
  "age",
  "id",
] as const;

export const portColumnKeys = [
  "port",
  "namespace",
  "interface",
  "state",
  "neighbors",
  "wired-to",
  "verdict",
  "reason",
  "warnings",
  "mode",
  "kind",
  "mtu",
  "master",
  "mac",
  "ifindex",
  "received",
  "sent",
  "changed",
] as const;

export const namespaceColumnKeys = ["namespace", "kind", "state", "ports", "inode", "names"] as const;

export const linkColumnKeys = ["a", "b", "verdict", "reason", "wired", "planned", "heard", "warnings", "since", "fix"] as const;

export const eventColumnKeys = ["time", "kind", "where", "reason", "what", "id"] as const;

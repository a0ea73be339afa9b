/** Names that `--tlvs` knows, in the order in which the TLVs are sent: when a frame is full the last ones are left out. */
export const tlvNames = [
  "port-description",
  "system-name",
  "system-description",
  "system-capabilities",
  "management-address",
  "port-vlan-id",
  "link-aggregation",
  "dot3-link-aggregation",
  "mac-phy",
  "maximum-frame-size",
  "custom",
  "inventory",
  "vlan-name",
] as const;
export type TlvName = (typeof tlvNames)[number];

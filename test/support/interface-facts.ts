import type { InterfaceFacts } from "../../src/netns/index.ts";

/** An interface for tests: a veth end that is up, apart from what is given. */
export function interfaceFacts(given: Partial<InterfaceFacts> & { readonly ifindex: number }): InterfaceFacts {
  return {
    name: `if${given.ifindex}`,
    altnames: [],
    alias: null,
    kind: "veth",
    hardwareType: 1,
    mac: "02:00:00:00:00:01",
    permanentMac: null,
    mtu: 1500,
    flags: 0x11043,
    adminUp: true,
    carrier: true,
    operationalState: "up",
    forwarding: false,
    master: null,
    masterKind: null,
    link: null,
    linkNamespaceId: null,
    bridge: null,
    bridgePort: null,
    vlans: null,
    settings: null,
    device: null,
    addresses: [],
    ethtool: null,
    ...given,
  };
}

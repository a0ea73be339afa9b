import { describe, expect, it } from "vitest";
import { firmwareAgentOf, scopeOf, silenceOf, sourceMacOf, stateOf } from "../../../src/netns/index.ts";
import { interfaceFacts } from "../../support/interface-facts.ts";

const device = { bus: "pci", name: "0000:01:00.0", driver: "ixgbe", virtualFunction: false };
const facts = (given: Partial<Parameters<typeof interfaceFacts>[0]> = {}) => interfaceFacts({ ifindex: 2, ...given });

describe("silenceOf", () => {
  it.each([
    ["a veth end", {}, null],
    ["a NIC", { kind: "physical", device }, null],
    ["a macvlan", { kind: "macvlan" }, null],
    ["a tap", { kind: "tun" }, null],
    ["an interface of an unknown kind", { kind: "quux" }, null],
    ["a bridge port", { master: 3, masterKind: "bridge" }, null],
    ["lo", { kind: "loopback", hardwareType: 772 }, "loopback"],
    ["a tun", { kind: "tun", hardwareType: 65534 }, "not-ethernet"],
    ["WireGuard", { kind: "wireguard", hardwareType: 65534 }, "not-ethernet"],
    ["a dummy", { kind: "dummy" }, "no-wire"],
    ["a bridge", { kind: "bridge" }, "master"],
    ["a VLAN", { kind: "vlan" }, "upper"],
    ["a VXLAN tunnel", { kind: "vxlan" }, "tunnel"],
    ["an SR-IOV VF", { kind: "physical", device: { ...device, virtualFunction: true } }, "virtual-function"],
    ["what has no MAC", { mac: "" }, "no-address"],
  ] as const)("%s", (_, given, silence) => {
    expect(silenceOf(facts(given))).toBe(silence);
  });
});

describe("scopeOf, sourceMacOf, stateOf", () => {
  it("listen to everything below masters that take frames away, Open vSwitch too, which has no name for it", () => {
    const scopes = [null, "bond", "team", "vrf", "bridge"].map((masterKind) => scopeOf(facts({ master: 3, masterKind })));
    expect(scopes).toEqual(["all", "lldp", "lldp", "lldp", "all"]);
    expect(scopeOf(facts())).toBe("lldp");
  });

  it("send from the permanent address only where another was lent", () => {
    const permanentMac = "02:00:00:00:00:99";
    expect(sourceMacOf(facts({ permanentMac }))).toBe("02:00:00:00:00:01");
    expect(sourceMacOf(facts({ permanentMac, master: 3, masterKind: "team" }))).toBe(permanentMac);
    expect(sourceMacOf(facts({ master: 3, masterKind: "bond" }))).toBe("02:00:00:00:00:01");
  });

  it("take the carrier's word, not the operational state's", () => {
    expect(stateOf(facts({ operationalState: "down" }))).toBe("up");
    expect(stateOf(facts({ carrier: false, operationalState: "up" }))).toBe("no-carrier");
    expect(stateOf(facts({ adminUp: false }))).toBe("down");
  });
});

describe("firmwareAgentOf", () => {
  const nic = (driver: string, privateFlags: Record<string, boolean>) =>
    firmwareAgentOf(
      facts({
        name: "ens1f0",
        device: { ...device, driver },
        ethtool: {
          speed: null,
          duplex: null,
          autonegotiation: null,
          autonegotiationSupported: false,
          supportedModes: [],
          advertisedModes: [],
          privateFlags,
        },
      }),
    );

  it("says how to turn it off, by the driver's own flag", () => {
    expect(nic("i40e", { "disable-fw-lldp": false })).toEqual({ driver: "i40e", fix: "ethtool --set-priv-flags ens1f0 disable-fw-lldp on" });
    expect(nic("ice", { "fw-lldp-agent": true })).toEqual({ driver: "ice", fix: "ethtool --set-priv-flags ens1f0 fw-lldp-agent off" });
    expect(nic("mlx5_core", { dcbx_handle_by_fw: true })?.fix).toBe("ethtool --set-priv-flags ens1f0 dcbx_handle_by_fw off");
  });

  it("says nothing where it is off, unknown, or another driver's flag", () => {
    expect(nic("i40e", { "disable-fw-lldp": true })).toBeNull();
    expect(nic("ice", { "fw-lldp-agent": false })).toBeNull();
    expect(nic("ice", {})).toBeNull();
    expect(nic("ixgbe", { "fw-lldp-agent": true })).toBeNull();
    expect(firmwareAgentOf(facts())).toBeNull();
  });
});

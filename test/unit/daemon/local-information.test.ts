import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/daemon/config/load-config.ts";
import { localInformation } from "../../../src/daemon/local-information.ts";
import { macPhyOf } from "../../../src/daemon/mac-phy.ts";
import { sameSystemInformation, systemInformation } from "../../../src/daemon/system-information.ts";
import { tlvNames } from "../../../src/daemon/tlv-names.ts";
import { chassisId, lldpduDocument, mauTypeName } from "../../../src/lldp/index.ts";
import type { EthtoolFacts, InterfaceAddress, InterfaceFacts } from "../../../src/netns/index.ts";
import { interfaceFacts } from "../../support/interface-facts.ts";

const address = (text: string, scope: InterfaceAddress["scope"] = "global", usable = true): InterfaceAddress => ({
  family: text.includes(":") ? "ipv6" : "ipv4",
  address: text,
  prefixLength: 24,
  scope,
  usable,
});
const ethtool: EthtoolFacts = {
  speed: 1000,
  duplex: "full",
  autonegotiation: true,
  autonegotiationSupported: true,
  supportedModes: ["1000baseT/Full", "100baseT/Full"],
  advertisedModes: ["1000baseT/Full", "100baseT/Full", "Pause"],
  privateFlags: {},
};
const speaker = {
  chassisId: chassisId("local", "leaf1@0123456789ab"),
  systemName: "leaf1@box",
  systemDescription: "a test",
  inventory: { model: "m1", "serial-number": "" },
};

function said(given: Partial<InterfaceFacts> = {}, file = "", others: readonly InterfaceFacts[] = []) {
  const loaded = loadConfig({ flags: {}, environment: {}, readFile: () => file });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const facts = interfaceFacts({ ifindex: 2, name: "eth0", ...given });
  const system = systemInformation([facts, ...others], loaded.config.managementAddresses);
  return localInformation(speaker, system, facts, "leaf1:eth0", loaded.config);
}

const document = (...what: Parameters<typeof said>) => lldpduDocument(said(...what).lldpdu);

describe("what a port says of itself", () => {
  it("is who it is, what it can, and where it is managed", () => {
    expect(document({ addresses: [address("192.0.2.1"), address("fe80::1", "link")] })).toMatchObject({
      chassisId: { subtype: "local", value: "leaf1@0123456789ab" },
      portId: { subtype: "interface-name", value: "eth0" },
      portDescription: "eth0",
      systemName: "leaf1@box",
      systemDescription: "a test",
      capabilities: { supported: ["bridge", "router", "station"], enabled: ["station"] },
      managementAddresses: [
        { family: "ipv4", address: "192.0.2.1", interfaceNumbering: "ifindex", interfaceNumber: 2 },
        { family: "ipv6", address: "fe80::1", interfaceNumber: 2 },
      ],
      dot1: { linkAggregation: { capable: true, enabled: false, port: 0 } },
      dot3: { maximumFrameSize: 1518, macPhy: null },
      med: null,
    });
  });

  it("prefers the alias as description, and the permanent MAC of a bond's member as source", () => {
    const { sourceMac } = said({ masterKind: "bond", master: 9, permanentMac: "02:00:00:00:00:77" });
    expect([...sourceMac]).toEqual([2, 0, 0, 0, 0, 0x77]);
    expect(document({ alias: "to the core" }).portDescription).toBe("to the core");
    expect(document({ masterKind: "bond", master: 9 }).dot1).toMatchObject({ linkAggregation: { enabled: true, port: 9 } });
  });

  it("tells VLANs, speed and frame size as the kernel does", () => {
    const vlans = { pvid: 10, tagged: [10, 20], untagged: [10] };
    const { dot1, dot3 } = document({ vlans, ethtool, mtu: 9000 });
    expect(dot1).toMatchObject({
      portVlanId: 10,
      vlans: [
        { id: 10, name: "vlan10" },
        { id: 20, name: "vlan20" },
      ],
    });
    expect(dot3).toMatchObject({ maximumFrameSize: 9022, macPhy: { autoNegotiationEnabled: true, mauType: 30 } });
  });

  it("sends none of what is switched off", () => {
    for (const name of tlvNames) {
      const optional = said({ ethtool, vlans: { pvid: 1, tagged: [1], untagged: [1] }, addresses: [address("192.0.2.1")] }, `tlvs: "!${name}"\n`)
        .lldpdu.optional;
      const all = said({ ethtool, vlans: { pvid: 1, tagged: [1], untagged: [1] }, addresses: [address("192.0.2.1")] }, 'tlvs: "*"\n').lldpdu.optional;
      expect(optional.length, name).toBeLessThan(name === "custom" ? all.length + 1 : all.length);
    }
    expect(said({}, 'tlvs: "nothing"\n').lldpdu.optional).toEqual([]);
  });

  it("sends the inventory where it is asked for, without what is empty", () => {
    expect(document({}, 'tlvs: "inventory"\n').med).toMatchObject({ model: "m1", serialNumber: null });
    expect(document().med).toBeNull();
  });

  it("sends custom TLVs on the ports that they are for", () => {
    const file = (ports: string) => `custom-tlvs:\n  - { oui: 00-11-22, subtype: 7, bytes: cafe, ports: "${ports}" }\n`;
    expect(document({}, file("leaf1:*")).organizationSpecific).toEqual([{ oui: "00-11-22", subtype: 7, bytes: "cafe" }]);
    expect(document({}, file("spine*")).organizationSpecific).toEqual([]);
  });
});

describe("what a namespace says alike on all ports", () => {
  const addresses = [
    address("127.0.0.1", "host"),
    address("198.51.100.1", "global", false),
    address("192.0.2.1"),
    address("192.0.2.2"),
    address("2001:db8::1"),
  ];
  const texts = (pattern: string | null, ...more: InterfaceFacts[]) =>
    systemInformation([interfaceFacts({ ifindex: 2, name: "eth0", addresses }), ...more], pattern).managementAddresses.map(
      ({ address: octets }) => octets.length,
    );

  it("is one usable address of each family, or what the pattern allows", () => {
    expect(texts(null)).toEqual([4, 16]);
    expect(texts("192.0.2.*")).toEqual([4, 4]);
    expect(texts("eth0")).toEqual([4, 4, 16]);
    expect(texts("eth0,!*:*")).toEqual([4, 4]);
    expect(texts("!192.0.2.1")).toEqual([4, 16]);
    expect(texts("lo")).toEqual([]);
    expect(texts("none", interfaceFacts({ ifindex: 3, adminUp: false, addresses }))).toEqual([]);
  });

  it("is a bridge with a bridge, a router where it forwards, else a station", () => {
    const enabled = (...given: Partial<InterfaceFacts>[]) =>
      systemInformation(
        given.map((each, index) => interfaceFacts({ ifindex: index + 1, ...each })),
        null,
      ).enabled;
    expect(enabled({})).toEqual(["station"]);
    expect(enabled({}, { kind: "bridge" })).toEqual(["bridge"]);
    expect(enabled({ forwarding: true }, { kind: "bridge" })).toEqual(["bridge", "router"]);
    expect(enabled({ kind: "loopback", forwarding: true }, { kind: "bridge", adminUp: false })).toEqual(["station"]);
  });

  it("is compared by what it says", () => {
    const one = systemInformation([interfaceFacts({ ifindex: 2, addresses })], null);
    expect(sameSystemInformation(one, systemInformation([interfaceFacts({ ifindex: 2, addresses, mtu: 9000 })], null))).toBe(true);
    expect(sameSystemInformation(one, systemInformation([interfaceFacts({ ifindex: 2 })], null))).toBe(false);
  });
});

describe("MAU types", () => {
  it.each([
    [{ speed: 1000, duplex: "half" }, "1000BASE-T HD"],
    [{ speed: 100, duplex: "full" }, "100BASE-TX FD"],
    [{ speed: 10_000, supportedModes: ["10000baseSR/Full"] }, "10GBASE-SR"],
    [{ speed: 10_000, supportedModes: ["10000baseT/Full"] }, "10GBASE-T"],
    [{ speed: 25_000, supportedModes: ["25000baseCR/Full"] }, "25GBASE-CR"],
    [{ speed: 25_000, supportedModes: [] }, "25GBASE-R"],
    [{ speed: 40_000, supportedModes: ["40000baseLR4/Full"] }, "40GBASE-LR4"],
    [{ speed: 100_000, supportedModes: ["100000baseSR4/Full"] }, "100GBASE-SR4"],
    [{ speed: 2500 }, "2.5GBASE-T"],
    [{ speed: null }, "other"],
  ] as const)("%o is %s", (given, name) => {
    expect(mauTypeName(macPhyOf({ ...ethtool, ...given }).mauType)).toBe(name);
  });

  it("marks modes that the old bits do not know as other", () => {
    expect(macPhyOf({ ...ethtool, advertisedModes: ["10000baseT/Full", "1000baseT/Full"] }).advertised).toBe(0x8001);
  });
});

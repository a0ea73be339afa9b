import { describe, expect, it } from "vitest";
import type { InterfaceFacts } from "../../../src/netns/index.ts";
import { scopeOf, silenceOf, sourceMacOf } from "../../../src/netns/index.ts";
import { LinkTable } from "../../../src/netns/link-table.ts";
import { netlinkMessages } from "../../../src/netns/netlink-message.ts";
import { foldRouteMessage } from "../../../src/netns/route-fold.ts";
import { recordedMessages } from "../../support/netlink-octets.ts";

function fold(...labels: string[]): LinkTable {
  const table = new LinkTable((bus, name) => ({ bus, name, driver: null, virtualFunction: false }));
  for (const datagram of labels.flatMap(recordedMessages)) for (const message of netlinkMessages(datagram)) foldRouteMessage(table, message);
  return table;
}

function facts(name: string, ...labels: string[]): InterfaceFacts {
  return [...fold(name, ...labels).interfaces.values()].find((each) => each.name === name) as InterfaceFacts;
}

describe("link messages recorded on a kernel with more devices", () => {
  it("tell names, alias and alternative names", () => {
    expect(facts("d0")).toMatchObject({
      kind: "dummy",
      alias: "rack 7",
      altnames: ["spare-port", "another-name-longer-than-fifteen"],
      adminUp: false,
    });
  });

  it("tell VLANs of both protocols with their parent", () => {
    const parent = facts("d0").ifindex;
    expect(facts("d0.100")).toMatchObject({ kind: "vlan", link: parent, settings: { kind: "vlan", id: 100, protocol: 0x8100 } });
    expect(facts("d0.200")).toMatchObject({ kind: "vlan", link: parent, settings: { kind: "vlan", id: 200, protocol: 0x88a8 } });
  });

  it("tell modes of bonds, and the address that each member brought", () => {
    expect(facts("bond0").settings).toEqual({ kind: "bond", mode: "802.3ad", activeMember: null });
    expect(facts("bond1").settings).toEqual({ kind: "bond", mode: "active-backup", activeMember: facts("m2").ifindex });
    const [first, second] = [facts("m0"), facts("m1")];
    expect([first.mac, second.mac]).toEqual(["02:00:00:00:00:a0", "02:00:00:00:00:a0"]);
    expect([first, second].map(sourceMacOf)).toEqual(["02:00:00:00:00:a0", "02:00:00:00:00:a1"]);
    expect(first.master).toBe(facts("bond0").ifindex);
  });

  it("tell the port VLAN, tagged and untagged VLANs of a bridge port and of the bridge", () => {
    const tagged = [...Array.from({ length: 11 }, (_, index) => 10 + index), 4094];
    expect(facts("br0", "bridge br0")).toMatchObject({
      kind: "bridge",
      bridge: { stp: true, groupFwdMask: 0x4000, vlanFiltering: true },
      vlans: { pvid: 1, tagged: [30], untagged: [1] },
    });
    expect(facts("p0", "bridge p0").vlans).toEqual({ pvid: 100, tagged, untagged: [1, 100] });
    expect(facts("p0", "bridge p0", "vlan added").vlans?.tagged).toContain(300);
  });

  it("tell a port that left its bridge, which is not deleted, and a member that left its bond", () => {
    expect(facts("p0", "bridge p0", "port left")).toMatchObject({ master: null, masterKind: null, bridgePort: null, vlans: null });
    expect(facts("m0", "member left")).toMatchObject({ master: null, masterKind: null, permanentMac: null });
  });

  it("tell where LLDP belongs, and where its socket would be deaf", () => {
    const silences = ["d0", "d0.100", "bond0", "team0", "vrf0", "br0", "iv0"].map((name) => silenceOf(facts(name)));
    expect(silences).toEqual(["no-wire", "upper", "master", "master", "master", "master", "upper"]);
    const members = ["m0", "m2", "t0", "r0", "p0"].map((name) => facts(name));
    expect(members.map((each) => silenceOf(each))).toEqual([null, null, null, null, null]);
    expect(members.map(scopeOf)).toEqual(["lldp", "lldp", "lldp", "lldp", "all"]);
    expect(members.map(({ masterKind }) => masterKind)).toEqual(["bond", "bond", "team", "vrf", "bridge"]);
  });
});

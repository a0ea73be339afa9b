import { describe, expect, test } from "vitest";
import { parseLab } from "../../../../src/lab/file/parse-lab.ts";
import { type Lab, linkAlias, linkName, nodeAlias } from "../../../../src/lab/model.ts";
import { isEmpty } from "../../../../src/lab/plan/plan.ts";
import { planUp, type UpInput } from "../../../../src/lab/plan/plan-up.ts";
import type { Seen, SeenInterface, SeenNode } from "../../../../src/lab/plan/seen.ts";

function lab(topology: string): Lab {
  const parsed = parseLab(`name: x\ntopology:\n${topology}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.lab;
}

const base = {
  index: 2,
  alias: null,
  kind: "veth",
  mac: "02:00:00:00:00:01",
  mtu: 1500,
  up: true,
  running: true,
  master: null,
  addresses: [],
  bridge: null,
};
const nic = (name: string, more: Partial<SeenInterface> = {}): SeenInterface => ({ ...base, name, ...more });
const node = (...interfaces: SeenInterface[]): SeenNode => ({
  interfaces: new Map(interfaces.map((each) => [each.name, each])),
  routes: [],
  sysctls: {},
});
const plan = (wanted: Lab, more: Partial<UpInput> = {}) =>
  planUp({
    lab: wanted,
    previous: null,
    seen: new Map(),
    places: new Map(wanted.nodes.map((each) => [each.name, each.kind === "host" ? null : each.name])),
    foreignNamespaces: new Set(),
    reserved: new Set(),
    ...more,
  });

const pair = lab(`  nodes: { a: { addresses: { e: 10.0.0.1/24 } }, b: {} }\n  links:\n    - { endpoints: ["a:e", "b:e"], mtu: 9000 }\n`);
const pairSeen: Seen = new Map([
  [
    "a",
    node(nic("lo", { alias: nodeAlias(pair, "a") }), nic("e", { alias: linkAlias(pair, pair.links[0]!), mtu: 9000, addresses: ["10.0.0.1/24"] })),
  ],
  ["b", node(nic("lo", { alias: nodeAlias(pair, "b") }), nic("e", { alias: linkAlias(pair, pair.links[0]!), mtu: 9000 }))],
]);

describe("a lab that is not up", () => {
  test("namespaces, then cables, then settings", () => {
    expect(plan(pair)).toEqual({
      removeNamespaces: [],
      removals: [],
      addNamespaces: [
        { node: "a", namespace: "a" },
        { node: "b", namespace: "b" },
      ],
      links: [{ name: "a:e -- b:e", line: "link add name e mtu 9000 netns a type veth peer name e mtu 9000 netns b" }],
      settings: [
        {
          node: "a",
          sysctls: [],
          ip: ['link set lo alias "lldp-watch lab x: a" up', 'link set e alias "lldp-watch lab x: a:e -- b:e" up', "addr add 10.0.0.1/24 dev e"],
          bridge: [],
        },
        {
          node: "b",
          sysctls: [],
          ip: ['link set lo alias "lldp-watch lab x: b" up', 'link set e alias "lldp-watch lab x: a:e -- b:e" up'],
          bridge: [],
        },
      ],
      exec: [],
      refusals: [],
    });
  });

  test("a bridge with VLANs, a router, IPv6, every kind of link", () => {
    const wanted = lab(`
  nodes:
    sw: { kind: bridge, stp: true, group-fwd-mask: 0x4000, vlan-filtering: true, vlans: { p1: { pvid: 10, tagged: [20] } } }
    r: { forwarding: true, sysctls: { net.ipv4.conf.all.rp_filter: 0 }, addresses: { e: "fd00::1/64" }, routes: ["10.0.0.0/8 via 10.1.0.1 via 10.1.0.2", "default via fd00::9"] }
  links:
    - endpoints: ["sw:p1", "r:e"]
    - { type: host, endpoint: { node: r, interface: h }, host-interface: up0 }
    - { type: macvlan, endpoint: { node: r, interface: m }, host-interface: eth7, mode: vepa }
    - { type: vxlan, endpoint: { node: r, interface: v }, remote: 192.0.2.1, vni: 9, src-port: 5000 }
`);
    const { settings, links } = plan(wanted, { seen: new Map([["host", node()]]) });
    expect(links.map(({ line }) => line)).toEqual([
      "link add name p1 netns sw type veth peer name e netns r",
      "link add name up0 type veth peer name h netns r",
      "link add name m netns r link eth7 type macvlan mode vepa",
      "link add name v netns r type vxlan id 9 remote 192.0.2.1 dstport 4789 srcport 5000 5000",
    ]);
    const [sw, r, host] = settings;
    expect(sw?.ip.slice(1, 4)).toEqual([
      "link add name sw type bridge group_fwd_mask 16384 stp_state 1 vlan_filtering 1",
      "link set sw up",
      'link set p1 master sw alias "lldp-watch lab x: r:e -- sw:p1" up',
    ]);
    expect(sw?.bridge).toEqual(["vlan del dev p1 vid 1", "vlan add dev p1 vid 10 pvid untagged", "vlan add dev p1 vid 20"]);
    expect(r?.sysctls).toEqual([
      ["net.ipv4.ip_forward", "1"],
      ["net.ipv6.conf.all.forwarding", "1"],
      ["net.ipv4.conf.all.rp_filter", "0"],
    ]);
    expect(r?.ip.slice(-3)).toEqual([
      "addr add fd00::1/64 dev e nodad",
      "route replace 10.0.0.0/8 proto 176 nexthop via 10.1.0.1 nexthop via 10.1.0.2",
      "route replace ::/0 proto 176 via fd00::9",
    ]);
    expect(host?.ip).toEqual(['link set up0 alias "lldp-watch lab x: host:up0 -- r:h" up']);
  });

  test("names that others have are refused", () => {
    const { refusals } = plan(pair, { foreignNamespaces: new Set(["b"]) });
    expect(refusals).toEqual(["namespace b is there already and is not this lab's"]);
    const wanted = lab(`  nodes: { a: {} }\n  links:\n    - { type: host, endpoint: { node: a, interface: h }, host-interface: up0 }\n`);
    const taken: Seen = new Map([["host", node(nic("up0"))]]);
    expect(plan(wanted, { seen: taken }).refusals).toEqual(["host: interface up0 is there already and is not this lab's"]);
    expect(plan(wanted, { seen: taken, reserved: new Set(["host:up0"]) }).refusals).toEqual([]);
  });
});

describe("a lab that is up", () => {
  const again = (wanted: Lab, seen = pairSeen) => plan(wanted, { previous: pair, seen });

  test("as it should be: nothing to do", () => {
    expect(isEmpty(again(pair))).toBe(true);
  });

  test("an end that is down is set up, and nothing else", () => {
    const cut = new Map([
      ...pairSeen,
      ["b", node(nic("lo", { alias: nodeAlias(pair, "b") }), nic("e", { alias: linkAlias(pair, pair.links[0]!), mtu: 9000, up: false }))] as const,
    ]);
    expect(again(pair, cut)).toMatchObject({ links: [], addNamespaces: [], settings: [{ node: "b", ip: ["link set e up"] }] });
  });

  test("a cable somebody replaced by hand is taken away and made again", () => {
    const other = new Map([...pairSeen, ["b", node(nic("lo", { alias: nodeAlias(pair, "b") }), nic("e"))] as const]);
    const { removals, links, settings } = again(pair, other);
    expect(removals.map(({ node: name, ip }) => [name, ip])).toEqual([
      ["a", ["link del e"]],
      ["b", ["link del e"]],
    ]);
    expect(links.map(({ name }) => name)).toEqual(["a:e -- b:e"]);
    expect(settings.find(({ node: name }) => name === "a")?.ip).toContain("addr add 10.0.0.1/24 dev e");
  });

  test("a node that is gone from the file goes, with its cables", () => {
    const alone = lab("  nodes: { a: {} }\n");
    expect(again(alone)).toMatchObject({
      removeNamespaces: [{ node: "b", namespace: "b" }],
      removals: [{ node: "a", ip: ["link del e"] }],
      addNamespaces: [],
    });
  });

  test("a node of another kind is made again, and so are its cables", () => {
    const bridge = lab(
      `  nodes: { a: { addresses: { e: 10.0.0.1/24 } }, b: { kind: bridge } }\n  links:\n    - { endpoints: ["a:e", "b:e"], mtu: 9000 }\n`,
    );
    const { removeNamespaces, addNamespaces, links } = again(bridge);
    expect([removeNamespaces, addNamespaces].map((each) => each.map(({ namespace }) => namespace))).toEqual([["b"], ["b"]]);
    expect(links.map(({ name }) => name)).toEqual(["a:e -- b:e"]);
  });

  test("another MTU, address and order of ends is set, not made again", () => {
    const changed = lab(`  nodes: { a: { addresses: { e: 10.0.0.7/24 } }, b: {} }\n  links:\n    - { endpoints: ["b:e", "a:e"], mtu: 1400 }\n`);
    const { removals, links, settings } = again(changed);
    expect(links).toEqual([]);
    expect(removals).toMatchObject([{ node: "a", ip: ["addr del 10.0.0.1/24 dev e"] }]);
    expect(settings.map(({ ip }) => ip)).toEqual([["link set e mtu 1400", "addr add 10.0.0.7/24 dev e"], ["link set e mtu 1400"]]);
  });

  test("a name in a link says the same in either order", () => {
    expect(linkName(pair.links[0]!)).toBe("a:e -- b:e");
  });
});

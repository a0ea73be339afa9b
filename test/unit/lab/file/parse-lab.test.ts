// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of lab files look like that.
import { describe, expect, test } from "vitest";
import { formatFault } from "../../../../src/lab/file/fault.ts";
import { parseLab } from "../../../../src/lab/file/parse-lab.ts";
import type { Lab } from "../../../../src/lab/model.ts";

const good = (text: string): Lab => {
  const parsed = parseLab(text);
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => formatFault("lab.yml", fault)).join("\n"));
  return parsed.lab;
};
const faults = (text: string, variables = {}): string[] => {
  const parsed = parseLab(text, variables);
  return parsed.ok ? [] : parsed.faults.map((fault) => formatFault("f", fault));
};

describe("a lab file", () => {
  test("every form of node and link that is built", () => {
    const lab = good(`
name: all
prefix: __lab-name
topology:
  defaults: { sysctls: { net.ipv4.ip_default_ttl: 60 } }
  kinds: { bridge: { group-fwd-mask: 0x4000 } }
  groups: { routers: { forwarding: true, sysctls: { net.ipv4.ip_default_ttl: 61 }, exec: ["one"] } }
  nodes:
    r: { group: routers, exec: ["two"], addresses: { lo: 10.0.0.1/32, e1: [10.1.0.1/24, "fd00::1/64"] }, routes: ["default via 10.1.0.9 metric 5"] }
    sw: { kind: bridge, stp: true, vlan-filtering: true, vlans: { p1: { pvid: 10, tagged: [20, 30] } } }
    box: { kind: ext-container }
    n:
  links:
    - endpoints: ["r:e1", "sw:p1"]
      mtu: 9000
    - type: veth
      endpoints: [{ node: box, interface: u0, mac: 02:00:00:00:00:0A }, { node: sw, interface: p2, ipv4: 10.1.0.2/24 }]
    - { type: host, endpoint: { node: n, interface: h0 }, host-interface: tohost }
    - endpoints: ["n:mv0", "macvlan:enp1s0"]
    - { type: macvlan, endpoint: { node: n, interface: mv1 }, host-interface: enp1s0, mode: vepa }
    - { type: vxlan, endpoint: { node: n, interface: vx0 }, remote: 192.0.2.9, vni: 5, dst-port: 14789 }
`);
    expect(lab.nodes.map(({ name, kind }) => `${name} ${kind}`)).toEqual(["r linux", "sw bridge", "box container", "n linux", "host host"]);
    expect(lab.nodes[0]).toMatchObject({
      forwarding: true,
      sysctls: { "net.ipv4.ip_default_ttl": "61" },
      exec: ["one", "two"],
      addresses: [
        { interface: "lo", address: "10.0.0.1/32" },
        { interface: "e1", address: "10.1.0.1/24" },
        { interface: "e1", address: "fd00::1/64" },
      ],
      routes: [{ to: "default", via: ["10.1.0.9"], interface: null, metric: 5 }],
      bridge: null,
    });
    expect(lab.nodes[1]?.bridge).toEqual({ groupFwdMask: 0x4000, stp: true, vlanFiltering: true, vlans: { p1: { pvid: 10, tagged: [20, 30] } } });
    expect(lab.nodes[1]?.addresses).toEqual([{ interface: "p2", address: "10.1.0.2/24" }]);
    expect(lab.nodes[2]?.container).toBe("box");
    expect(lab.links).toEqual([
      { kind: "veth", a: { node: "r", interface: "e1", mac: null }, b: { node: "sw", interface: "p1", mac: null }, mtu: 9000 },
      { kind: "veth", a: { node: "box", interface: "u0", mac: "02:00:00:00:00:0a" }, b: { node: "sw", interface: "p2", mac: null }, mtu: null },
      { kind: "veth", a: { node: "n", interface: "h0", mac: null }, b: { node: "host", interface: "tohost", mac: null }, mtu: null },
      { kind: "macvlan", a: { node: "n", interface: "mv0", mac: null }, parent: "enp1s0", mode: "bridge", mtu: null },
      { kind: "macvlan", a: { node: "n", interface: "mv1", mac: null }, parent: "enp1s0", mode: "vepa", mtu: null },
      {
        kind: "vxlan",
        a: { node: "n", interface: "vx0", mac: null },
        remote: "192.0.2.9",
        vni: 5,
        destinationPort: 14789,
        sourcePort: null,
        mtu: null,
      },
    ]);
  });

  test("anchors and merges of YAML are understood", () => {
    const lab = good(`
name: merged
topology:
  nodes:
    a: &base { forwarding: true }
    b: { <<: *base }
`);
    expect(lab.nodes.map((node) => node.forwarding)).toEqual([true, true]);
  });

  test("a containerlab file for images comes up as namespaces, with a note", () => {
    const parsed = parseLab("name: c\nmgmt: { network: x }\ntopology:\n  nodes:\n    a: { kind: linux, image: alpine, binds: [a:b] }\n");
    expect(parsed).toMatchObject({ ok: true, notes: [expect.stringContaining("mgmt, image, binds")] });
  });

  test("variables come from what is given, then from their default", () => {
    expect(good("name: ${NAME:=x}\ntopology:\n")).toMatchObject({ name: "x" });
    expect(parseLab("name: a${N}\n# ${IGNORED}\ntopology:\n  nodes: { n: { exec: ['echo $${HOME}'] } }\n", { N: "1" })).toMatchObject({
      ok: true,
      lab: { name: "a1", nodes: [{ exec: ["echo ${HOME}"] }] },
    });
    expect(faults("name: x\ntopology:\n  nodes: { ${N}: {} }\n")).toEqual([
      "f:3:12: variable N has no value (give --var N=VALUE or write ${N:=default})",
    ]);
  });
});

const head = "name: x\ntopology:\n";
const nodes = `${head}  nodes:\n    a: {}\n    b: {}\n`;

// Each kind of mistake: the file, and what is said about it.
test.each([
  ["no name", "topology: {}\n", "f:1:1: the lab needs a name (add a line `name: NAME`)"],
  ["no topology", "name: x\n", "f:1:1: there is no topology (add `topology:` with nodes and links)"],
  ["a bad lab name", "name: a/b\ntopology:\n", 'f:1:7: "a/b" cannot name a lab'],
  ["not YAML", "name: x\ntopology: [\n", "f:3:1: "],
  ["a key twice", "name: x\nname: y\ntopology:\n", 'f:2:1: "name" stands here a second time'],
  ["a tab", "name: x\ntopology:\n\tnodes: {}\n", "f:3:1: "],
  ["a list where a mapping belongs", `${head}  nodes: [a, b]\n`, "f:3:10: nodes must be a mapping"],
  ["an unknown key at the top", "name: x\ntopologie: {}\n", 'f:2:1: unknown key "topologie" (did you mean topology?)'],
  ["an unknown key of a node", `${head}  nodes:\n    a: { kindd: linux }\n`, 'f:4:10: unknown key "kindd" (did you mean kind?)'],
  ["an unknown kind", `${head}  nodes:\n    a: { kind: brigde }\n`, 'f:4:16: kind cannot be "brigde" (did you mean bridge?)'],
  ["a kind that needs an image", `${head}  nodes:\n    a: { kind: nokia_srlinux }\n`, "f:4:16: kind nokia_srlinux runs an image"],
  ["a bad node name", `${head}  nodes:\n    "a b": {}\n`, 'f:4:5: "a b" cannot name a node'],
  ["a link to nowhere", `${nodes}  links:\n    - endpoints: ["a:e1", "bb:e1"]\n`, 'f:7:7: bb:e1: there is no node "bb"'],
  ["one end", `${nodes}  links:\n    - endpoints: ["a:e1"]\n`, "f:7:7: a link has two endpoints, not 1"],
  ["an end without interface", `${nodes}  links:\n    - endpoints: ["a", "b:e1"]\n`, 'f:7:19: "a" is no end of a link (write NODE:INTERFACE)'],
  [
    "an end used twice",
    `${nodes}  links:\n    - endpoints: ["a:e1", "b:e1"]\n    - endpoints: ["a:e1", "b:e2"]\n`,
    "f:8:7: a:e1 is already the end of another link",
  ],
  ["a cable into itself", `${nodes}  links:\n    - endpoints: ["a:e1", "a:e1"]\n`, "f:7:7: a:e1 is already the end"],
  ["a long interface name", `${nodes}  links:\n    - endpoints: ["a:abcdefghijklmnop", "b:e1"]\n`, "longer than the kernel's 15 characters"],
  ["a vendor's interface name", `${nodes}  links:\n    - endpoints: ["a:ethernet-1/1", "b:e1"]\n`, "write the Linux name"],
  ["lo as the end of a cable", `${nodes}  links:\n    - endpoints: ["a:lo", "b:e1"]\n`, "`lo` is taken by the kernel"],
  [
    "the bridge's own name as port",
    `${head}  nodes:\n    a: { kind: bridge }\n    b: {}\n  links:\n    - endpoints: ["a:a", "b:e1"]\n`,
    "the bridge itself has that name",
  ],
  ["a dummy link", `${nodes}  links:\n    - { type: dummy, endpoint: { node: a, interface: d0 } }\n`, "f:7:15: links of type dummy are not built"],
  [
    "mgmt-net",
    `${nodes}  links:\n    - { type: mgmt-net, endpoint: { node: a, interface: d0 }, host-interface: x }\n`,
    "links of type mgmt-net are not built",
  ],
  ["a stitched link", `${nodes}  links:\n    - { type: vxlan-stitch }\n`, "links of type vxlan-stitch are not built"],
  ["an unknown type", `${nodes}  links:\n    - { type: vlan }\n`, 'type cannot be "vlan" (did you mean vxlan?)'],
  ["a key of another type", `${nodes}  links:\n    - { type: veth, endpoints: ["a:e", "b:e"], vni: 3 }\n`, 'unknown key "vni"'],
  ["no vni", `${nodes}  links:\n    - { type: vxlan, endpoint: { node: a, interface: v }, remote: 192.0.2.1 }\n`, "this link needs vni"],
  [
    "a bad remote",
    `${nodes}  links:\n    - { type: vxlan, endpoint: { node: a, interface: v }, remote: nowhere, vni: 1 }\n`,
    '"nowhere" is no IP address',
  ],
  ["a small MTU", `${nodes}  links:\n    - { endpoints: ["a:e", "b:e"], mtu: 20 }\n`, "f:7:41: mtu must be a whole number from 68 to 65535"],
  [
    "a group MAC",
    `${nodes}  links:\n    - { type: veth, endpoints: [{ node: a, interface: e, mac: 01:00:00:00:00:01 }, "b:e"] }\n`,
    "is a group address",
  ],
  [
    "a bad MAC",
    `${nodes}  links:\n    - { type: veth, endpoints: [{ node: a, interface: e, mac: nonsense }, "b:e"] }\n`,
    '"nonsense" is no MAC address',
  ],
  [
    "an address without length",
    `${head}  nodes:\n    a: { addresses: { lo: 10.0.0.1 } }\n`,
    'f:4:27: "10.0.0.1" has no prefix length (write 10.0.0.1/24)',
  ],
  ["an address too long", `${head}  nodes:\n    a: { addresses: { lo: 10.0.0.1/33 } }\n`, "is not 0 to 32"],
  ["no address", `${head}  nodes:\n    a: { addresses: { lo: 10.0.1/8 } }\n`, '"10.0.1/8" is no IP address'],
  [
    "an address on no cable",
    `${nodes.replace("a: {}", "a: { addresses: { e2: 10.0.0.1/8 } }")}  links:\n    - endpoints: ["a:e1", "b:e1"]\n`,
    "a: 10.0.0.1/8 is for e2, which no link ends at (did you mean e1?)",
  ],
  ["a route to nowhere", `${head}  nodes:\n    a: { routes: ["10.0.0.0/8"] }\n`, "goes nowhere"],
  ["a bad route", `${head}  nodes:\n    a: { routes: ["10.0.0.0/8 over 10.0.0.1"] }\n`, 'f:4:19: cannot read "over 10.0.0.1" in a route'],
  [
    "a sysctl of the whole machine",
    `${head}  nodes:\n    a: { sysctls: { kernel.panic: 1 } }\n`,
    "f:4:21: sysctl kernel.panic is not one of a network namespace",
  ],
  ["a sysctl that climbs", `${head}  nodes:\n    a: { sysctls: { net/../kernel/panic: 1 } }\n`, "is not one of a network namespace"],
  ["forwarding of the host", `${head}  nodes:\n    h: { kind: host, forwarding: true }\n`, "forwarding would change this machine itself"],
  ["a mask on a namespace", `${head}  nodes:\n    a: { group-fwd-mask: 0x4000 }\n`, "group-fwd-mask is for kind: bridge"],
  ["a mask that the kernel refuses", `${head}  nodes:\n    a: { kind: bridge, group-fwd-mask: 1 }\n`, "the kernel never forwards (LLDP is 0x4000)"],
  [
    "vlans without filtering",
    `${head}  nodes:\n    a: { kind: bridge, vlans: { p1: { pvid: 1 } } }\n`,
    "vlans needs a bridge with vlan-filtering: true",
  ],
  [
    "a VLAN out of range",
    `${head}  nodes:\n    a: { kind: bridge, vlan-filtering: true, vlans: { p1: { pvid: 4095 } } }\n`,
    "pvid must be a whole number from 1 to 4094",
  ],
  ["a flag that is none", `${head}  nodes:\n    a: { forwarding: maybe }\n`, "forwarding must be true or false"],
])("%s", (_, text, expected) => {
  expect(faults(text).join("\n")).toContain(expected);
});

test("every mistake is found in one go, in the order of the file", () => {
  const found = faults(
    `${head}  nodes:\n    a: { kind: brigde, stpp: true }\n  links:\n    - endpoints: ["a:e1", "c:e1"]\n    - endpoints: ["a:e1"]\n`,
  );
  expect(found.map((line) => line.split(":")[1])).toEqual(["4", "4", "6", "7"]);
});

test("an anchor that multiplies itself is refused, not expanded", () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefgh".split("").map((key, index) => `${key}: &${key} [${`*${"abcdefg"[index]},`.repeat(9)}]`),
  ].join("\n");
  expect(faults(`name: x\ntopology: {}\n${bomb}\n`).join()).toMatch(/anchors are repeated/);
});

test("a file larger than 16 MiB is refused unread", () => {
  expect(faults(`name: x\n${"#".repeat(17 << 20)}`)).toEqual(["f:1:1: larger than 16 MiB"]);
});

test("10,000 nodes are read in a moment", () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `    n${index}: {}`);
  const links = lines.map((_, index) => `    - endpoints: ["n${index}:e1", "n${(index + 1) % lines.length}:e2"]`);
  expect(good(`${head}  nodes:\n${lines.join("\n")}\n  links:\n${links.join("\n")}\n`).links).toHaveLength(10_000);
});

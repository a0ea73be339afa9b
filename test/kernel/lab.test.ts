import { execFileSync, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { answers, inside, LabMachine } from "../support/lab-machine.ts";
import { privileged } from "../support/privilege.ts";

const tag = `lwl${process.pid}`;
const machine = new LabMachine();
afterAll(() => machine.close());

/** A lab of its own name whose namespaces are called TAG-NAME-NODE. */
const file = (name: string, topology: string) => machine.file(`${name}.yml`, `name: ${name}\nprefix: ${tag}\ntopology:\n${topology}`);
const ns = (lab: string, node: string) => `${tag}-${lab}-${node}`;
const inode = (namespace: string) => statSync(`/run/netns/${namespace}`).ino;

const pair = `
  nodes:
    a: { addresses: { eth0: 10.9.0.1/24 } }
    b: { addresses: { eth0: 10.9.0.2/24 } }
  links:
    - endpoints: ["a:eth0", "b:eth0"]
`;

describe.skipIf(!privileged)("a lab on this kernel", () => {
  test("comes up, carries traffic, stays as it is when brought up again, and goes without a trace", async () => {
    const path = file("pair", pair);
    expect(await machine.must("up", path)).toMatch(/2 namespaces made, 1 link made/);
    expect(answers(ns("pair", "a"), "10.9.0.2")).toBe(true);
    const before = inode(ns("pair", "a"));
    expect(await machine.must("up", path)).toMatch(/nothing to do/);
    expect(inode(ns("pair", "a"))).toBe(before);
    expect(await machine.must("down", path)).toMatch(/2 namespaces removed/);
    expect(await machine.must("down", path)).toMatch(/is not up/);
    expect(machine.left(tag)).toEqual([]);
  });

  test("the difference between two files is applied, and what is in both is left alone", async () => {
    await machine.must(
      "up",
      file(
        "diff",
        `
  nodes:
    a: { addresses: { eth0: 10.9.0.1/24 }, routes: ["10.8.0.0/16 via 10.9.0.2"] }
    b: { addresses: { eth0: 10.9.0.2/24 } }
    gone: {}
    sw: { kind: bridge }
  links:
    - endpoints: ["a:eth0", "b:eth0"]
    - endpoints: ["gone:eth0", "sw:p1"]
    - endpoints: ["b:eth1", "sw:p2"]
`,
      ),
    );
    const [a, sw] = [inode(ns("diff", "a")), inode(ns("diff", "sw"))];
    const path = file(
      "diff",
      `
  nodes:
    a: { addresses: { eth0: [10.9.0.1/24, "fd00::1/64"] }, routes: ["10.7.0.0/16 via 10.9.0.3"], forwarding: true }
    b: { addresses: { eth0: 10.9.0.3/24 }, sysctls: { net.ipv4.ip_default_ttl: 33 } }
    new: { addresses: { eth0: 10.6.0.1/24 } }
    sw: { kind: bridge, group-fwd-mask: 0x4000, addresses: { sw: 10.6.0.2/24 } }
  links:
    - { endpoints: ["a:eth0", "b:eth0"], mtu: 9000 }
    - endpoints: ["new:eth0", "sw:p1"]
    - endpoints: ["b:eth2", "sw:p2"]
`,
    );
    await machine.must("up", path);
    expect([inode(ns("diff", "a")), inode(ns("diff", "sw"))]).toEqual([a, sw]);
    expect(machine.left(ns("diff", "gone"))).toEqual([]);
    expect(answers(ns("diff", "a"), "10.9.0.3")).toBe(true);
    expect(answers(ns("diff", "new"), "10.6.0.2")).toBe(true);
    const addresses = inside(ns("diff", "b"), "ip", "-brief", "address");
    expect(addresses).toMatch(/eth0\S* +UP +10\.9\.0\.3\/24/);
    expect(addresses).toMatch(/eth2/);
    expect(addresses).not.toMatch(/10\.9\.0\.2|eth1/);
    expect(inside(ns("diff", "a"), "ip", "route")).toMatch(/10\.7\.0\.0\/16 via 10\.9\.0\.3/);
    expect(inside(ns("diff", "a"), "ip", "route")).not.toMatch(/10\.8\.0\.0/);
    expect(inside(ns("diff", "a"), "ip", "-brief", "-6", "address")).toMatch(/fd00::1\/64/);
    expect(inside(ns("diff", "a"), "ip", "link", "show", "eth0")).toMatch(/mtu 9000/);
    expect(inside(ns("diff", "a"), "cat", "/proc/sys/net/ipv4/ip_forward").trim()).toBe("1");
    expect(inside(ns("diff", "b"), "cat", "/proc/sys/net/ipv4/ip_default_ttl").trim()).toBe("33");
    expect(inside(ns("diff", "sw"), "ip", "-d", "link", "show", "sw")).toMatch(/group_fwd_mask 0x4000/);
    expect(await machine.must("up", path)).toMatch(/nothing to do/);
    await machine.must("down", "diff");
  });

  test("what was broken by hand is mended", async () => {
    const path = file("mend", pair);
    await machine.must("up", path);
    inside(ns("mend", "a"), "ip", "link", "del", "eth0");
    inside(ns("mend", "b"), "ip", "link", "set", "lo", "down");
    expect(JSON.parse(await machine.must("status", "mend", "--json")).labs[0].links[0].state).toBe("missing");
    expect(await machine.must("up", path)).toMatch(/1 link made/);
    execFileSync("ip", ["netns", "del", ns("mend", "b")]);
    expect(await machine.must("up", path)).toMatch(/1 namespace made, 1 link made/);
    expect(answers(ns("mend", "a"), "10.9.0.2")).toBe(true);
    await machine.must("down", "mend");
  });

  test("a name that something else has is refused before anything is made, and down leaves it alone", async () => {
    execFileSync("ip", ["netns", "add", ns("taken", "b")]);
    try {
      const { code, err } = await machine.lab(["up", file("taken", pair)]);
      expect(code).toBe(1);
      expect(err).toContain(`namespace ${ns("taken", "b")} is there already`);
      expect(machine.left(ns("taken", "a"))).toEqual([]);
      await machine.must("down", "taken");
      expect(machine.left(ns("taken", "b"))).toHaveLength(1);
    } finally {
      execFileSync("ip", ["netns", "del", ns("taken", "b")]);
    }
  });

  test("a namespace that somebody made again under a node's name is not the lab's any more", async () => {
    const path = file("again", pair);
    await machine.must("up", path);
    execFileSync("ip", ["netns", "del", ns("again", "b")]);
    execFileSync("ip", ["netns", "add", ns("again", "b")]);
    expect(JSON.parse(await machine.must("status", "again", "--json")).labs[0].nodes[1].state).toBe("foreign");
    expect((await machine.lab(["up", path])).err).toContain("is there already");
    expect(await machine.must("down", "again")).toMatch(/1 namespaces removed/);
    expect(machine.left(ns("again", ""))).toEqual([ns("again", "b")]);
    execFileSync("ip", ["netns", "del", ns("again", "b")]);
  });

  test("two labs cannot take one name", async () => {
    const one = machine.file("one.yml", `name: ${tag}one\ntopology:\n  nodes: { ${tag}same: {} }\n`);
    const two = machine.file("two.yml", `name: ${tag}two\ntopology:\n  nodes: { ${tag}same: {} }\n`);
    await machine.must("up", one);
    expect((await machine.lab(["up", two])).err).toContain("is there already");
    await machine.must("down", two);
    expect(machine.left(`${tag}same`)).toHaveLength(1);
    await machine.must("down", one);
  });

  test("a command that fails undoes the whole run, on a new lab and on one that was up", async () => {
    const failing = (text: string) => `${text}\n    c: { exec: ["echo no such luck; exit 7"] }\n`;
    const nodes = "  nodes:\n    a: {}\n    b: {}";
    const fresh = await machine.lab(["up", file("undo", failing(nodes))]);
    expect(fresh.code).toBe(1);
    expect(fresh.err).toMatch(/c: `echo no such luck; exit 7` ended with status 7: no such luck/);
    expect(machine.left(ns("undo", ""))).toEqual([]);
    await machine.must("up", file("undo", pair));
    const a = inode(ns("undo", "a"));
    const changed = await machine.lab(["up", file("undo", failing(`  nodes:\n    a: { addresses: { lo: 10.1.1.1/32 } }`))]);
    expect(changed.code).toBe(1);
    expect(inode(ns("undo", "a"))).toBe(a);
    expect(answers(ns("undo", "a"), "10.9.0.2")).toBe(true);
    expect(inside(ns("undo", "a"), "ip", "address", "show", "lo")).not.toMatch(/10\.1\.1\.1/);
    expect(machine.left(ns("undo", "c"))).toEqual([]);
    expect(await machine.must("up", file("undo", pair))).toMatch(/nothing to do/);
    await machine.must("down", "undo");
  });

  test("the kernel's refusal is told with the line, and undone", async () => {
    const { code, err } = await machine.lab([
      "up",
      file("refuse", `  nodes: { a: {} }\n  links:\n    - { type: macvlan, endpoint: { node: a, interface: eth0 }, host-interface: nosuch0 }\n`),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/link add .* type macvlan/);
    expect(err).toMatch(/nosuch0/);
    expect(machine.left(ns("refuse", ""))).toEqual([]);
  });

  test("down ends what runs in the namespaces, also what does not want to end", async () => {
    await machine.must("up", file("busy", pair));
    const children = ["exec sleep 1000", "trap '' TERM; while :; do sleep 1; done"].map((script) =>
      spawn("ip", ["netns", "exec", ns("busy", "a"), "sh", "-c", script], { stdio: "ignore" }),
    );
    const ended = Promise.all(children.map((child) => new Promise((resolve) => child.once("exit", resolve))));
    await expect.poll(async () => JSON.parse(await machine.must("status", "busy", "--json")).labs[0].nodes[0].processes).toBeGreaterThanOrEqual(3);
    expect(await machine.must("down", "busy")).toMatch(/[34] processes ended/);
    await ended;
    expect(machine.left(ns("busy", ""))).toEqual([]);
  });

  test("cables to the host, macvlan, vxlan and an existing namespace as container", async () => {
    const container = `${tag}box`;
    execFileSync("ip", ["netns", "add", container]);
    const host = `${tag.slice(0, 10)}h0`;
    try {
      const path = file(
        "edge",
        `
  nodes:
    a: { addresses: { eth0: 10.9.7.2/24, mv0: 10.9.6.1/24 } }
    b: { addresses: { mv0: 10.9.6.2/24 } }
    ${container}: { kind: ext-container, addresses: { up0: 10.9.5.1/24 } }
    host: { kind: host, addresses: { ${host}: 10.9.7.1/24 } }
  links:
    - { type: host, endpoint: { node: a, interface: eth0 }, host-interface: ${host} }
    - endpoints: ["${container}:up0", "b:eth9"]
    - { type: macvlan, endpoint: { node: a, interface: mv0 }, host-interface: ${host} }
    - { type: macvlan, endpoint: { node: b, interface: mv0 }, host-interface: ${host} }
    - { type: vxlan, endpoint: { node: b, interface: vx0 }, remote: 192.0.2.1, vni: 77, dst-port: 14789 }
`,
      );
      await machine.must("up", path);
      expect(answers(ns("edge", "a"), "10.9.7.1")).toBe(true);
      expect(answers(ns("edge", "a"), "10.9.6.2")).toBe(true);
      expect(inside(container, "ip", "-brief", "address", "show", "up0")).toMatch(/UP +10\.9\.5\.1\/24/);
      expect(inside(ns("edge", "b"), "ip", "-d", "link", "show", "vx0")).toMatch(/vxlan id 77 remote 192\.0\.2\.1 .*dstport 14789/);
      expect(await machine.must("up", path)).toMatch(/nothing to do/);
      await machine.must("down", path);
      expect(machine.left(ns("edge", ""))).toEqual([]);
      expect(machine.left(host)).toEqual([]);
      expect(inside(container, "ip", "-brief", "link")).not.toMatch(/up0/);
    } finally {
      execFileSync("ip", ["netns", "del", container]);
    }
  });
});

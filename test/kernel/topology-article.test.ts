import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LinkDocument } from "../../src/topology/index.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { PlannedLab } from "../support/planned-lab.ts";
import { privileged } from "../support/privilege.ts";
import { shownByKernel, WordsShown } from "../support/words-shown.ts";

// The network of the founding article: two namespaces and a cable, four namespaces and a bridge. What goes wrong with it, what is said,
// and whether the command that is printed mends it.

const ok = ({ verdict }: LinkDocument) => verdict === "ok";
const shown = new WordsShown();
afterAll(() => {
  if (privileged) shown.are(shownByKernel.article);
});
const not = ({ verdict }: LinkDocument) => verdict !== "ok";

describe.runIf(privileged)("the article's network", () => {
  const lab = new NamespaceLab("topology");
  let watch: PlannedLab;

  beforeAll(async () => {
    await lab.cable("net0:eth0", "net1:eth0");
    for (const index of [1, 2, 3, 4]) await lab.cable(`ns${index}:eth0`, `br:eth${index}`);
    await lab.bridge("br:br0", ["br:eth1", "br:eth2", "br:eth3", "br:eth4"], { groupFwdMask: 0x4000 });
    watch = await PlannedLab.start(lab, { shown });
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  const cables = [["net0:eth0", "net1:eth0"], ...[1, 2, 3, 4].map((index) => [`ns${index}:eth0`, `br:eth${index}`] as const)] as [string, string][];

  test("is five cables heard both ways and one segment, no more", async () => {
    for (const [a, b] of cables) expect(await watch.link(a, b, ok, `${a} ${b}`)).toMatchObject({ wired: true, observed: { aToB: true, bToA: true } });
    expect((await watch.links()).map(({ id }) => id)).toEqual(cables.map(([a, b]) => [watch.port(a), watch.port(b)].sort().join("--")).sort());
    const segments = async () => (await watch.daemon.get<{ nodes: { kind: string; id: string; ports: string[] }[] }>("/api/v1/topology")).nodes;
    const nodes = await watch.daemon.settled(
      segments,
      (all) => all.some(({ kind, ports }) => kind === "segment" && ports.length === 4),
      "the segment",
    );
    expect(nodes.filter(({ kind, id }) => kind === "segment" && id.includes(lab.prefix))).toMatchObject([
      { id: `segment:${watch.port("br:br0")}`, ports: [1, 2, 3, 4].map((index) => watch.port(`ns${index}:eth0`)) },
    ]);
    expect(await watch.verify(cables)).toMatchObject({ ok: true, summary: { ok: 5 } });
  });

  test("a cable that is cut is down, and the command that is printed mends it", async () => {
    await lab.ip("net1", "link set eth0 down");
    const link = await watch.link("net0:eth0", "net1:eth0", not, "the cut");
    expect(link).toMatchObject({ verdict: "down", reason: "admin-down", fix: `ip -n ${lab.name("net1")} link set dev eth0 up` });
    expect(await watch.verify(cables)).toMatchObject({ ok: false, summary: { ok: 4, down: 1 } });
    await watch.follow(link.fix);
    await watch.link("net0:eth0", "net1:eth0", ok, "the mended cable");
  });

  test("a port that only listens makes the link one-way, and the command that is printed mends it", async () => {
    await watch.follow(`lldp-watch port set ${watch.port("net1:eth0")} --mode rx-only`);
    const link = await watch.link("net0:eth0", "net1:eth0", ({ verdict }) => verdict === "one-way", "one way only");
    expect(link).toMatchObject({ observed: { aToB: true, bToA: false }, reason: "receive-only" });
    expect(link.fix).toBe(`lldp-watch port set ${watch.port("net1:eth0")} --mode rx-and-tx`);
    await watch.follow(link.fix);
    await watch.link("net0:eth0", "net1:eth0", ok, "both ways again");
  });

  test("a cable more is unexpected, a cable that is gone is missing", async () => {
    await lab.cable("net0:eth9", "ns1:eth9");
    await watch.link("net0:eth9", "ns1:eth9", ok, "the new cable");
    const added = await watch.verify(cables);
    expect(added).toMatchObject({ ok: false, summary: { ok: 5, unexpected: 1 } });
    expect(added.links.at(-1)).toMatchObject({
      planned: null,
      actual: [watch.port("net0:eth9"), watch.port("ns1:eth9")].sort(),
      reason: "not-planned",
    });
    await lab.ip("net0", "link del eth9");
    const gone = await watch.daemon.settled(
      () => watch.verify([...cables, ["net0:eth9", "ns1:eth9"]]),
      ({ summary }) => summary.missing === 1 && summary.ok === 5,
      "the cable to be missed",
    );
    expect(gone.links.at(-1)).toMatchObject({ verdict: "missing", reason: "interface-gone" });
    expect((await watch.verify([...cables, ["net0:eth9", "nobody:eth0"]])).links.at(-1)).toMatchObject({
      verdict: "missing",
      reason: "namespace-gone",
    });
  });

  test("explain tells the chain of facts", async () => {
    const { verdict, evidence } = await watch.explain("net0:eth0", "net1:eth0");
    expect(verdict).toBe("ok");
    expect(evidence).toContainEqual({
      fact: `other end of the cable at ${watch.port("net0:eth0")}`,
      source: "kernel (IFLA_LINK, IFLA_LINK_NETNSID)",
      value: watch.port("net1:eth0"),
    });
  });
});

describe.runIf(privileged)("a bridge where nobody of ours speaks", () => {
  const lab = new NamespaceLab("topology");
  const plan: [string, string][] = [["ns1:eth0", "ns2:eth0"]];
  let watch: PlannedLab;

  beforeAll(async () => {
    await lab.cable("ns1:eth0", "br:eth1");
    await lab.cable("ns2:eth0", "br:eth2");
    await lab.bridge("br:br0", ["br:eth1", "br:eth2"]);
    watch = await PlannedLab.start(lab, { shown, plan, silent: ["br"] });
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  test("keeps LLDP for itself, and the command that is printed makes it forward", async () => {
    const fix = `ip -n ${lab.name("br")} link set dev br0 type bridge group_fwd_mask 0x4000`;
    const link = await watch.link("ns1:eth0", "ns2:eth0", ({ verdict }) => verdict === "missing", "the missing link");
    expect(link).toMatchObject({ planned: true, wired: true, reason: "bridge-filters", fix });
    await watch.follow(link.fix);
    await watch.link("ns1:eth0", "ns2:eth0", ok, "the link through the bridge");
    expect(await watch.verify(plan)).toMatchObject({ ok: true, summary: { ok: 1 } });
  });
});

describe.runIf(privileged)("spanning tree", () => {
  const lab = new NamespaceLab("topology");
  let watch: PlannedLab;

  beforeAll(async () => {
    // A switch with a loop to another one, which is the root; so the switch blocks the second cable between the two.
    await lab.cable("ns1:eth0", "sw:eth1");
    await lab.cable("root:eth2", "sw:eth2");
    await lab.cable("root:eth3", "sw:eth3");
    await lab.bridge("root:br0", ["root:eth2", "root:eth3"], { groupFwdMask: 0x4000, stp: true });
    await lab.bridge("sw:br0", ["sw:eth1", "sw:eth2", "sw:eth3"], { groupFwdMask: 0x4000, stp: true });
    for (const [node, priority] of [
      ["root", 4096],
      ["sw", 32768],
    ]) {
      await lab.ip(`${node}`, "link set br0 down");
      await lab.ip(`${node}`, `link set br0 up type bridge priority ${priority} forward_delay 200`);
    }
    watch = await PlannedLab.start(lab, {
      shown,
      plan: [["ns1:eth0", "root:eth3"]],
      silent: ["sw"],
      flags: ["--tx-interval", "1", "--tx-hold", "2"],
    });
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  test("blocks a port: words that name it, never a command; without the loop it forwards", async () => {
    const blocked = ({ fix }: LinkDocument) => fix?.includes("is blocking") === true;
    const link = await watch.link("ns1:eth0", "root:eth3", blocked, "the blocked link");
    expect(link).toMatchObject({ verdict: "missing", wired: true, reason: "stp-blocking" });
    expect(link.fix).toMatch(new RegExp(`^port ${watch.port("sw:eth3")} of bridge ${watch.port("sw:br0")} is blocking: spanning tree`));
    await lab.ip("root", "link set eth2 down");
    await watch.link("ns1:eth0", "root:eth3", ok, "the link that forwards");
  });
});

describe.runIf(privileged)("two cables", () => {
  const lab = new NamespaceLab("topology");
  let watch: PlannedLab;

  beforeAll(async () => {
    await lab.cable("h1:eth0", "leaf2:eth0");
    await lab.cable("h2:eth0", "leaf1:eth0");
    await lab.cable("h3:eth0", "leaf1:eth3");
    const plan = [["h1:eth0", "leaf1:eth0"] as const, ["h2:eth0", "leaf2:eth0"] as const, ["h3:eth0", "leaf1:eth2"] as const];
    watch = await PlannedLab.start(lab, { shown, plan });
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  test("that are swapped are told as one thing, in words", async () => {
    for (const [a, b] of [
      ["h1:eth0", "leaf1:eth0"],
      ["h2:eth0", "leaf2:eth0"],
    ] as const) {
      const { fix } = await watch.link(a, b, ({ verdict }) => verdict === "swapped", "the swap");
      expect(fix).toBe(`two cables are swapped: exchange the ends plugged into ${watch.port("h1:eth0")} and ${watch.port("h2:eth0")}`);
    }
  });

  test("in the wrong port of the right node is told as that", async () => {
    await lab.cable("leaf1:eth2", "leaf1:spare");
    await lab.ip("leaf1", "link set spare down");
    const link = await watch.link("h3:eth0", "leaf1:eth2", ({ verdict }) => verdict === "wrong-port", "the wrong port");
    expect(link).toMatchObject({ reason: "not-wired-as-planned", fix: expect.stringContaining(watch.port("leaf1:eth3")) });
  });
});

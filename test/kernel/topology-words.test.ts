import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LinkDocument } from "../../src/topology/index.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { PlannedLab } from "../support/planned-lab.ts";
import { privileged } from "../support/privilege.ts";
import { listOfWords, shownByKernel, WordsShown } from "../support/words-shown.ts";

// What the article's network does not show of the verdicts, warnings and reasons that this kernel can be brought to provoke.

describe.runIf(privileged)("words that the kernel provokes", () => {
  const lab = new NamespaceLab("topology");
  const shown = new WordsShown();
  let watch: PlannedLab;

  const shows = async (a: string, b: string, expected: Partial<LinkDocument>) => {
    const fits = (link: LinkDocument) =>
      Object.entries(expected).every(([key, value]) => JSON.stringify(link[key as keyof LinkDocument]) === JSON.stringify(value));
    const link = await watch.link(a, b, fits, `${a} ${b} ${JSON.stringify(expected)}`);
    shown.add(link);
    return link;
  };
  // Frames are dropped behind the tap of ETH_P_ALL and before that of ETH_P_LLDP, as a firewall would do it.
  const dropsEverything = async (label: string) => {
    await lab.exec(label, "nft", "add table netdev t");
    await lab.exec(label, "nft", "add chain netdev t c { type filter hook ingress device eth0 priority 0 ; policy drop; }");
  };

  beforeAll(async () => {
    for (const pair of ["fine", "deaf", "half", "mode", "long", "lost"]) await lab.cable(`${pair}1:eth0`, `${pair}2:eth0`);
    for (const label of ["deaf1", "deaf2", "half1"]) await dropsEverything(label);
    await lab.ip("long1", "link set eth0 mtu 9000");
    await lab.cable("fine1:more", "fine2:more");
    await lab.cable("quiet:eth0", "long2:quiet");
    // A bridge that sends frames back where they came from.
    await lab.cable("echo:eth0", "mirror:eth0");
    await lab.bridge("mirror:br0", ["mirror:eth0"], { groupFwdMask: 0x4000 });
    await lab.exec("mirror", "bridge", "link", "set", "dev", "eth0", "hairpin", "on");
    for (const index of [1, 2, 3]) await lab.cable(`many${index}:eth0`, `hub:p${index}`);
    await lab.bridge("hub:br0", ["hub:p1", "hub:p2", "hub:p3"], { groupFwdMask: 0x4000 });
    const plan = [
      ["fine1:eth0", "fine2:eth0"],
      ["fine1:none", "fine2:none"],
      ["fine1:other", "nobody:eth0"],
      ["lost1:eth0", "many1:eth0"],
    ] as const;
    watch = await PlannedLab.start(lab, { plan, silent: ["quiet", "mirror"], flags: ["--tx-interval", "5"] });
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  test("verdicts", async () => {
    await shows("fine1:eth0", "fine2:eth0", { verdict: "ok", planned: true });
    await shows("deaf1:eth0", "deaf2:eth0", { verdict: "missing", reason: "lost-on-the-way" });
    await shows("half1:eth0", "half2:eth0", { verdict: "one-way", reason: "lost-on-the-way", observed: { aToB: true, bToA: false } });
    await shows("fine1:more", "fine2:more", { verdict: "unexpected", reason: "not-planned" });
    await shows("fine1:none", "fine2:none", { verdict: "missing", reason: "interface-gone" });
    await shows("fine1:other", "nobody:eth0", { verdict: "missing", reason: "namespace-gone" });
    await shows("lost1:eth0", "many1:eth0", { verdict: "wrong-peer", reason: "not-wired-as-planned" });
    await shows("quiet:eth0", "long2:quiet", { verdict: "unverified", reason: "not-watched" });
  });

  test("explain finds in the counters that frames are lost", async () => {
    const { reason, evidence } = await watch.daemon.settled(
      () => watch.explain("deaf1:eth0", "deaf2:eth0"),
      (answer) => answer.evidence.some(({ fact, value }) => fact === `LLDPDUs sent by ${watch.port("deaf1:eth0")}` && Number(value) > 0),
      "frames that are sent",
    );
    expect(reason).toBe("lost-on-the-way");
    expect(evidence).toContainEqual({ fact: `LLDPDUs received by ${watch.port("deaf2:eth0")}`, source: "counter (statsFramesInTotal)", value: "0" });
  });

  test("warnings", async () => {
    await shows("many2:eth0", "hub:p2", { verdict: "ok", warnings: ["multiple"] });
    await shows("long1:eth0", "long2:eth0", { verdict: "ok", warnings: ["mtu-mismatch"] });
    await shows("echo:eth0", "echo:eth0", { verdict: "unexpected", warnings: ["self-loop"] });
  });

  test("agents that do not speak or listen, and the command that mends it", async () => {
    for (const [mode, verdict, reason] of [
      ["disabled", "missing", "agent-disabled"],
      ["rx-only", "one-way", "receive-only"],
      ["tx-only", "one-way", "transmit-only"],
    ] as const) {
      await watch.follow(`lldp-watch port set ${watch.port("mode2:eth0")} --mode ${mode}`);
      const { fix } = await shows("mode1:eth0", "mode2:eth0", { verdict, reason });
      expect(fix).toBe(`lldp-watch port set ${watch.port("mode2:eth0")} --mode rx-and-tx`);
      await watch.follow(fix);
      await shows("mode1:eth0", "mode2:eth0", { verdict: "ok" });
    }
  });

  test("a cable that is down, until the command that is printed was run; three times is flapping", async () => {
    for (let round = 0; round < 3; round++) {
      await lab.ip("fine2", "link set eth0 down");
      const { fix } = await shows("fine1:eth0", "fine2:eth0", { verdict: "down", reason: "admin-down" });
      await watch.follow(fix);
      await shows("fine1:eth0", "fine2:eth0", { verdict: "ok" });
    }
    await shows("fine1:eth0", "fine2:eth0", { verdict: "ok", flaps: 3, warnings: ["flapping"] });
  });

  test("are those that the list says", () => {
    shown.are(shownByKernel.words);
    console.log(listOfWords());
  });
});

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NamespaceDocument } from "../../src/topology/index.ts";
import { eventually } from "../support/eventually.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { PlannedLab } from "../support/planned-lab.ts";
import { privileged } from "../support/privilege.ts";

describe.runIf(privileged)("a namespace keeps its place", () => {
  const lab = new NamespaceLab("topology");
  let watch: PlannedLab;
  const ok = ({ verdict }: { verdict: string }) => verdict === "ok";

  const namespace = async (label: string) =>
    (await watch.daemon.get<{ namespace: NamespaceDocument }>(`/api/v1/namespaces/${lab.name(label)}`)).namespace;

  beforeAll(async () => {
    await lab.cable("a:eth0", "b:eth0");
    watch = await PlannedLab.start(lab);
    await watch.link("a:eth0", "b:eth0", ok, "the link");
  });
  afterAll(async () => {
    await watch?.stop();
    await lab.close();
  });

  test("under a second name, and when the first one goes", async () => {
    const [old, renamed] = [`/run/netns/${lab.name("b")}`, `/run/netns/${lab.name("c")}`];
    const { inode } = await namespace("b");
    writeFileSync(renamed, "");
    execFileSync("mount", ["--bind", old, renamed]);
    try {
      await lab.remove("b");
      // Chassis id and system name say the name, so its neighbors meet it anew; what was counted goes on.
      expect(await watch.link("a:eth0", "c:eth0", ok, "the link under the new name")).toMatchObject({ flaps: 1 });
      expect(await namespace("c")).toMatchObject({ inode, names: expect.arrayContaining([lab.name("c")]) });
      expect(await watch.verify([["a:eth0", "c:eth0"]])).toMatchObject({ ok: true, links: [{ verdict: "ok" }] });
    } finally {
      execFileSync("ip", ["netns", "del", lab.name("c")]);
    }
    await watch.daemon.settled(
      () => watch.links(),
      (links) => links.length === 0,
      "the link to go with the namespace",
    );
  });

  test("when it is made again: the same link, which has flapped once", async () => {
    await lab.cable("d:eth0", "e:eth0");
    const before = await watch.link("d:eth0", "e:eth0", ok, "the link");
    await lab.remove("e");
    await watch.daemon.settled(
      () => watch.links(),
      (links) => links.every(({ id }) => id !== before.id),
      "the link to go",
    );
    await eventually(async () => ((await lab.ip("d", "-o link")).includes("eth0") ? null : true), "the kernel to take the far end away");
    await lab.cable("d:eth0", "e:eth0");
    expect(await watch.link("d:eth0", "e:eth0", ok, "the same link")).toMatchObject({ id: before.id, flaps: before.flaps + 1 });
  });
});

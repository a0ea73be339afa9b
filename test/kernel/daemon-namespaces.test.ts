import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const run = promisify(execFile);

/** Milliseconds until a condition holds. */
async function timeUntil(holds: () => Promise<boolean>, patience = 5000): Promise<number> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > patience) return Number.POSITIVE_INFINITY;
    await pause(2);
  }
  return performance.now() - started;
}

describe.runIf(privileged)("namespaces that come and go", () => {
  const lab = new NamespaceLab("daemon");
  let daemon: DaemonProcess;

  /** How long the other end of a cable outlives the namespace of its peer. */
  async function survival(label: string): Promise<number> {
    await lab.cable(`${label}:far`, `hub:${label}`);
    return removal(label);
  }

  /** Deletes a namespace and tells how long the other end of its cable stays, in milliseconds. */
  async function removal(label: string): Promise<number> {
    await lab.remove(label);
    return timeUntil(async () => !(await lab.ip("hub", "-br link show")).includes(`${label}@`));
  }

  beforeAll(async () => {
    await lab.namespace("hub");
  });

  afterAll(async () => {
    await daemon?.stop();
    await lab.close();
  });

  it("a deleted namespace dies as fast as without us, and leaves no descriptor", async () => {
    const without = Math.min(await survival("x1"), await survival("x2"));
    daemon = await DaemonProcess.start(`${lab.prefix}*`);
    const { namespaces } = await daemon.status();
    const descriptors = daemon.descriptors;
    const watched: number[] = [];
    for (const label of ["y1", "y2", "y3"]) {
      const before = daemon.events.length;
      await lab.cable(`${label}:far`, `hub:${label}`);
      const port = `${lab.name("hub")}:${label}`;
      await daemon.event((event) => event.kind === "neighbor-added" && event.port === port, before, "the neighbor");
      watched.push(await removal(label));
      await daemon.event((event) => event.kind === "namespace-removed" && event.namespace === lab.name(label), before, "its end");
    }
    expect(Math.min(...watched) - without).toBeLessThan(100);
    // Namespaces of others come and go as well, and their interfaces are followed for the wiring: two sockets each.
    const open = async () => daemon.descriptors - 2 * Math.max(0, (await daemon.status()).namespaces - namespaces);
    await daemon.settled(open, (now) => now <= descriptors, "descriptors to be closed");
  });

  it("a new one shows its neighbor within a second", async () => {
    const [before, made] = [daemon.events.length, performance.now()];
    await lab.cable("new:far", "hub:new");
    const port = `${lab.name("new")}:far`;
    const { at } = await daemon.event((event) => event.kind === "neighbor-added" && event.port === port, before, "the neighbor");
    expect(at - made).toBeLessThan(1000);
  });

  it("one under another name is another system to its neighbors", async () => {
    const before = daemon.events.length;
    const [old, other] = [lab.name("new"), `${lab.name("new")}-renamed`];
    await rename(old, other);
    const seen = await daemon.event(
      (event) => event.kind === "neighbor-added" && event.port === `${lab.name("hub")}:new` && JSON.stringify(event.after).includes(other),
      before,
      "the neighbor under its new name",
    );
    expect(seen.event.reason).toBe("new");
    await run("ip", ["netns", "del", other]);
  });
});

/** A mount point cannot be moved: the namespace gets a second name and loses the first. */
async function rename(old: string, other: string): Promise<void> {
  await run("touch", [`/run/netns/${other}`]);
  await run("mount", ["--bind", `/run/netns/${old}`, `/run/netns/${other}`]);
  await run("ip", ["netns", "del", old]);
}

import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DaemonProcess } from "../support/daemon-process.ts";
import { flood } from "../support/lldp-flood.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

interface Measured {
  readonly sent: number;
  /** KiB, in the order of time. */
  readonly resident: readonly number[];
  /** Milliseconds that the API took, sorted. */
  readonly answers: readonly number[];
}

describe.runIf(privileged)("a flood of 100,000 LLDPDUs a second from as many strangers on one port", () => {
  const lab = new NamespaceLab("flood");
  let daemon: DaemonProcess;
  let flooded: string;
  let quiet: string;

  beforeAll(async () => {
    await lab.cable("victim:east", "mob:west");
    await lab.cable("victim:south", "peer:north");
    [flooded, quiet] = [`${lab.name("victim")}:east`, `${lab.name("victim")}:south`];
    daemon = await DaemonProcess.start(`${lab.prefix}*`, { flags: ["--tx-interval", "2", "--tx-hold", "5"] });
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === 2,
      "both links",
    );
    for (const id of [flooded, quiet])
      await daemon.settled(
        () => daemon.port(id),
        ({ counters }) => counters.framesReceived > 2,
        "a neighbor that spoke again",
      );
  });

  afterAll(async () => {
    await daemon?.stop();
    await lab.close();
  });

  async function underFlood(seconds: number): Promise<Measured> {
    const [resident, answers]: number[][] = [[], []];
    let over = false;
    const sending = flood(lab, "mob:west", { rate: 100_000, seconds, identities: 0 }).finally(() => {
      over = true;
    });
    while (!over) {
      const start = performance.now();
      await daemon.neighbors();
      answers?.push(performance.now() - start);
      resident?.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${daemon.node}/status`, "latin1"))?.[1]));
      await pause(20);
    }
    return { sent: await sending, resident: resident ?? [], answers: (answers ?? []).toSorted((a, b) => a - b) };
  }

  // The figures themselves: `npm run bench -- flood`.
  it("takes no more memory in its second half, and leaves the API answering", async () => {
    const { sent, resident, answers } = await underFlood(6);
    expect(sent).toBeGreaterThan(60_000);
    const [third, fourth] = [resident.slice(resident.length / 2, (3 * resident.length) / 4), resident.slice((3 * resident.length) / 4)];
    // What is kept of each frame would be many times as much; the garbage collector of a busy machine needs some room.
    expect(Math.max(...fourth)).toBeLessThan(Math.max(...third) * 1.2);
    expect(answers.length).toBeGreaterThan(20);
    expect(answers[Math.floor(answers.length / 2)]).toBeLessThan(100);
    expect(answers[Math.floor(answers.length * 0.95)]).toBeLessThan(500);
  });

  it("pushes out no neighbor on any port, and is counted to the last frame, in metrics and in the log", async () => {
    const { counters: before } = await daemon.port(flooded);
    const { sent } = await underFlood(3);
    const total = ({ framesReceived, socketDrops }: typeof before) => framesReceived + socketDrops;
    const { counters, neighbors } = await daemon.settled(
      () => daemon.port(flooded),
      (port) => total(port.counters) >= total(before) + sent,
      "every frame accounted for",
    );
    expect(neighbors).toBe(128);
    expect(counters.rateLimited).toBeGreaterThan(before.rateLimited);
    const gone = daemon.events.filter(({ event }) => event.kind === "neighbor-removed" && !JSON.stringify(event.before).includes('"stranger"'));
    expect(gone).toEqual([]);
    const known = (await daemon.neighbors()).filter(({ systemName }) => systemName !== "stranger").map(({ port }) => port);
    expect(known).toEqual(expect.arrayContaining([flooded, quiet]));
    expect((await daemon.status()).links.ok).toBe(2);
    expect((await daemon.port(quiet)).counters.rateLimited).toBe(0);
    const metrics = await (await fetch(`${daemon.url}/metrics`)).text();
    const limited = new RegExp(`^lldp_frames_limited_total\\{netns="${lab.name("victim")}",interface="east"\\} (\\d+)$`, "m").exec(metrics);
    expect(Number(limited?.[1])).toBeGreaterThan(0);
    expect(daemon.log).toMatch(/flooded: frames over the budget of this port/);
  });
});

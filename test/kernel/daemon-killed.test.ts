import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EventDocument, TopologyDocument } from "../../src/topology/index.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { mode } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const timing = ["--tx-interval", "1", "--tx-hold", "2"];
const ttl = 3000;
const patience = { timeout: 20_000 };
const alive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "latin1"));

// What is watched: `a` and `b`, joined by a cable, and `a` has another one to `peer`, where another daemon runs.
describe.runIf(privileged)("a service that was killed with SIGKILL", () => {
  const lab = new NamespaceLab("killed");
  const folder = mkdtempSync(join(tmpdir(), "lldp-watch-killed-"));
  const known: string[] = [];
  let peer: DaemonProcess;
  let daemon: DaemonProcess | null = null;

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    await lab.cable("a:east", "b:west");
    await lab.cable("a:south", "peer:north");
    known.push(`${lab.name("a")}:east`, `${lab.name("a")}:south`, `${lab.name("b")}:west`);
    peer = await DaemonProcess.start(lab.name("peer"), { flags: timing });
  });

  afterEach(async () => {
    await daemon?.stop();
    daemon = null;
    await lab.ip("b", "link set west up");
  });

  afterAll(async () => {
    await peer?.stop();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async () => {
    daemon = await DaemonProcess.start(`${lab.name("a")},${lab.name("b")}`, { flags: [...timing, "--state", join(folder, "state")] });
    return daemon;
  };
  const history = async ({ url }: DaemonProcess, query: string) => {
    const response = await fetch(`${url}/api/v1/events?${query}`, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { events: readonly EventDocument[] }).events;
  };
  const complete = (subject: DaemonProcess) =>
    subject.settled(
      async () => (await subject.neighbors()).map(({ port }) => port).sort(),
      (ports) => JSON.stringify(ports) === JSON.stringify(known),
      "every neighbor",
    );

  it.each(mode === "helper" ? ["node", "helper"] : ["node"])(
    "%s: is back at once, remembers, and was neither kept nor forgotten too early by its peer",
    async (victim) => {
      const first = await start();
      await complete(first);
      await lab.ip("b", "link set west down");
      await first.settled(
        () => first.neighbors(),
        (neighbors) => neighbors.length === 1,
        "the link to go down",
      );
      await lab.ip("b", "link set west up");
      await complete(first);
      const before = await first.status();
      // A question about the past is answered after everything until then was written.
      await history(first, "limit=1");
      const marked = `${before.epoch}-${before.revision}`;
      const { pids } = first;
      const since = peer.events.length;
      await peer.settled(
        () => peer.neighbors(),
        (neighbors) => neighbors.length === 1,
        "the peer to know us",
      );

      const killed = performance.now();
      const ended = once(first.child, "exit");
      process.kill(victim === "node" ? first.node : (first.child.pid as number), "SIGKILL");
      await ended;
      await expect.poll(() => pids.filter(alive), patience).toEqual([]);
      for (const [label, name] of [
        ["a", "east"],
        ["a", "south"],
        ["b", "west"],
      ] as const)
        await expect.poll(() => lab.ip(label, `maddr show dev ${name}`), patience).not.toMatch(/01:80:c2:00:00:0[03e]/);

      const gone = await peer.event(({ kind }) => kind === "neighbor-removed", since, "the peer to forget us");
      expect(gone.event.reason).toBe("aged-out");
      expect(gone.at - killed).toBeGreaterThan(ttl - 2000);
      expect(gone.at - killed).toBeLessThan(ttl + 2000);

      const second = await start();
      await complete(second);
      expect(performance.now() - second.readyAt).toBeLessThan(2000);
      await peer.event(({ kind }) => kind === "neighbor-added", since, "the peer to know us again");

      const then = await second.get<TopologyDocument>(`/api/v1/topology?at=${marked}`);
      expect(then).toMatchObject({ epoch: before.epoch, revision: before.revision });
      expect(then.links.filter(({ id, verdict }) => id.includes(lab.prefix) && verdict === "ok")).toHaveLength(1);
      const page = await history(second, `after=${marked}&limit=5`);
      expect(page.length).toBeGreaterThan(0);
    },
  );
});

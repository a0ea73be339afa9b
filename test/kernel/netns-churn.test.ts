import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { NetnsView } from "../support/netns-view.ts";
import { privileged } from "../support/privilege.ts";

const rounds = 500;
const soon = { timeout: 10_000, interval: 5 };

describe.skipIf(!privileged)("churn", () => {
  let lab: NamespaceLab;
  let view: NetnsView;

  beforeAll(async () => {
    lab = new NamespaceLab("netns");
    await lab.cable("witness:w0", "observer:w1", { ifindex: 77 });
    await lab.cable("hub:h0", "spoke:s0");
    view = await NetnsView.open(({ names }) => names.some((name) => name.startsWith(lab.prefix)));
  });

  afterAll(async () => {
    await view.close();
    await lab.close();
  });

  it(`hides nothing: ${rounds} rounds of everything while a witness goes down and up`, { timeout: 120_000 }, async () => {
    await expect.poll(() => view.peer(lab.name("witness"), "w0"), soon).toBe(`${lab.name("observer")}:w1`);
    const hands = new Hands(lab.name("hub"));
    await round(hands, lab, -1);
    await settled();
    const before = footprint(view);
    const witness = new Hands(lab.name("witness"));
    let events = 0;
    const stops = [...view.monitors.values()].map(({ events: signal }) => signal.subscribe(() => events++));
    view.watcher.appeared.subscribe(({ inode }) => {
      void view.settled().then(() => view.monitors.get(inode)?.events.subscribe(() => events++));
    });

    let running = true;
    const latencies: number[] = [];
    const watching = (async () => {
      while (running) for (const state of ["down", "up"]) latencies.push(await toggle(witness, state));
    })();
    const started = performance.now();
    for (let number = 0; number < rounds; number++) await round(hands, lab, number);
    const duration = (performance.now() - started) / 1000;
    running = false;
    await watching;
    for (const stop of stops) stop();
    await witness.close();

    latencies.sort((a, b) => a - b);
    const p99 = latencies[Math.ceil(0.99 * latencies.length) - 1] as number;
    console.info(
      `${rounds} rounds in ${duration.toFixed(1)} s, ${Math.round(events / duration)} events/s; ${latencies.length} changes of the witness seen, p99 ${p99.toFixed(1)} ms`,
    );
    expect(events / duration).toBeGreaterThan(10);
    expect(latencies.length).toBeGreaterThan(100);
    expect(p99).toBeLessThanOrEqual(50);

    await settled();
    // Questions about ends that are gone may still be under way: their number depends on how many namespaces others have here.
    const left = () => {
      const { descriptors, monitors, heap } = footprint(view);
      return { descriptors: descriptors - before.descriptors, monitors: monitors - before.monitors, heapIsSmall: heap - before.heap < 2e6 };
    };
    await expect.poll(left, { timeout: 20_000, interval: 200 }).toEqual({ descriptors: 0, monitors: 0, heapIsSmall: true });
    await hands.close();
    for (const label of ["witness", "observer", "hub", "spoke"]) {
      const links: { ifname: string }[] = JSON.parse(await lab.ip(label, "-j link"));
      const known = [...(view.monitor(lab.name(label))?.interfaces.values() ?? [])].map(({ name }) => name);
      expect(known.sort()).toEqual(links.map(({ ifname }) => ifname).sort());
    }
  });

  /** Milliseconds from the command to the moment when the far end of the cable is known to have changed. */
  async function toggle(hands: Hands, state: string): Promise<number> {
    const seen = new Promise<number>((resolve) => {
      const stop = view.monitor(lab.name("observer"))?.events.subscribe((event) => {
        if (event.kind !== "changed" || event.before.carrier === event.after.carrier || event.after.carrier !== (state === "up")) return;
        stop?.();
        resolve(performance.now());
      });
    });
    const started = performance.now();
    hands.run(`link set w0 ${state}`);
    return (await seen) - started;
  }

  /** Until nothing of the rounds is left, neither in the kernel nor here. */
  async function settled(): Promise<void> {
    await expect.poll(() => [...view.watcher.namespaces.values()].filter(({ name }) => name.includes("-churn")), soon).toEqual([]);
    await view.settled();
    await expect.poll(() => view.monitors.size, soon).toBe(4);
    await expect.poll(() => view.monitor(lab.name("hub"))?.interfaces.size, soon).toBe(2);
    await view.watcher.scan();
  }
});

/** One `ip -batch` that stays open, so that no process has to start for a change. */
class Hands {
  readonly #child: ChildProcess;
  readonly #waiting: (() => void)[] = [];

  constructor(namespace: string) {
    this.#child = spawn("ip", ["-n", namespace, "-force", "-o", "-batch", "-"], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout?.on("data", (chunk: Buffer) => {
      for (const octet of chunk) if (octet === 0x0a) this.#waiting.shift()?.();
    });
  }

  run(...lines: readonly string[]): void {
    this.#child.stdin?.write(`${lines.join("\n")}\n`);
  }

  /** Runs the lines and resolves when they are done: the last one prints. */
  done(...lines: readonly string[]): Promise<void> {
    const answer = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.run(...lines, "link show lo");
    return answer;
  }

  async close(): Promise<void> {
    this.#child.stdin?.end();
    await new Promise((resolve) => this.#child.once("exit", resolve));
  }
}

async function round(hands: Hands, lab: NamespaceLab, number: number): Promise<void> {
  const [name, cable] = [lab.name(`churn${number}`), `c${number}`];
  await hands.done(
    `netns add ${name}`,
    `link add name ${cable} type veth peer name e0 netns ${name}`,
    `link set ${cable} up`,
    `link set ${cable} name d${number}`,
    `link set d${number} down`,
    "link set h0 mtu 1400",
    "link set h0 mtu 1500",
    "link set h0 name moved",
    "link set moved name h0",
    number % 2 === 0 ? `link del d${number}` : `link set d${number} netns ${name}`,
    `netns del ${name}`,
  );
}

function footprint(view: NetnsView) {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return { descriptors: readdirSync("/proc/self/fd").length, monitors: view.monitors.size, heap: process.memoryUsage().heapUsed };
}

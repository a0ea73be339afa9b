import { execFile } from "node:child_process";
import { existsSync, readlinkSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/base/index.ts";
import { type Daemon, loadConfig, startDaemon } from "../../src/daemon/index.ts";
import { openDirect } from "../../src/native/index.ts";
import { type Container, DockerLab, installed, LxcLab, startSleeper } from "../support/container-runtimes.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { runningClock } from "../support/running-clock.ts";

const run = promisify(execFile);
const soon = { timeout: 20_000, interval: 5 };
const tag = `lw-${process.pid}`;
const programs = { docker: "dockerd", lxc: "lxc-create" };
const missing = Object.values(programs).filter((program) => !installed(program));
if (missing.length > 0) console.warn(`not installed, and so not tested: ${missing.join(", ")}`);

describe.skipIf(!privileged)("namespaces of container runtimes", () => {
  let lab: NamespaceLab;
  let docker: DockerLab | null = null;
  let lxc: LxcLab | null = null;
  let serial = 0;

  beforeAll(async () => {
    lab = new NamespaceLab("netns");
    docker = installed(programs.docker) ? await DockerLab.open() : null;
    lxc = installed(programs.lxc) ? new LxcLab() : null;
  });

  afterAll(async () => {
    await docker?.close();
    await lxc?.close();
    await lab.close();
  });

  const watch = async (): Promise<Daemon> => {
    const flags = {
      namespaces: `${lab.prefix}*,${tag}*,sleep-*`,
      listen: "none",
      state: "none",
      ...(docker ? { "docker-socket": docker.socket } : {}),
    };
    const loaded = loadConfig({ flags, environment: {}, readFile: () => null });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const daemon = await startDaemon(loaded.config, await openDirect(), runningClock, silentLogger);
    await daemon.settled;
    return daemon;
  };

  /** Joins the first process of the container with a fresh namespace of the lab by a cable. Returns the id of the lab's port. */
  const join = async ({ pid }: Container): Promise<string> => {
    const label = `n${++serial}`;
    const name = await lab.namespace(label);
    await run("ip", ["-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", String(pid)]);
    await lab.ip(label, "link set eth0 up");
    await run("nsenter", ["-t", String(pid), "-n", "ip", "link", "set", "eth0", "up"]);
    return `${name}:eth0`;
  };

  /** Milliseconds from the end of the container's first process until the cable into it is gone. */
  const lifeAfterDeath = async ({ pid, kill }: Container, port: string): Promise<number> => {
    const killing = kill();
    while (existsSync(`/proc/${pid}/ns/net`) && isThere(pid)) await new Promise((resolve) => setImmediate(resolve));
    const ended = performance.now();
    const namespace = port.slice(0, port.lastIndexOf(":"));
    while ((await run("ip", ["-n", namespace, "-o", "link", "show", "type", "veth"])).stdout !== "");
    const life = performance.now() - ended;
    await killing;
    return life;
  };

  const starts: [string, boolean, (name: string) => Promise<Container>, (container: Container) => { name: string; kind: string }][] = [
    ["docker", installed(programs.docker), (name) => (docker as DockerLab).start(name), ({ name }) => ({ name, kind: "container" })],
    ["LXC", installed(programs.lxc), (name) => (lxc as LxcLab).start(name), ({ name }) => ({ name, kind: "container" })],
    ["unshare -n", true, () => startSleeper(), ({ pid }) => ({ name: `sleep-${pid}`, kind: "process" })],
  ];

  for (const [runtime, present, start, identity] of starts) {
    it.skipIf(!present)(`${runtime}: name, exact wiring, neighbors, and a quick end`, async () => {
      const unwatched = await start(`${tag}-${++serial}`);
      const without = await lifeAfterDeath(unwatched, await join(unwatched));
      const daemon = await watch();
      try {
        const container = await start(`${tag}-${++serial}`);
        const { name, kind } = identity(container);
        const port = await join(container);
        await expect.poll(() => daemon.graph.port(port)?.wiredTo, soon).toBe(`${name}:eth0`);
        await expect.poll(() => daemon.graph.port(`${name}:eth0`)?.wiredTo, soon).toBe(port);
        expect(daemon.graph.namespaces().find((each) => each.name === name)).toMatchObject({ kind, state: "running" });
        await expect.poll(() => daemon.graph.port(port)?.neighbors, soon).toBe(1);
        await expect.poll(() => daemon.graph.port(`${name}:eth0`)?.neighbors, soon).toBe(1);
        await expect.poll(() => daemon.graph.links().find(({ a, b }) => a === port || b === port)?.verdict, soon).toBe("ok");
        const watched = await lifeAfterDeath(container, port);
        console.info(
          `${runtime}: the cable into an ended container is gone after ${without.toFixed(0)} ms unwatched, ${watched.toFixed(0)} ms watched`,
        );
        expect(watched).toBeLessThan(without + 100);
        await expect.poll(() => daemon.graph.namespaces().some((each) => each.name === name), soon).toBe(false);
      } finally {
        await daemon.close();
      }
    });
  }
});

/** Whether the process still has its namespace: one that ended and was not waited for has none. */
function isThere(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) !== "";
  } catch {
    return false;
  }
}

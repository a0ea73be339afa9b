import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answers, inside, LabMachine } from "../support/lab-machine.ts";
import { buildLabProgram } from "../support/lab-program.ts";
import { privileged } from "../support/privilege.ts";

const tag = `lwi${process.pid}`;
const machine = new LabMachine();
let program = "";
afterAll(() => machine.close());

beforeAll(async () => {
  program = await buildLabProgram(machine.folder);
});

const ring = (name: string, nodes: number, more = "") => {
  const names = Array.from({ length: nodes }, (_, index) => `n${index}`);
  const links = names.map((node, index) => `    - endpoints: ["${node}:e1", "${names[(index + 1) % nodes]}:e2"]`);
  return machine.file(
    `${name}.yml`,
    [`name: ${name}`, `prefix: ${tag}`, "topology:", "  nodes:", ...names.map((node) => `    ${node}: {}`), more, "  links:", ...links, ""].join(
      "\n",
    ),
  );
};
const ns = (lab: string, node: string) => `${tag}-${lab}-${node}`;

async function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = "";
  child.stderr?.on("data", (data) => {
    err += data;
  });
  await once(child, "close");
  return { code: child.exitCode, err };
}

/** Milliseconds that a whole `up` takes here and now, so that signals fall inside it. */
async function usualTime(path: string, name: string): Promise<number> {
  const start = performance.now();
  expect((await ended(machine.start(program, ["up", path]))).code).toBe(0);
  const time = performance.now() - start;
  await machine.must("down", name);
  return time;
}

describe.skipIf(!privileged)("a run that does not end by itself", () => {
  test("kill -9 anywhere in the middle of up: down clears everything away", async () => {
    const path = ring("killed", 40);
    const usual = await usualTime(path, "killed");
    let cleaned = 0;
    for (let round = 0; round < 8; round++) {
      const child = machine.start(program, ["up", path]);
      // On a fast machine the run may end by itself before the kill.
      const exited = once(child, "exit");
      await pause((usual * (round + 0.5)) / 8);
      child.kill("SIGKILL");
      await exited;
      const result = await machine.lab(["down", "killed"]);
      expect(result.code, result.err).toBe(0);
      if (result.out.includes("removed") && !result.out.includes(" 0 namespaces")) cleaned++;
      expect(machine.left(ns("killed", "")), `round ${round}`).toEqual([]);
    }
    expect(cleaned, "at least some kills must hit a run that had made something").toBeGreaterThan(1);
  }, 180_000);

  test("up after a killed up finishes the work", async () => {
    const path = ring("again", 60);
    const child = machine.start(program, ["up", path]);
    const exited = once(child, "exit");
    await expect.poll(() => machine.left(ns("again", "")).length, { interval: 2, timeout: 10_000 }).toBeGreaterThan(5);
    child.kill("SIGKILL");
    await exited;
    expect(await machine.must("up", path)).toMatch(/lab again is up/);
    expect(await machine.must("up", path)).toMatch(/nothing to do/);
    expect(machine.left(ns("again", ""))).toHaveLength(60);
    await machine.must("down", "again");
    expect(machine.left(ns("again", ""))).toEqual([]);
  });

  test("a killed change of a running lab is undone by the next up", async () => {
    await machine.must("up", ring("change", 4));
    const child = machine.start(program, ["up", ring("change", 60)]);
    const exited = once(child, "exit");
    await expect.poll(() => machine.left(ns("change", "")).length, { interval: 2, timeout: 10_000 }).toBeGreaterThan(8);
    child.kill("SIGKILL");
    await exited;
    await machine.must("up", ring("change", 4));
    expect(machine.left(ns("change", ""))).toHaveLength(4);
    await expect.poll(() => inside(ns("change", "n3"), "ip", "-brief", "link"), { timeout: 10_000 }).toMatch(/e1@\S+ +UP/);
    await machine.must("down", "change");
    expect(machine.left(ns("change", ""))).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s undoes what the run made and ends with 130", async (signal) => {
    const path = ring("stopped", 60);
    const child = machine.start(program, ["up", path]);
    await expect.poll(() => machine.left(ns("stopped", "")).length, { interval: 2, timeout: 10_000 }).toBeGreaterThan(5);
    child.kill(signal);
    const { code, err } = await ended(child);
    expect(code).toBe(130);
    expect(err).toContain("undoing what this run made");
    expect(machine.left(ns("stopped", ""))).toEqual([]);
    expect(await machine.must("down", "stopped")).toMatch(/is not up/);
  });

  test("Ctrl-C while a command of a node runs", async () => {
    const path = ring("command", 2, '    waiting: { exec: ["exec sleep 1000"] }');
    const child = machine.start(program, ["up", path]);
    const sleeping = () => machine.left(ns("command", "waiting")).length > 0 && pids(ns("command", "waiting")) > 0;
    await expect.poll(sleeping, { interval: 20, timeout: 10_000 }).toBe(true);
    child.kill("SIGINT");
    expect((await ended(child)).code).toBe(130);
    expect(machine.left(ns("command", ""))).toEqual([]);
  });

  test("a second run of the same lab waits, and one that would change it meanwhile is told", async () => {
    const path = ring("locked", 2, '    slow: { exec: ["sleep 8"] }');
    const first = machine.start(program, ["up", path]);
    await expect.poll(() => machine.left(ns("locked", "slow")).length, { interval: 5, timeout: 10_000 }).toBe(1);
    const { code, err } = await machine.lab(["down", "locked"]);
    expect(code).toBe(1);
    expect(err).toContain("another run is changing lab locked");
    expect((await ended(first)).code).toBe(0);
    await machine.must("down", "locked");
  });

  test("20 different labs up and down at the same time", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `many${index}`);
    const whole = async (name: string) => {
      const path = machine.file(
        `${name}.yml`,
        `name: ${name}\nprefix: ${tag}\ntopology:\n  nodes:\n    a: { addresses: { eth0: 10.9.0.1/24 } }\n    b: { addresses: { eth0: 10.9.0.2/24 } }\n  links:\n    - endpoints: ["a:eth0", "b:eth0"]\n`,
      );
      const up = await ended(machine.start(program, ["up", path]));
      const alive = answers(ns(name, "a"), "10.9.0.2");
      const down = await ended(machine.start(program, ["down", path]));
      return { name, up: up.code, alive, down: down.code };
    };
    const results = await Promise.all(names.map(whole));
    expect(results).toEqual(names.map((name) => ({ name, up: 0, alive: true, down: 0 })));
    expect(machine.left(`${tag}-many`)).toEqual([]);
  });
});

const pids = (namespace: string) => execFileSync("ip", ["netns", "pids", namespace], { encoding: "utf8" }).split("\n").filter(Boolean).length;

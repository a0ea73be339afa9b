import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/index.ts";
import { type Hook, hookRuns } from "../../../src/daemon/hooks/hook.ts";
import { HookRunner } from "../../../src/daemon/hooks/hook-runner.ts";
import type { EventDocument } from "../../../src/topology/index.ts";
import { ChangingGraph } from "../../support/changing-graph.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lw-hooks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const hook = (program: string, more: Partial<Hook> = {}): Hook => ({ program, verdicts: "*", ports: "*", timeout: 5000, ...more });

/** The events of a link that appears, goes down and goes away. */
function story(): EventDocument[] {
  const graph = new ChangingGraph();
  const events: EventDocument[] = [];
  graph.changes.subscribe((batch) => events.push(...batch.filter(({ kind }) => kind.startsWith("link-"))));
  graph.grow(1);
  graph.flip(1);
  graph.shrink(1);
  return events;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("hooks", () => {
  it("are matched by the new verdict and by the ports of the link", () => {
    const verdictsFor = (more: Partial<Hook>) =>
      story()
        .flatMap((event) => hookRuns(event, [hook("/x", more)]))
        .map(({ environment }) => environment["LLDP_WATCH_VERDICT"]);
    expect(verdictsFor({})).toEqual(["ok", "down", "gone"]);
    expect(verdictsFor({ verdicts: "*,!ok" })).toEqual(["down", "gone"]);
    expect(verdictsFor({ ports: "n1:*" })).toHaveLength(3);
    expect(verdictsFor({ ports: "other:*" })).toEqual([]);
  });

  it("are not run for a change that leaves the verdict", () => {
    const [, change] = story() as [EventDocument, EventDocument];
    expect(hookRuns({ ...change, after: { ...(change.before as object), warnings: ["flapping"] } }, [hook("/x")])).toEqual([]);
    expect(hookRuns({ ...change, kind: "port-changed" }, [hook("/x")])).toEqual([]);
  });

  it("get the facts in the environment, nothing of ours beside, and no shell in between", async () => {
    const program = script("write; $(touch nowhere) `id`", `echo "$#" > "${folder}/arguments"; env > "${folder}/env-$LLDP_WATCH_VERDICT"`);
    const runner = new HookRunner([hook(program, { verdicts: "down" })], silentLogger);
    runner.take(story());
    await until(() => runner.figures().started === 1);
    await until(() => {
      try {
        return readFileSync(join(folder, "env-down"), "utf8") !== "";
      } catch {
        return false;
      }
    });
    await runner.close();
    const environment = Object.fromEntries(
      readFileSync(join(folder, "env-down"), "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split("=") as [string, string]),
    );
    expect(environment).toMatchObject({
      LLDP_WATCH_LINK: "n0:eth1--n1:eth0",
      LLDP_WATCH_PREVIOUS_VERDICT: "ok",
      LLDP_WATCH_EVENT: "e1-3",
      LLDP_WATCH_WIRED: "yes",
    });
    expect(
      Object.keys(environment)
        .filter((name) => !name.startsWith("LLDP_WATCH_"))
        .sort(),
    ).toEqual(["PATH", "PWD"]);
    expect(readFileSync(join(folder, "arguments"), "utf8")).toBe("0\n");
  });

  it("that fail, hang or do not exist are logged and hold up nothing", async () => {
    const logged: { program: string; cause: string; output: string }[] = [];
    const log = { ...silentLogger, warn: (facts: object) => logged.push(facts as (typeof logged)[number]) };
    const hooks = [
      hook(script("fail", "printf 'bad \\033[31m news'; exit 3"), { verdicts: "down" }),
      hook(script("hang", "exec sleep 60"), { verdicts: "down", timeout: 100 }),
      hook(join(folder, "absent"), { verdicts: "down" }),
    ];
    const runner = new HookRunner(hooks, log);
    runner.take(story());
    await until(() => runner.figures().failed === 3);
    await runner.close();
    expect(logged.map(({ cause }) => cause).sort()).toEqual(["ENOENT", "exit 3", "it took too long"]);
    expect(logged.find(({ cause }) => cause === "exit 3")?.output).toBe("bad \ufffd[31m news");
  });

  it("pile up to a bound and are counted beyond it", async () => {
    const runner = new HookRunner([hook(script("slow", "exec sleep 60"))], silentLogger);
    const [added] = story() as [EventDocument];
    runner.take(new Array(2000).fill(added));
    expect(runner.figures().dropped).toBe(1000);
    await runner.close();
  });

  it("get hostile values made harmless", () => {
    const [added] = story() as [EventDocument];
    const hostile = { ...(added.after as object), b: "evil\u001b]0;x\u0007\n:eth0" };
    const [run] = hookRuns({ ...added, after: hostile }, [hook("/x")]);
    for (const value of Object.values(run?.environment ?? {})) expect(value).not.toMatch(/[\u0000-\u001f]/);
  });
});

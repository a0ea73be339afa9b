import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { type Lab, parseLab } from "../../src/lab/index.ts";
import { runCommand } from "../support/command-run.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { LabMachine } from "../support/lab-machine.ts";
import { privileged } from "../support/privilege.ts";

const machine = new LabMachine();
afterAll(() => machine.close());

const examples = readdirSync("examples").filter((name) => name.endsWith(".clab.yml") && !name.endsWith(".plan.clab.yml"));

function read(example: string): Lab {
  const parsed = parseLab(readFileSync(`examples/${example}`, "utf8"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.lab;
}

const bare = (address: string) => address.replace(/\/.*/, "");

/** Nodes that are nobody's router, with the address under which the others reach them. */
const hosts = (lab: Lab) =>
  lab.nodes.flatMap((node) =>
    node.kind === "linux" && !node.forwarding && node.addresses[0] !== undefined
      ? [{ node: node.name, address: bare(node.addresses[0].address) }]
      : [],
  );

/** Groups of hosts that can reach each other: all of a routed lab, else those of one /24. */
function reachable(lab: Lab): { node: string; address: string }[][] {
  const all = hosts(lab);
  if (lab.nodes.some((node) => node.forwarding)) return [all];
  const groups = new Map<string, typeof all>();
  for (const host of all) {
    const net = host.address.split(".").slice(0, 3).join(".");
    groups.set(net, [...(groups.get(net) ?? []), host]);
  }
  return [...groups.values()];
}

const run = promisify(execFile);

/** Those that did not answer everybody's ping, as `from -> to`. */
async function unanswered(group: readonly { node: string; address: string }[]): Promise<string[]> {
  const lost: string[] = [];
  const queue = [...group];
  const work = async () => {
    for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
      const others = group.filter((each) => each.node !== from?.node).map((each) => each.address);
      const words = ["netns", "exec", from.node, "fping", "-u", "-i", "1", "-r", "2", "-t", "500", ...others];
      const { stdout } = await run("ip", words).catch((error: { stdout: string; code: number }) => {
        if (error.code > 2) throw error;
        return error;
      });
      lost.push(
        ...stdout
          .split("\n")
          .filter(Boolean)
          .map((to) => `${from?.node} -> ${to}`),
      );
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return lost;
}

describe.skipIf(!privileged)("every example", () => {
  test("is looked at", () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  test.each(examples)(
    "%s: up, verified against itself, pinged, down, nothing left",
    async (example) => {
      const lab = read(example);
      const path = `examples/${example}`;
      await machine.must("up", path);
      const daemon = await DaemonProcess.start(lab.nodes.map((node) => node.name).join(","));
      try {
        const client = (...words: string[]) => runCommand([...words, "--server", daemon.url]);
        expect(await client("wait", "--all", "--timeout", "30")).toMatchObject({ code: 0, err: "" });
        const verified = await client("verify", path, "--json");
        expect(JSON.parse(verified.out)).toMatchObject({ ok: true, summary: { ok: lab.links.length } });
        expect(verified.code).toBe(0);
        for (const group of reachable(lab)) await expect.poll(() => unanswered(group), { timeout: 40_000, interval: 500 }).toEqual([]);
      } finally {
        await daemon.stop();
        await machine.must("down", path);
      }
      for (const node of lab.nodes) expect(machine.left(node.name)).toEqual([]);
      const { stdout } = await run("pgrep", ["-f", "lldp-watch/frr"]).catch(() => ({ stdout: "" }));
      expect(stdout).toBe("");
    },
    180_000,
  );

  test("on the bridge of step 2 each hears the bridge alone, on that of step 3 everybody", async () => {
    for (const [example, heard] of [
      ["article-2-bridge.clab.yml", 1],
      ["article-3-bridge-forwards-lldp.clab.yml", 3],
    ] as const) {
      await machine.must("up", `examples/${example}`);
      const daemon = await DaemonProcess.start("net0,net1,net2,br0");
      try {
        const counts = async () => {
          const neighbors = (await daemon.neighbors()).filter(({ namespace }) => /^net[012]$/.test(namespace));
          return ["net0", "net1", "net2"].map((name) => neighbors.filter(({ namespace }) => namespace === name).length);
        };
        await daemon.settled(counts, (each) => each.every((count) => count === heard), `${heard} neighbors each`);
      } finally {
        await daemon.stop();
        await machine.must("down", `examples/${example}`);
      }
    }
  });

  test("what is wrong with the broken one is found", async () => {
    await machine.must("up", "examples/broken.clab.yml");
    const daemon = await DaemonProcess.start(
      read("broken.clab.yml")
        .nodes.map((node) => node.name)
        .join(","),
    );
    try {
      await runCommand(["wait", "--all", "--timeout", "30", "--server", daemon.url]);
      const { code, out } = await runCommand(["verify", "examples/broken.plan.clab.yml", "--json", "--server", daemon.url]);
      expect(code).toBe(4);
      expect(JSON.parse(out)).toMatchObject({ ok: false, summary: { ok: 3, swapped: 2, missing: 2 } });
    } finally {
      await daemon.stop();
      await machine.must("down", "broken");
    }
  });
});

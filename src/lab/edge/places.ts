import { existsSync } from "node:fs";
import { execa } from "execa";
import { type Lab, type LabNode, namespaceOf } from "../model.ts";
import { LabError } from "./lab-error.ts";
import { quoted } from "./shell.ts";

/** Where a node's namespace is: a name under /run/netns, the namespace of a process, or our own. */
export type Place = { readonly kind: "name"; readonly name: string } | { readonly kind: "process"; readonly pid: number } | { readonly kind: "own" };

/** What `ip` wants after `netns`; null for our own. */
export function netnsWord(place: Place): string | null {
  switch (place.kind) {
    case "name":
      return place.name;
    case "process":
      return String(place.pid);
    case "own":
      return null;
  }
}

/** Words to put before a command so that it runs in the place. Only the network namespace changes. */
export function enter(place: Place): readonly string[] {
  switch (place.kind) {
    case "name":
      return ["nsenter", `--net=/run/netns/${place.name}`];
    case "process":
      return ["nsenter", `--net=/proc/${place.pid}/ns/net`];
    case "own":
      return [];
  }
}

/** As `enter`, for a shell script. */
export function enterScript(place: Place): string {
  return enter(place).map(quoted).join(" ");
}

/** Finds the process that a container's runtime calls its first; Docker, Podman and LXC are asked in turn. */
async function containerPlace(name: string): Promise<Place> {
  if (existsSync(`/run/netns/${name}`)) return { kind: "name", name };
  const questions = [
    ["docker", "inspect", "--format", "{{.State.Pid}}", name],
    ["podman", "inspect", "--format", "{{.State.Pid}}", name],
    ["lxc-info", "--name", name, "--no-humanize", "--pid"],
  ] as const;
  for (const [command, ...args] of questions) {
    const { stdout, exitCode } = await execa(command, args, { reject: false, timeout: 10_000 });
    if (exitCode === 0 && /^[1-9]\d*$/.test(stdout.trim())) return { kind: "process", pid: Number(stdout.trim()) };
  }
  throw new LabError("refused", `container ${name} is not running`, "Docker, Podman, LXC and /run/netns were asked");
}

async function placeOf(lab: Lab, node: LabNode): Promise<Place> {
  const namespace = namespaceOf(lab, node);
  if (namespace !== null) return { kind: "name", name: namespace };
  return node.container === null ? { kind: "own" } : containerPlace(node.container);
}

/** The place of every node. Rejects when a container that the lab names is not there. */
export async function placesOf(lab: Lab): Promise<ReadonlyMap<string, Place>> {
  const pairs = lab.nodes.map(async (node) => [node.name, await placeOf(lab, node)] as const);
  return new Map(await Promise.all(pairs));
}

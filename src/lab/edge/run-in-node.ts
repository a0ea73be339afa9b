import { execa } from "execa";
import type { LabNode } from "../model.ts";
import type { FoundNode } from "./find-node.ts";
import { LabError } from "./lab-error.ts";
import { commandWords } from "./run-commands.ts";

/** Runs a command in a node with our own terminal, and resolves to its exit status (128 + n after signal n, 127 when it cannot start). */
export async function runInNode(found: FoundNode, command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const [file = "", ...args] = commandWords(found.place, command);
  const names = { LLDP_WATCH_LAB: found.lab.name, LLDP_WATCH_NODE: found.node.name };
  const result = await execa(file, args, { stdio: "inherit", reject: false, env: { ...names, ...env } });
  if (result.exitCode !== undefined) return result.exitCode;
  return result.signal === undefined ? 127 : 130;
}

/** The address under which a node is best known: of its loopback interface when it has one there, else its first. */
export function addressOf(node: LabNode): string {
  const chosen = node.addresses.find((address) => address.interface === "lo") ?? node.addresses[0];
  if (chosen === undefined) throw new LabError("absent", `${node.name} has no address`, "add addresses to the file");
  return chosen.address.replace(/\/.*$/, "");
}

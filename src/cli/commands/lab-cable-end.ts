import { findNode, joinEnd } from "../../lab/index.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { send } from "../output.ts";
import { asCommand, labContext } from "./lab-context.ts";

/** `NODE:IF` in its two parts. Throws a usage error. */
export function cableEnd(word: string): { readonly node: string; readonly interface: string } {
  const at = word.indexOf(":");
  if (at < 1 || at === word.length - 1) throw usageError(`"${word}" is no end of a cable`, "write NODE:INTERFACE, as net0:eth0");
  return { node: word.slice(0, at), interface: word.slice(at + 1) };
}

/** Pulls one end of a cable out (`join` false) or puts it back. */
export async function setEnd(invocation: Invocation, io: CommandIo, join: boolean): Promise<ExitCode> {
  const end = cableEnd(invocation.positionals[0] ?? "");
  await asCommand(async () => joinEnd(await findNode(labContext(io).stateFolder, end.node, invocation.text("lab") ?? null), end.interface, join));
  await send(io.stdout, `${end.node}:${end.interface} is ${join ? "joined" : "cut"}\n`);
  return exitCodes.ok;
}

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { CommandIo } from "./command.ts";
import { usageError } from "./exit-code.ts";

const limit = 16 << 20;

export interface PlanSource {
  readonly text: string;
  /** File name, a hint at the form; null for standard input. */
  readonly name: string | null;
}

/** Reads a plan from a file, or from standard input for `-`. Throws a usage error. */
export async function readPlan(path: string, io: CommandIo): Promise<PlanSource> {
  if (path === "-") return { text: await readInput(io), name: null };
  try {
    return { text: await readFile(path, "utf8"), name: basename(path) };
  } catch (error) {
    throw usageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

async function readInput(io: CommandIo): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of io.stdin as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limit) throw usageError(`the plan is larger than ${limit} octets`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

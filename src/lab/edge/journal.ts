import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../model.ts";

/** A namespace that this lab made: name alone is not enough, somebody may have deleted it and made another. */
export interface NamespaceMark {
  readonly name: string;
  /** Of nsfs; decimal. */
  readonly inode: string;
  /** When the namespace's inode appeared, nanoseconds since 1970; decimal. With the inode it is never the same twice. */
  readonly changed: string;
}

/** What is known of a lab that is up, or that a run was changing when it ended. One file per lab. */
export interface Journal {
  readonly schema: 1;
  readonly lab: string;
  /** Absolute path of the file, or null when it came from standard input. */
  readonly file: string | null;
  /** As applied last; null when the first `up` has not ended. */
  readonly model: Lab | null;
  /** What a run is changing it to; null when none is. */
  readonly target: Lab | null;
  readonly namespaces: readonly NamespaceMark[];
  /** Names under /run/netns that were free and that the run is making. */
  readonly claims: readonly string[];
  /** `NODE:INTERFACE` in the host or a container that were free and that the run is making. */
  readonly reserved: readonly string[];
}

export const defaultStateFolder = "/run/lldp-watch/labs";

const pathOf = (folder: string, lab: string) => join(folder, `${lab}.json`);

/** The journal of a lab with the time it was written (nanoseconds since 1970), or null. */
export function readJournal(folder: string, lab: string): { readonly journal: Journal; readonly writtenAt: bigint } | null {
  try {
    const journal = JSON.parse(readFileSync(pathOf(folder, lab), "utf8")) as Journal;
    return { journal, writtenAt: statSync(pathOf(folder, lab), { bigint: true }).mtimeNs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Replaces the journal as a whole, so that a reader or a kill -9 never meets half of one. */
export function writeJournal(folder: string, journal: Journal): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const path = pathOf(folder, journal.lab);
  writeFileSync(`${path}.new`, JSON.stringify(journal), { mode: 0o644 });
  renameSync(`${path}.new`, path);
}

export function removeJournal(folder: string, lab: string): void {
  rmSync(pathOf(folder, lab), { force: true });
}

/** Names of all labs with a journal, sorted. */
export function journalNames(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => name.slice(0, -".json".length)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

import { statSync } from "node:fs";
import type { Journal, NamespaceMark } from "./journal.ts";

const folder = "/run/netns";

/** Mark of the namespace under that name, or null when there is none. A file that is no namespace (left by a killed `ip`) has inode "0". */
export function markOf(name: string): NamespaceMark | null {
  try {
    const [stat, above] = [statSync(`${folder}/${name}`, { bigint: true }), statSync(folder, { bigint: true })];
    return { name, inode: stat.dev === above.dev ? "0" : String(stat.ino), changed: String(stat.ctimeNs) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Whether the namespace under `name` is the lab's: the very one that the journal marked, or one that appeared under a claimed name after
 * the claim was written (the run that made it ended before it could mark it).
 */
export function isMarked(name: string, known: { readonly journal: Journal; readonly writtenAt: bigint } | null): boolean {
  const now = markOf(name);
  if (now === null || known === null) return false;
  const mark = known.journal.namespaces.find((each) => each.name === name);
  if (mark !== undefined && mark.inode === now.inode && mark.changed === now.changed) return true;
  return known.journal.claims.includes(name) && BigInt(now.changed) >= known.writtenAt;
}

import { type Clock, printable } from "../../base/index.ts";
import { type Lab, namespaceOf } from "../model.ts";
import { mergeLabs } from "../plan/merge.ts";
import { planUp } from "../plan/plan-up.ts";
import { ipBatch, nodeBatches } from "./apply.ts";
import { type LabContext, withLabLock } from "./context.ts";
import { readJournal, removeJournal } from "./journal.ts";
import { isMarked, markOf } from "./namespaces.ts";
import { type Known, lookAt } from "./present.ts";
import { endProcessesIn, pause } from "./processes.ts";
import { requireRights } from "./rights.ts";

export interface DownResult {
  readonly namespaces: number;
  readonly processes: number;
}

/** The lab as a journal knows it: what is up, and what an interrupted run may have made besides. */
export function everything(known: NonNullable<Known>): Lab {
  const { model, target, lab } = known.journal;
  if (model !== null && target !== null) return mergeLabs(model, target);
  return model ?? target ?? { name: lab, prefix: null, nodes: [], links: [] };
}

/** Removes all of the lab that carries its mark. The caller holds the lab's lock. */
export async function takeDown(known: NonNullable<Known>, context: LabContext): Promise<DownResult> {
  const lab = everything(known);
  const ended = await clearAway(namesOf(known), known, context);
  const { seen, places } = await lookAt(lab, known, { shallow: true });
  const nothing = { ...lab, nodes: [], links: [] };
  const reserved = new Set(known.journal.reserved);
  const plan = planUp({ lab: nothing, previous: lab, seen, places: new Map(), foreignNamespaces: new Set(), reserved });
  if (plan.removals.length > 0) await nodeBatches("removals", plan.removals, places, { tolerant: true });
  removeJournal(context.stateFolder, lab.name);
  return ended;
}

/** Ends the processes in those of the namespaces that carry the lab's mark, and removes these namespaces. */
export async function clearAway(names: readonly string[], known: NonNullable<Known>, context: LabContext): Promise<DownResult> {
  const marked = names.filter((name) => isMarked(name, known));
  const inodes = new Set(marked.flatMap((name) => markOf(name)?.inode ?? []));
  inodes.delete("0");
  const ended = inodes.size === 0 ? [] : await endProcessesIn(inodes, context.clock);
  for (const { pid, command } of ended) context.onNote?.(`ended process ${pid} (${printable(command)})`);
  const lines = marked.map((name) => `netns del ${name}`);
  if (lines.length > 0) await ipBatch("removals", lines, { onProgress: context.onProgress });
  return { namespaces: marked.length, processes: ended.length };
}

/** Every name under /run/netns that may be the lab's. */
function namesOf(known: NonNullable<Known>): readonly string[] {
  const { namespaces, claims } = known.journal;
  const lab = everything(known);
  return [...new Set([...namespaces.map((mark) => mark.name), ...claims, ...lab.nodes.flatMap((node) => namespaceOf(lab, node) ?? [])])];
}

/** The last `ip` of a run that was killed may live a little longer than the run itself: waits until no name appears any more. */
export async function settle(known: NonNullable<Known>, clock: Clock): Promise<void> {
  const count = () => namesOf(known).filter((name) => isMarked(name, known)).length;
  let before = -1;
  for (let quiet = 0; quiet < 3; quiet++) {
    const now = count();
    if (now !== before) quiet = 0;
    before = now;
    await pause(clock, 20);
  }
}

/** Takes a lab down; null when it is not up. Names that carry no mark of the lab are left alone. Not interruptible half way: it goes on to the end. */
export async function down(name: string, context: LabContext): Promise<DownResult | null> {
  requireRights("lab down");
  return withLabLock(context, name, async () => {
    const known = readJournal(context.stateFolder, name);
    if (known === null) return null;
    if (known.journal.target !== null) await settle(known, context.clock);
    return takeDown(known, context);
  });
}

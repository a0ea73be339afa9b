import { dirname } from "node:path";
import { type Lab, namespaceOf } from "../model.ts";
import type { Places } from "../plan/links.ts";
import { isEmpty, type UpPlan } from "../plan/plan.ts";
import { planUp } from "../plan/plan-up.ts";
import { applyPlan } from "./apply.ts";
import { claim } from "./claim.ts";
import { type LabContext, withLabLock } from "./context.ts";
import { clearAway, everything, settle, takeDown } from "./down.ts";
import { type Journal, readJournal, writeJournal } from "./journal.ts";
import { LabError } from "./lab-error.ts";
import { isMarked, markOf } from "./namespaces.ts";
import { netnsWord, type Place, placesOf } from "./places.ts";
import { type Known, lookAt, marksOf } from "./present.ts";
import { requireRights } from "./rights.ts";
import { runCommands } from "./run-commands.ts";

/** What `up` did: counts of steps, all zero when the lab was as the file says already. */
export interface UpResult {
  readonly namespaces: number;
  readonly links: number;
  readonly settings: number;
  readonly commands: number;
  readonly removals: number;
}

interface Prepared {
  readonly plan: UpPlan;
  readonly places: ReadonlyMap<string, Place>;
}

const words = (places: ReadonlyMap<string, Place>): Places => new Map([...places].map(([node, place]) => [node, netnsWord(place)]));

/** Plans the way from what exists, of which `before` names all that may be there, to `lab`. */
async function prepare(lab: Lab, before: Lab | null, known: Known, signal?: AbortSignal): Promise<Prepared> {
  const wanted = await placesOf(lab);
  const present = await lookAt(
    before === null ? { ...lab, nodes: lab.nodes.filter((node) => namespaceOf(lab, node) === null) } : both(lab, before),
    known,
    {
      shallow: false,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const names = lab.nodes.flatMap((node) => namespaceOf(lab, node) ?? []);
  const foreign = new Set(names.filter((name) => markOf(name) !== null && !isMarked(name, known)));
  const places = new Map([...present.places, ...wanted]);
  const reserved = new Set(known?.journal.reserved);
  return { plan: planUp({ lab, previous: before, seen: present.seen, places: words(wanted), foreignNamespaces: foreign, reserved }), places };
}

/** The earlier lab with the host and containers that the new one adds. */
function both(lab: Lab, before: Lab): Lab {
  const had = new Set(before.nodes.map((node) => node.name));
  return { ...before, nodes: [...before.nodes, ...lab.nodes.filter((node) => !had.has(node.name) && namespaceOf(lab, node) === null)] };
}

const settled = (lab: Lab, file: string | null): Journal => ({
  schema: 1,
  lab: lab.name,
  file,
  model: lab,
  target: null,
  namespaces: marksOf(lab),
  claims: [],
  reserved: [],
});

/** Brings back what was up before an interrupted or failed run; takes everything down when that was nothing. */
async function restore(known: NonNullable<Known>, context: LabContext): Promise<void> {
  const { model, file, claims } = known.journal;
  const quiet = { ...context, onProgress: () => undefined };
  if (model === null) {
    await takeDown(known, quiet);
    return;
  }
  await clearAway(claims, known, quiet);
  const { plan, places } = await prepare(model, everything(known), known);
  await applyPlan(plan, places, {});
  writeJournal(context.stateFolder, settled(model, file));
}

async function undo(cause: unknown, lab: string, context: LabContext): Promise<never> {
  const known = readJournal(context.stateFolder, lab);
  context.onNote?.("undoing what this run made");
  try {
    if (known !== null) await restore(known, context);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(
      "failed",
      `${cause instanceof Error ? cause.message : String(cause)}; and undoing it failed: ${error.message}`,
      `lldp-watch lab down ${lab} clears it away`,
    );
  }
  throw cause;
}

/**
 * Brings the machine to what the lab says: builds it, or applies the difference when it is up. Whatever fails, and on Ctrl-C, what this
 * run made is undone before the promise rejects. `file` is where the lab came from (commands run in its folder); null for standard input.
 */
export async function up(lab: Lab, file: string | null, context: LabContext): Promise<UpResult> {
  requireRights("lab up");
  return withLabLock(context, lab.name, async () => {
    const left = readJournal(context.stateFolder, lab.name);
    if (left !== null && left.journal.target !== null) {
      context.onNote?.("an earlier run did not end: undoing what it made");
      await settle(left, context.clock);
      await restore(left, context);
    }
    const known = readJournal(context.stateFolder, lab.name);
    const { plan, places } = await prepare(lab, known?.journal.model ?? null, known, context.signal);
    if (plan.refusals.length > 0) throw new LabError("refused", plan.refusals.join("\n"), "nothing was changed");
    if (!isEmpty(plan)) {
      await claim(lab, file, plan, known, context);
      try {
        await change(lab, file, plan, places, context);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        await undo(error, lab.name, context);
      }
    }
    writeJournal(context.stateFolder, settled(lab, file));
    return counts(plan);
  });
}

async function change(lab: Lab, file: string | null, plan: UpPlan, places: ReadonlyMap<string, Place>, context: LabContext): Promise<void> {
  const { signal, onProgress } = context;
  await applyPlan(plan, places, { signal, onProgress });
  await runCommands(plan.exec, { lab: lab.name, places, folder: file === null ? process.cwd() : dirname(file) }, context);
  if (signal.aborted) throw new LabError("interrupted", "interrupted");
}

const counts = (plan: UpPlan): UpResult => ({
  namespaces: plan.addNamespaces.length,
  links: plan.links.length,
  settings: plan.settings.length,
  commands: plan.exec.reduce((sum, { commands }) => sum + commands.length, 0),
  removals: plan.removals.length + plan.removeNamespaces.length,
});

import { endsOf, type Lab, linkName, namespaceOf } from "../model.ts";
import type { UpPlan } from "../plan/plan.ts";
import { type LabContext, withLabLock } from "./context.ts";
import { journalNames, readJournal, writeJournal } from "./journal.ts";
import { LabError } from "./lab-error.ts";
import type { Known } from "./present.ts";

// No lab can have this name: they begin with a letter or digit.
const everyLab = ".claims";

/**
 * Writes down, before anything is made, which names this run will make, after checking that no other lab has claimed them: two labs
 * that are brought up at the same time cannot both take a name.
 */
export async function claim(lab: Lab, file: string | null, plan: UpPlan, known: Known, context: LabContext): Promise<void> {
  const claims = plan.addNamespaces.map(({ namespace }) => namespace);
  const owned = new Set(lab.nodes.filter((node) => namespaceOf(lab, node) !== null).map((node) => node.name));
  const made = new Set(plan.links.map(({ name }) => name));
  const outside = lab.links.filter((link) => made.has(linkName(link))).flatMap((link) => endsOf(link).filter((end) => !owned.has(end.node)));
  const reserved = outside.map((end) => `${end.node}:${end.interface}`);
  await withLabLock(context, everyLab, async () => {
    const others = journalNames(context.stateFolder).filter((name) => name !== lab.name);
    const taken = new Map(
      others.flatMap((name) => (readJournal(context.stateFolder, name)?.journal.claims ?? []).map((each) => [each, name] as const)),
    );
    const clash = claims.find((name) => taken.has(name));
    if (clash !== undefined) throw new LabError("refused", `namespace ${clash} is being made by lab ${taken.get(clash)}`, "nothing was changed");
    const { model = null, namespaces = [] } = known?.journal ?? {};
    writeJournal(context.stateFolder, { schema: 1, lab: lab.name, file, model, target: lab, namespaces, claims, reserved });
  });
}

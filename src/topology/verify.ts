import { causeOf } from "./diagnosis.ts";
import type { PlannedLinkResult, VerifyDocument } from "./documents.ts";
import { linkId } from "./identity.ts";
import { layersOf } from "./layers.ts";
import type { LinkBook } from "./link-book.ts";
import { warningsOf } from "./link-warnings.ts";
import type { PlanBook } from "./plan-book.ts";
import { present } from "./presence.ts";
import type { Scene } from "./scene.ts";
import { type Finding, verdictOf } from "./verdict.ts";
import type { Verdict } from "./words.ts";

interface Judged {
  readonly result: PlannedLinkResult;
  /** Whether the plan speaks of a node of the link. */
  readonly named: boolean;
}

/**
 * The network against a plan. `ok` means: no planned link is anything but ok or unverified, and no node that the plan names has an
 * unexpected link. `strict` also rejects unverified links and links of nodes that the plan does not name.
 */
export function verify(scene: Scene & { readonly plan: PlanBook }, links: LinkBook, strict: boolean): VerifyDocument {
  const planned = scene.plan.links().map(({ a, b }) => plannedResult(scene, links, a, b));
  const surplus = [...surplusResults(scene, links)];
  const unplanned = surplus.sort((left, right) => Number(right.named) - Number(left.named)).map(({ result }) => result);
  const bad = (result: PlannedLinkResult) => result.verdict !== "ok" && (strict || result.verdict !== "unverified");
  const ok = !planned.some(bad) && !surplus.some(({ named }) => named || strict);
  const results = [...planned, ...unplanned];
  return { schema: 1, ok, summary: tally(results), links: results };
}

function plannedResult(scene: Scene, links: LinkBook, a: string, b: string): PlannedLinkResult {
  const [first, second] = a <= b ? [a, b] : [b, a];
  const { verdict, ...rest } = judge(scene, links, first, second);
  return { planned: { a, b }, actual: actualPorts(scene, a, b), verdict, ...rest };
}

/** What the two ends are connected to, each end's answer once. */
function actualPorts({ model }: Scene, a: string, b: string): string[] {
  const found = new Set<string>();
  for (const end of [a, b]) {
    const heard = [...model.hearing.heard(end), ...model.hearing.listeners(end)];
    const cable = model.wiring.cableEnd(end);
    if (heard.length === 0 && cable !== null) found.add(cable);
    for (const peer of heard) found.add(peer);
  }
  return [...found].sort();
}

/** Links of the topology that the plan does not ask for. The other half of a misplaced planned link is told there, not here. */
function* surplusResults(scene: Scene & { readonly plan: PlanBook }, links: LinkBook): Iterable<Judged> {
  const { plan } = scene;
  for (const { a, b } of links.roster.list()) {
    // What only the plan that the graph holds asks for is no link here.
    if (plan.joins(a, b) || !present(scene, a, b)) continue;
    const named = plan.names(scene.ownerOf(a)) || plan.names(scene.ownerOf(b));
    const layers = layersOf(scene, a, b);
    if (named && layers.planned !== false) continue;
    if (!named && layers.observed.aToB !== true && layers.observed.bToA !== true && layers.wired !== true) continue;
    const finding: Finding = named ? verdictOf(scene, a, b, layers) : { verdict: "unexpected", strays: [] };
    if (finding.verdict !== "unexpected") continue;
    const subject = { scene, a, b, layers, verdict: finding.verdict, drift: null };
    const warnings = warningsOf(scene, a, b, false);
    yield { named, result: { planned: null, actual: [a, b], verdict: "unexpected", ...causeOf(subject, finding), warnings } };
  }
}

function judge(scene: Scene, links: LinkBook, a: string, b: string): Omit<PlannedLinkResult, "planned" | "actual"> {
  const id = linkId(a, b);
  const layers = layersOf(scene, a, b);
  const finding = verdictOf(scene, a, b, layers);
  const { verdict } = finding;
  const cause = causeOf({ scene, a, b, layers, verdict, drift: null }, finding);
  const flapping = links.roster.document(id)?.warnings.includes("flapping") ?? false;
  return { verdict, ...cause, warnings: warningsOf(scene, a, b, flapping) };
}

function tally(results: readonly PlannedLinkResult[]): Partial<Record<Verdict, number>> {
  const summary: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) summary[verdict] = (summary[verdict] ?? 0) + 1;
  return summary;
}

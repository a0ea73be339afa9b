import type { LinkDocument } from "./documents.ts";
import { segmentPrefix } from "./identity.ts";
import { mute, type Scene } from "./scene.ts";

/** What each source says of a link: true, false, or null where it cannot know. */
export type Layers = Pick<LinkDocument, "planned" | "wired" | "observed">;

/** What nearly all links have: one object for all of them. */
const bothWays: Layers["observed"] = { aToB: true, bToA: true };

/** Looks at the plan, the kernel and the agents. */
export function layersOf(scene: Scene, a: string, b: string): Layers {
  const observed = { aToB: hears(scene, b, a), bToA: hears(scene, a, b) };
  return {
    planned: plannedLayer(scene, a, b),
    wired: wiredLayer(scene, a, b),
    observed: observed.aToB && observed.bToA ? bothWays : observed,
  };
}

/** Null without a plan, where the plan names neither node, and for what only leads to, or follows from, a planned link by way of a bridge. */
function plannedLayer(scene: Scene, a: string, b: string): boolean | null {
  const { plan, model } = scene;
  if (!plan) return null;
  if (plan.joins(a, b)) return true;
  if (a.startsWith(segmentPrefix)) return memberPlanned(scene, b, a);
  if (b.startsWith(segmentPrefix)) return memberPlanned(scene, a, b);
  if (!plan.names(scene.ownerOf(a)) && !plan.names(scene.ownerOf(b))) return null;
  if (plannedByWayOfBridge(scene, a, b)) return null;
  for (const [end, other] of [[a, b] as const, [b, a] as const]) {
    if (!model.port(other)?.bridge) continue;
    for (const partner of plan.partners(end)) if (model.wiring.route(end, partner)) return null;
  }
  return false;
}

/** Whether the plan has the cables of both into bridges that connect them: what the two hear of each other is then as planned. */
function plannedByWayOfBridge({ plan, model }: Scene, a: string, b: string): boolean {
  const planned = (end: string) => plan?.joins(end, model.wiring.bridgePortOf(end) ?? "") === true;
  return planned(a) && planned(b) && model.wiring.route(a, b) !== null;
}

function memberPlanned({ plan, segments, ownerOf }: Scene, member: string, segment: string): boolean | null {
  for (const partner of plan?.partners(member) ?? []) if (segments.idOf(partner) === segment) return true;
  return plan?.names(ownerOf(member)) ? false : null;
}

function wiredLayer({ model, segments }: Scene, a: string, b: string): boolean | null {
  const [member, segment] = a.startsWith(segmentPrefix) ? [b, a] : [a, b];
  if (!segment.startsWith(segmentPrefix)) return a === b ? null : model.wiring.connected(a, b);
  const facts = model.port(member);
  return facts?.parent && segments.document(segment)?.namespace ? true : null;
}

/** Whether `listener` hears `speaker`; null when nobody of ours listens there. */
export function hears(scene: Scene, listener: string, speaker: string): boolean | null {
  const { model } = scene;
  if (listener.startsWith(segmentPrefix)) return heardInSegment(scene, speaker);
  if (speaker.startsWith(segmentPrefix)) return model.port(listener)?.watched ? hearsSegment(scene, listener) : null;
  if (mute(scene, listener)) return others(scene, speaker).length > 0 ? heardInSegment(scene, speaker) : null;
  const facts = model.port(listener);
  if (!facts) return model.namespaces.has(scene.ownerOf(listener)) ? false : null;
  if (!facts.watched) return null;
  if (model.hearing.hears(listener, speaker)) return true;
  if (mute(scene, speaker)) return others(scene, listener).length > 0 ? hearsSegment(scene, listener) : null;
  const segment = model.hearing.segment(listener);
  return segment !== null && segment === model.hearing.segment(speaker) && hearsSegment(scene, listener) && heardInSegment(scene, speaker) === true;
}

/** Whether a member of a segment hears another one, not counting the port at the other end of its own cable. */
function hearsSegment({ model }: Scene, member: string): boolean {
  for (const speaker of model.hearing.heard(member)) if (speaker !== member && !model.wiring.cabled(speaker, member)) return true;
  return false;
}

/** Whether another member hears this one; null when none of the others is ours. */
function heardInSegment(scene: Scene, member: string): boolean | null {
  const { model } = scene;
  for (const listener of model.hearing.listeners(member)) if (listener !== member && !model.wiring.cabled(listener, member)) return true;
  return others(scene, member).some((other) => scene.model.port(other)?.watched) ? false : null;
}

/** The other ports on the medium of a port, which need not be more than one. */
function others({ model }: Scene, member: string): string[] {
  const partner = model.hearing.partner(member);
  return partner === null ? [...(model.hearing.segment(member)?.members ?? [])].filter((other) => other !== member) : [partner];
}

import { segmentPrefix } from "./identity.ts";
import type { Layers } from "./layers.ts";
import type { Scene } from "./scene.ts";
import type { Verdict } from "./words.ts";

/** A verdict, and for the wrong ones what led to it. */
export interface Finding {
  readonly verdict: Verdict;
  /** Ports that the two ends are connected to instead; empty unless the verdict is about that. */
  readonly strays: readonly { readonly end: string; readonly peer: string }[];
}

const plain = (verdict: Verdict): Finding => ({ verdict, strays: [] });

/** Judges a link of the topology by its three layers. */
export function verdictOf(scene: Scene, a: string, b: string, layers: Layers): Finding {
  const { aToB, bToA } = layers.observed;
  if (layers.planned === false) return unplanned(scene, a, b);
  if (a === b) return plain("unexpected");
  if (aToB && bToA) return plain("ok");
  if (layers.planned) {
    if (gone(scene, a, b) || gone(scene, b, a)) return plain("missing");
    const misplaced = aToB || bToA || layers.wired ? null : displaced(scene, a, b);
    if (misplaced) return misplaced;
  }
  if (isDown(scene, a) || isDown(scene, b)) return plain("down");
  if (aToB || bToA) return plain(aToB === null || bToA === null ? "unverified" : "one-way");
  if (aToB === null && bToA === null) return plain("unverified");
  if (aToB !== null && bToA !== null) return plain("missing");
  return plain(layers.planned && !unwatchedEnd(scene, a, b) ? "missing" : "unverified");
}

/** An end that cannot exist: no such port in a namespace of ours, or a node that nobody knows and that `other` could not reach outside either. */
function gone({ model, ownerOf }: Scene, end: string, other: string): boolean {
  if (end.startsWith(segmentPrefix) || model.port(end)) return false;
  const node = ownerOf(end);
  return !node.startsWith("~") && (model.namespaces.has(node) || model.port(other)?.leavesMachine !== true);
}

function isDown({ model }: Scene, end: string): boolean {
  const port = model.port(end);
  return port !== undefined && port.state !== "up";
}

/** Whether silence proves nothing because one end is a port of ours without agents. */
function unwatchedEnd({ model }: Scene, a: string, b: string): boolean {
  return [a, b].some((end) => model.port(end)?.watched === false);
}

/** A planned link whose ends are connected to something else, or null when they are connected to nothing. */
function displaced(scene: Scene, a: string, b: string): Finding | null {
  const strays = [...straysOf(scene, a).map((peer) => ({ end: a, peer })), ...straysOf(scene, b).map((peer) => ({ end: b, peer }))];
  if (strays.length === 0) return null;
  if (isSwapped(scene, a, b)) return { verdict: "swapped", strays };
  const rightNode = (end: string, other: string) => {
    const own = strays.filter((stray) => stray.end === end);
    return own.length > 0 && own.every(({ peer }) => scene.ownerOf(peer) === scene.ownerOf(other));
  };
  return { verdict: rightNode(a, b) || rightNode(b, a) ? "wrong-port" : "wrong-peer", strays };
}

/** Ports that an end is connected to although the plan does not say so: by what is heard, or by the cable when nothing is. */
function straysOf({ model, plan }: Scene, end: string): string[] {
  const partners = plan?.partners(end) ?? new Set();
  const peers = new Set([...model.hearing.heard(end), ...model.hearing.listeners(end)]);
  const cable = model.wiring.cableEnd(end);
  if (peers.size === 0 && cable !== null && !model.port(cable)?.bridge) peers.add(cable);
  return [...peers].filter((peer) => !partners.has(peer)).sort();
}

/** Whether another planned link has what this one misses and the other way round. */
function isSwapped(scene: Scene, a: string, b: string): boolean {
  const far = new Set(straysOf(scene, b));
  for (const peer of straysOf(scene, a)) for (const partner of scene.plan?.partners(peer) ?? []) if (far.has(partner)) return true;
  return false;
}

/** A link that the plan does not ask for: the other half of a wrong one, or an additional one. */
function unplanned(scene: Scene, a: string, b: string): Finding {
  for (const [end, other] of [[a, b] as const, [b, a] as const]) {
    for (const partner of scene.plan?.partners(end) ?? []) {
      if (hearsEachOther(scene, end, partner)) continue;
      const wrong = displaced(scene, ...(end <= partner ? ([end, partner] as const) : ([partner, end] as const)));
      if (wrong?.strays.some(({ peer }) => peer === other || peer === end)) return wrong;
    }
  }
  return plain("unexpected");
}

function hearsEachOther({ model }: Scene, a: string, b: string): boolean {
  return model.hearing.hears(a, b) || model.hearing.hears(b, a);
}

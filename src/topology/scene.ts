import type { PortFacts } from "./facts.ts";
import type { Model } from "./model.ts";
import type { Values } from "./multi-map.ts";
import type { SegmentBook } from "./segment-book.ts";

/** What a plan says, with its names resolved to ports and nodes. */
export interface PlanLookup {
  /** Whether the plan joins these two ports. */
  joins(a: string, b: string): boolean;
  /** Ports that the plan joins to this one. */
  partners(port: string): Values;
  /** Whether the plan speaks of this node at all. */
  names(node: string): boolean;
}

/** Everything that a judgement looks at. */
export interface Scene {
  readonly model: Model;
  readonly segments: SegmentBook;
  readonly plan: PlanLookup | null;
  /** The node that an end of a link belongs to. */
  ownerOf(port: string): string;
}

/** A port of ours with agents on it. */
export function watched(port: PortFacts | undefined): port is PortFacts {
  return port?.watched === true;
}

/** The bridge port at the far end of a cable when nobody of ours listens there: then the medium behind it answers for it. */
export function mute(scene: Scene, port: string): boolean {
  const facts = scene.model.port(port);
  return facts !== undefined && !facts.watched && facts.bridge !== null;
}

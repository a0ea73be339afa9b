import type { Instant } from "../base/index.ts";
import { causeOf } from "./diagnosis.ts";
import { alike } from "./diff.ts";
import type { LinkDocument } from "./documents.ts";
import { FlapMemory } from "./flap-memory.ts";
import type { Emit } from "./fold-context.ts";
import { linkId } from "./identity.ts";
import { layersOf } from "./layers.ts";
import { warningsOf } from "./link-warnings.ts";
import { MultiMap, type Values } from "./multi-map.ts";
import type { NodeBook } from "./node-book.ts";
import { candidates, present } from "./presence.ts";
import { Roster } from "./roster.ts";
import type { Scene } from "./scene.ts";
import { verdictOf } from "./verdict.ts";
import type { EventReason } from "./words.ts";

interface Entry {
  readonly document: LinkDocument;
  /** Nodes of the two ends when the link appeared. */
  readonly owners: readonly [string, string];
}

/** Two ports whose link needs a look. */
interface Pair {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly cause: EventReason;
  /** Whether the topology has a link between them; null: not looked at yet. */
  readonly present: true | null;
}

/** The time of an update. */
export interface Moment {
  /** RFC 3339 UTC. */
  readonly wall: string;
  readonly now: Instant;
}

/** The links of the topology, judged anew whenever something around them changes. */
export class LinkBook {
  readonly roster = new Roster<Entry, LinkDocument>((entry) => entry.document);
  readonly flaps = new FlapMemory();
  readonly #byPort = new MultiMap();
  readonly #nodes: NodeBook;
  /** Links that bear the warning. */
  readonly #flapping = new Set<string>();

  constructor(nodes: NodeBook) {
    this.#nodes = nodes;
  }

  /** Ids of the links of a port. */
  of(port: string): Values {
    return this.#byPort.get(port);
  }

  /** Ends of the links that time alone made calm. */
  calmed(now: Instant): string[] {
    const calm: string[] = [];
    for (const id of this.#flapping) {
      if (this.flaps.flapping(id, now)) continue;
      this.#flapping.delete(id);
      const document = this.roster.get(id)?.document;
      if (document) calm.push(document.a);
    }
    return calm;
  }

  /** When `calmed` next has something to say, or null. */
  nextCalm(): Instant | null {
    let next: Instant | null = null;
    for (const id of this.#flapping) {
      const until = this.flaps.until(id);
      if (until !== null && (next === null || until < next)) next = until;
    }
    return next;
  }

  /** The links that these ports have or had, each once, in a stable order. */
  around(scene: Scene, ports: ReadonlyMap<string, EventReason>): Iterable<Pair> {
    const pairs = new Map<string, Pair>();
    const note = (pair: Pair) => {
      const known = pairs.get(pair.id);
      if (known === undefined || known.cause === "changed") pairs.set(pair.id, pair);
    };
    for (const port of [...ports.keys()].sort()) {
      const cause = ports.get(port) as EventReason;
      for (const ends of candidates(scene, port)) note({ id: linkId(...ends), ends, cause, present: true });
      for (const id of this.#byPort.get(port)) {
        const link = this.roster.get(id)?.document;
        if (link) note({ id, ends: [link.a, link.b], cause, present: null });
      }
    }
    return pairs.values();
  }

  /** Judges one pair; emits what changed. Returns whether anything did. */
  update(scene: Scene, { id, ends: [a, b], cause, present: known }: Pair, moment: Moment, emit: Emit): boolean {
    const entry = this.roster.get(id);
    if (!(known ?? present(scene, a, b))) {
      if (entry) this.#remove(entry, cause, moment, emit);
      return entry !== undefined;
    }
    const before = entry?.document ?? null;
    const after = this.#judge(scene, id, [a, b], before, moment);
    const owners = entry?.owners ?? ([scene.ownerOf(a), scene.ownerOf(b)] as const);
    if (before && alike(before, after)) return false;
    this.roster.set(id, { document: after, owners });
    if (after.warnings.includes("flapping")) this.#flapping.add(id);
    if (before) emit("link-changed", this.#nodes.subjectOf(a, b), cause === "new" ? "changed" : cause, before, after);
    else {
      for (const [index, end] of [a, b].entries()) {
        this.#byPort.add(end, id);
        this.#nodes.countEnd(owners[index] as string, end, 1);
      }
      emit("link-added", this.#nodes.subjectOf(a, b), "new", null, after);
    }
    return true;
  }

  #judge(scene: Scene, id: string, [a, b]: Pair["ends"], before: LinkDocument | null, moment: Moment): LinkDocument {
    const layers = layersOf(scene, a, b);
    const finding = verdictOf(scene, a, b, layers);
    const { verdict } = finding;
    const { reason, fix } = causeOf({ scene, a, b, layers, verdict, drift: null }, finding);
    if (before?.verdict === "ok" && verdict !== "ok") this.flaps.left(id, moment.now);
    const warnings = warningsOf(scene, a, b, this.flaps.flapping(id, moment.now));
    const since = before && before.verdict === verdict ? before.since : moment.wall;
    return { id, a, b, ...layers, verdict, reason, fix, warnings, since, flaps: this.flaps.count(id) };
  }

  #remove({ document, owners }: Entry, cause: EventReason, { now }: Moment, emit: Emit): void {
    const { id, a, b } = document;
    if (document.verdict === "ok") this.flaps.left(id, now);
    this.roster.delete(id);
    for (const [index, end] of [a, b].entries()) {
      this.#byPort.delete(end, id);
      this.#nodes.countEnd(owners[index] as string, end, -1);
    }
    emit("link-removed", this.#nodes.subjectOf(a, b), cause === "new" ? "changed" : cause, document, null);
  }
}

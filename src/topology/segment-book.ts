import { shortId } from "../base/index.ts";
import type { NodeDocument } from "./documents.ts";
import type { Segment } from "./hearing.ts";
import { segmentPrefix } from "./identity.ts";
import type { Model } from "./model.ts";
import { byText } from "./roster.ts";

interface Entry {
  readonly segment: Segment;
  /** Name of the bridge or parent that makes the medium, or a hash. */
  readonly base: string;
  readonly first: string;
  document: NodeDocument;
}

/** Names the shared media and keeps their nodes. */
export class SegmentBook {
  readonly #model: Model;
  readonly #entries = new Map<Segment, Entry>();
  readonly #byBase = new Map<string, Set<Entry>>();
  readonly #byId = new Map<string, Entry>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** Id of the segment that a port is a member of, or null. */
  idOf(port: string): string | null {
    const segment = this.#model.hearing.segment(port);
    return (segment && this.#entries.get(segment)?.document.id) ?? null;
  }

  /** The node of a segment, or null when there is none of that id. */
  document(id: string): NodeDocument | null {
    return this.#byId.get(id)?.document ?? null;
  }

  /** Takes in what changed since the last call. Returns the ids whose node may differ from before. */
  update(): Set<string> {
    const { reshaped, judgedAnew } = this.#model;
    if (judgedAnew.size > 0) {
      for (const { segment, document } of this.#entries.values()) if (judgedAnew.has(document.namespace ?? "")) reshaped.add(segment);
    }
    const bases = new Set<string>();
    const changed = new Set<string>();
    for (const segment of reshaped) {
      const old = this.#entries.get(segment);
      if (old) this.#remove(old, bases, changed);
      if (segment.members.size >= 3) this.#add(segment, old ?? null, bases);
    }
    reshaped.clear();
    for (const base of bases) this.#name(base, changed);
    return changed;
  }

  #remove(entry: Entry, bases: Set<string>, changed: Set<string>): void {
    this.#entries.delete(entry.segment);
    const alike = this.#byBase.get(entry.base);
    alike?.delete(entry);
    if (alike?.size === 0) this.#byBase.delete(entry.base);
    this.#byId.delete(entry.document.id);
    bases.add(entry.base);
    changed.add(entry.document.id);
  }

  /** `before`: what stood for the segment until now. Its id stays unless another one follows, and then no link of a member changes. */
  #add(segment: Segment, before: Entry | null, bases: Set<string>): void {
    const members = [...segment.members].sort(byText);
    const first = members.find((member) => this.#model.port(member)) ?? (members[0] as string);
    const medium = this.#mediumOf(members);
    const base = medium?.name ?? shortId("segment", first);
    const host = medium ? (this.#model.namespace(medium.namespace)?.host ?? null) : null;
    const document: NodeDocument = {
      id: before?.base === base ? before.document.id : "",
      kind: "segment",
      name: base,
      host,
      namespace: medium?.namespace ?? null,
      chassisId: null,
      capabilities: null,
      ports: members,
    };
    const entry: Entry = { segment, base, first, document };
    this.#entries.set(segment, entry);
    const alike = this.#byBase.get(base) ?? new Set();
    this.#byBase.set(base, alike.add(entry));
    bases.add(base);
  }

  /** Gives ids. Two media on one bridge (VLANs keep them apart) differ by the hash of their first member. */
  #name(base: string, changed: Set<string>): void {
    const entries = [...(this.#byBase.get(base) ?? [])].sort((left, right) => byText(left.first, right.first));
    for (const [index, entry] of entries.entries()) {
      const id = `${segmentPrefix}${base}${index === 0 ? "" : `~${shortId(entry.first)}`}`;
      const before = entry.document.id;
      if (before === id) {
        this.#byId.set(id, entry);
        continue;
      }
      if (before !== "" && this.#byId.get(before) === entry) this.#byId.delete(before);
      if (before !== "") changed.add(before);
      changed.add(id);
      entry.document = { ...entry.document, id };
      this.#byId.set(id, entry);
      for (const member of entry.segment.members) this.#model.touch(member, "changed");
    }
  }

  #mediumOf(members: readonly string[]): { readonly name: string; readonly namespace: string } | null {
    const { wiring } = this.#model;
    const media = new Map<string, string>();
    for (const member of members) {
      const facts = this.#model.port(member);
      const slave = this.#model.port(wiring.bridgePortOf(member) ?? "");
      if (slave?.bridge) media.set(slave.bridge.name, slave.namespace);
      else if (facts?.bridge) media.set(facts.bridge.name, facts.namespace);
    }
    const parents = members.map((member) => this.#model.port(this.#model.port(member)?.parent ?? ""));
    if (media.size === 0) for (const parent of parents) if (parent) media.set(parent.id, parent.namespace);
    const [least] = [...media].sort(([left], [right]) => byText(left, right));
    return least ? { name: least[0], namespace: least[1] } : null;
  }
}

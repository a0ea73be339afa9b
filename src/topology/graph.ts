import { type Instant, Signal } from "../base/index.ts";
import type { EventDocument, TopologyDocument } from "./documents.ts";
import { EventRing } from "./event-ring.ts";
import { explain } from "./explain.ts";
import type { Fact, Plan, PortDrift } from "./facts.ts";
import { fold } from "./fold.ts";
import type { Emit } from "./fold-context.ts";
import type { Graph, GraphOptions } from "./graph-view.ts";
import { LinkBook, type Moment } from "./link-book.ts";
import { Model } from "./model.ts";
import { NodeBook } from "./node-book.ts";
import { PlanBook } from "./plan-book.ts";
import { renamedNamespaces } from "./renamed-namespaces.ts";
import type { Scene } from "./scene.ts";
import { SegmentBook } from "./segment-book.ts";
import { standingOf } from "./standing.ts";
import { verify } from "./verify.ts";
import type { EventReason } from "./words.ts";

/** An empty graph at revision 0. */
export function createGraph(options: GraphOptions): Graph {
  return new LiveGraph(options);
}

class LiveGraph implements Graph {
  readonly epoch: string;
  readonly changes = new Signal<readonly EventDocument[]>();
  readonly #model = new Model();
  readonly #segments = new SegmentBook(this.#model);
  readonly #nodes = new NodeBook(this.#model, this.#segments);
  readonly #links = new LinkBook(this.#nodes);
  readonly #ring: EventRing;
  #plan: PlanBook | null = null;
  #revision = 0;
  #changedAt: string;
  #frozen = false;
  #topology: TopologyDocument | null = null;

  constructor({ epoch, wall, ring }: GraphOptions) {
    this.epoch = epoch;
    this.#changedAt = wall;
    this.#ring = new EventRing(ring ?? 8192);
  }

  get revision(): number {
    return this.#revision;
  }

  get changedAt(): string {
    return this.#changedAt;
  }

  apply(facts: readonly Fact[], wallTime: string, now: Instant): readonly EventDocument[] {
    if (this.#frozen) return [];
    const batch: EventDocument[] = [];
    const emit: Emit = (kind, subject, reason, before, after) => {
      this.#revision++;
      const event: EventDocument = { id: `${this.epoch}-${this.#revision}`, time: wallTime, kind, ...subject, reason, before, after };
      this.#ring.push(event);
      batch.push(event);
    };
    const renamed = renamedNamespaces(this.#model, facts);
    for (const fact of facts) {
      if (fact.kind === "plan") this.#replacePlan(fact.plan);
      else fold({ model: this.#model, emit, wall: wallTime }, fact);
    }
    for (const port of this.#links.calmed(now)) this.#model.touch(port, "changed");
    this.#derive({ wall: wallTime, now }, emit);
    for (const [before, after] of renamed) this.#links.flaps.rename(before, after);
    if (batch.length > 0) {
      this.#changedAt = wallTime;
      this.#topology = null;
      this.changes.emit(batch);
    }
    return batch;
  }

  freeze(): void {
    this.#frozen = true;
  }

  nextTick(): Instant | null {
    return this.#links.nextCalm();
  }

  topology(): TopologyDocument {
    this.#topology ??= {
      schema: 1,
      epoch: this.epoch,
      revision: this.#revision,
      generatedAt: this.#changedAt,
      nodes: this.nodes(),
      links: this.links(),
    };
    return this.#topology;
  }

  namespaces = () => this.#model.namespaces.list();
  ports = () => this.#model.ports.list();
  neighbors = () => this.#model.neighbors.list();
  nodes = () => this.#nodes.roster.list();
  links = () => this.#links.roster.list();
  bridges = () => this.#model.bridges();
  namespace = (id: string) => this.#model.namespaces.document(id);
  port = (id: string) => this.#model.ports.document(id);
  neighbor = (id: string) => this.#model.neighbors.document(id);
  link = (id: string) => this.#links.roster.document(id);
  eventsAfter = (sequence: number) => this.#ring.after(sequence);

  explain(port: string, peer: string | null, drift: (port: string) => PortDrift | null) {
    return explain(this.#scene(), this.#links, port, peer, drift);
  }

  verify(plan: Plan, strict: boolean) {
    return verify(this.#scene(new PlanBook(plan, this.#model)), this.#links, strict);
  }

  #scene<P extends PlanBook | null>(plan: P = this.#plan as P): Scene & { readonly plan: P } {
    return { model: this.#model, segments: this.#segments, plan, ownerOf: (port) => this.#nodes.ownerOf(port) };
  }

  #replacePlan(plan: Plan | null): void {
    const next = plan && new PlanBook(plan, this.#model);
    for (const book of [this.#plan, next]) {
      for (const port of book?.ports() ?? []) this.#model.touch(port, "changed");
      for (const node of book?.nodes() ?? []) this.#model.touchPortsOf(node);
    }
    this.#plan = next;
  }

  /** What follows from the facts: segments, then links, then nodes; in the events nodes come before their links and go after them. */
  #derive(moment: Moment, emit: Emit): void {
    const model = this.#model;
    const changedNodes = this.#segments.update();
    for (const port of model.cameOrWent) this.#nodes.portCameOrWent(port);
    this.#followPlan();
    for (const node of model.judgedAnew) for (const port of this.#nodes.portsNamedBy(node)) model.touch(port, "changed");
    const scene = this.#scene();
    const pairs = this.#links.around(scene, model.touched);
    const waiting: Parameters<Emit>[] = [];
    const hold: Emit = (...event) => waiting.push(event);
    const ends = new Set<string>();
    for (const pair of pairs) if (this.#links.update(scene, pair, moment, hold)) for (const end of pair.ends) ends.add(end);
    for (const end of ends) this.#restand(end);
    for (const node of model.touchedNodes.keys()) changedNodes.add(node);
    const nodes = [...changedNodes].sort();
    this.#nodes.update(nodes, emit);
    for (const event of waiting) emit(...event);
    this.#nodes.removeGone(nodes, emit);
    model.touched.clear();
    model.touchedNodes.clear();
    model.judgedAnew.clear();
    model.cameOrWent.clear();
  }

  #followPlan(): void {
    const model = this.#model;
    const names = model.names.takeChanged();
    if (!this.#plan) return;
    const { ports, nodes } = this.#plan.update(names, model.touchedNodes.keys());
    for (const port of ports) model.touch(port, "changed");
    for (const node of nodes) model.touchPortsOf(node);
    for (const port of [...model.touched.keys()])
      for (const partner of this.#plan.partners(port)) model.touch(partner, model.touched.get(port) as EventReason);
  }

  #restand(id: string): void {
    const entry = this.#model.ports.get(id);
    if (!entry) return;
    const links = [...this.#links.of(id)]
      .sort()
      .map((link) => this.#links.roster.document(link))
      .filter((link) => link !== null);
    const standing = standingOf(links);
    this.#model.ports.set(id, { ...entry, standing, view: null });
  }
}

import type { Plan, PlannedLink } from "./facts.ts";
import { linkId } from "./identity.ts";
import type { Model } from "./model.ts";
import { MultiMap, type Values } from "./multi-map.ts";
import { withoutDomain } from "./names.ts";
import { meaningOf, namesOf } from "./plan-meaning.ts";
import type { PlanLookup } from "./scene.ts";

/** A planned link and the ports that it means. */
export interface ResolvedLink {
  readonly planned: PlannedLink;
  readonly a: string;
  readonly b: string;
}

/** A plan with its names turned into the ports and nodes of the moment. */
export class PlanBook implements PlanLookup {
  readonly plan: Plan;
  readonly #model: Model;
  readonly #links: ResolvedLink[] = [];
  readonly #pairs = new MultiMap();
  readonly #partners = new MultiMap();
  /** Node -> names of the plan that stand for it. */
  readonly #named = new MultiMap();
  readonly #nodesOf = new Map<string, readonly string[]>();
  /** Name, with or without domain -> names of the plan whose meaning may change with it. */
  readonly #variants = new MultiMap();
  /** Name of the plan, or node on whose ports a meaning depends -> indexes of planned links. */
  readonly #users = new MultiMap();

  constructor(plan: Plan, model: Model) {
    this.plan = plan;
    this.#model = model;
    for (const [index, planned] of plan.links.entries()) this.#enter(index, planned);
    for (const name of new Set([...plan.nodes, ...plan.links.flatMap(({ a, b }) => [...namesOf(a), ...namesOf(b)])])) {
      this.#variants.add(name, name);
      this.#variants.add(withoutDomain(name), name);
      this.#nodesOf.set(name, []);
      this.#renameNode(name);
    }
  }

  joins(a: string, b: string): boolean {
    return this.#pairs.get(linkId(a, b)).size > 0;
  }

  partners(port: string): Values {
    return this.#partners.get(port);
  }

  names(node: string): boolean {
    return this.#named.get(node).size > 0;
  }

  links(): readonly ResolvedLink[] {
    return this.#links;
  }

  /** Every port that the plan speaks of. */
  ports(): Iterable<string> {
    return this.#partners.keys();
  }

  /** Every node that the plan speaks of. */
  nodes(): Iterable<string> {
    return this.#named.keys();
  }

  /** Takes in that names or the ports of nodes changed. Returns the ports whose planned links mean something else now, and the nodes newly named or no longer. */
  update(changedNames: Iterable<string>, changedNodes: Iterable<string>): { readonly ports: Set<string>; readonly nodes: Set<string> } {
    const changes = { ports: new Set<string>(), nodes: new Set<string>() };
    const indexes = new Set<string>();
    for (const changed of changedNames) {
      for (const name of this.#variants.get(changed)) {
        for (const node of this.#renameNode(name)) changes.nodes.add(node);
        for (const index of this.#users.get(`name ${name}`)) indexes.add(index);
      }
    }
    for (const node of changedNodes) for (const index of this.#users.get(`node ${node}`)) indexes.add(index);
    for (const text of indexes) for (const port of this.#again(Number(text))) changes.ports.add(port);
    return changes;
  }

  #enter(index: number, planned: PlannedLink): void {
    const [a, b] = [meaningOf(this.#model, planned.a, planned), meaningOf(this.#model, planned.b, planned)];
    this.#links[index] = { planned, a: a.port, b: b.port };
    this.#pairs.add(linkId(a.port, b.port), String(index));
    this.#partners.add(a.port, b.port);
    this.#partners.add(b.port, a.port);
    for (const [end, { nodes }] of [[planned.a, a] as const, [planned.b, b] as const]) {
      for (const name of namesOf(end)) this.#users.add(`name ${name}`, String(index));
      for (const node of nodes) this.#users.add(`node ${node}`, String(index));
    }
  }

  #again(index: number): readonly string[] {
    const old = this.#links[index] as ResolvedLink;
    const { a, b, planned } = old;
    this.#pairs.delete(linkId(a, b), String(index));
    if (!this.joins(a, b)) {
      this.#partners.delete(a, b);
      this.#partners.delete(b, a);
    }
    this.#enter(index, planned);
    const now = this.#links[index] as ResolvedLink;
    return now.a === a && now.b === b ? [] : [a, b, now.a, now.b];
  }

  /** Returns the nodes for which the answer of `names` may have changed. */
  #renameNode(name: string): readonly string[] {
    const before = this.#nodesOf.get(name) ?? [];
    const fqdn = this.plan.links.length > 0 && this.plan.links.every((link) => link.fqdn);
    const found = this.#model.names.find(name, fqdn);
    const after = found.length > 0 ? found : [name];
    this.#nodesOf.set(name, after);
    for (const node of before) this.#named.delete(node, name);
    for (const node of after) this.#named.add(node, name);
    return [...before.filter((node) => !after.includes(node)), ...after.filter((node) => !before.includes(node))];
  }
}

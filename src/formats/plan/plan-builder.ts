import type { Plan, PlannedEnd, PlannedLink } from "../../topology/index.ts";
import { PlanError } from "./plan-fault.ts";

/** Longest name of a node or interface: LLDP's strings end at 255 octets. */
const longest = 255;

/** Collects planned links, each pair once, and refuses what contradicts itself. */
export class PlanBuilder {
  readonly #source: string;
  readonly #links = new Map<string, PlannedLink>();
  readonly #nodes = new Set<string>();
  readonly #used = new Map<string, PlannedLink>();

  /** `source` names the plan in answers. */
  constructor(source: string) {
    this.#source = source;
  }

  node(name: string, line: number): void {
    checkName("node", name, line);
    this.#nodes.add(name);
  }

  /** Throws PlanError when an end is planned elsewhere already, or both ends are the same. */
  link(link: PlannedLink): void {
    const [a, b] = [endKey(link.a), endKey(link.b)];
    for (const { node, interface: name } of [link.a, link.b]) {
      this.node(node, link.line);
      checkName("interface", name, link.line);
    }
    if (a === b) throw new PlanError(link.line, `${textOf(link.a)} is joined to itself`);
    const pair = a < b ? `${a}\0${b}` : `${b}\0${a}`;
    if (this.#links.has(pair)) return;
    for (const [key, end] of [[a, link.a] as const, [b, link.b] as const]) {
      const other = this.#used.get(key);
      if (!other) continue;
      const partner = endKey(other.a) === key ? other.b : other.a;
      const where = other.line > 0 ? ` in line ${other.line}` : "";
      throw new PlanError(link.line, `${textOf(end)} is already joined to ${textOf(partner)}${where}`);
    }
    this.#links.set(pair, link);
    this.#used.set(a, link).set(b, link);
  }

  plan(): Plan {
    return { source: this.#source, links: [...this.#links.values()], nodes: [...this.#nodes] };
  }
}

function endKey({ node, interface: name }: PlannedEnd): string {
  return `${node}\0\0${name}`;
}

function textOf({ node, interface: name }: PlannedEnd): string {
  return JSON.stringify(`${node}:${name}`);
}

function checkName(what: string, name: string, line: number): void {
  if (name === "") throw new PlanError(line, `an empty ${what} name`);
  if (name.length > longest) throw new PlanError(line, `a ${what} name of ${name.length} characters; ${longest} is the most`);
  if (/[\u0000-\u001f\u007f]/.test(name)) throw new PlanError(line, `a ${what} name with a control character: ${JSON.stringify(name)}`);
}

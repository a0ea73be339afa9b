import { PlanError } from "../plan/plan-fault.ts";
import type { DotEdge, DotEnd, DotGraph } from "./graph.ts";
import { type Token, Tokens } from "./tokens.ts";

/** More edges than this are refused: `{a b ...} -- {c d ...}` multiplies. */
const mostEdges = 500_000;
const deepest = 1000;

/** One level of braces. */
interface Scope {
  readonly ends: DotEnd[];
  readonly edgeDefaults: Map<string, string>;
  /** Left sides that wait for what follows the closing brace. */
  readonly left: readonly DotEnd[] | null;
  /** Edges of the statement that this brace suspends. */
  readonly pending: PendingEdge[];
  readonly line: number;
}

interface PendingEdge {
  readonly from: DotEnd;
  readonly to: DotEnd;
  readonly line: number;
}

/** Reads one DOT graph, without recursion, so that no nesting overflows. Throws PlanError. */
export function parseDot(text: string): DotGraph {
  return new Parser(text).graph();
}

class Parser {
  readonly #tokens: Tokens;
  readonly #settings = new Map<string, { readonly value: string; readonly line: number }>();
  readonly #nodes = new Set<string>();
  readonly #edges: DotEdge[] = [];
  readonly #scopes: Scope[] = [];
  /** Edges of the statement that is being read: its attribute list comes last. */
  #pending: PendingEdge[] = [];

  constructor(text: string) {
    this.#tokens = new Tokens(text);
  }

  graph(): DotGraph {
    this.#tokens.acceptKeyword("strict");
    if (!this.#tokens.acceptKeyword("graph") && !this.#tokens.acceptKeyword("digraph")) throw this.#unexpected("graph or digraph");
    if (isId(this.#tokens.next)) this.#tokens.take();
    this.#open(null);
    while (this.#scopes.length > 0) this.#statement();
    if (this.#tokens.next.kind !== "end") throw this.#unexpected("the end of the file");
    return { settings: this.#settings, nodes: this.#nodes, edges: this.#edges };
  }

  #statement(): void {
    const tokens = this.#tokens;
    if (tokens.accept(";") || tokens.accept(",")) return;
    if (tokens.accept("}")) this.#close();
    else if (tokens.acceptKeyword("subgraph")) this.#subgraph();
    else if (this.#sees("{")) this.#open(null);
    else this.#named();
  }

  /** `subgraph NAME { ... }`, or a mention of one. */
  #subgraph(): void {
    if (isId(this.#tokens.next)) this.#tokens.take();
    if (this.#sees("{")) this.#open(null);
  }

  /** A statement that begins with a name: defaults, an assignment, a node or an edge. */
  #named(): void {
    const first = this.#tokens.next;
    const name = this.#id();
    if (first.kind === "word" && /^(graph|node|edge)$/i.test(name) && this.#sees("[")) {
      this.#defaults(name.toLowerCase());
    } else if (this.#tokens.accept("=")) {
      const value = this.#id();
      if (this.#scopes.length === 1) this.#settings.set(name, { value, line: first.line });
    } else this.#chain([this.#end(name)]);
  }

  /** What follows the left side of an edge statement, up to its attributes; a brace suspends it until that brace closes. */
  #chain(start: readonly DotEnd[]): void {
    const tokens = this.#tokens;
    let left = start;
    this.#scopes.at(-1)?.ends.push(...left);
    while (this.#sees("--") || this.#sees("->")) {
      const { line } = tokens.take();
      if (tokens.acceptKeyword("subgraph") && isId(tokens.next)) tokens.take();
      if (this.#sees("{")) {
        this.#open(left);
        return;
      }
      const right = [this.#end(this.#id())];
      this.#connect(left, right, line);
      this.#scopes.at(-1)?.ends.push(...right);
      left = right;
    }
    this.#finish(this.#attributes());
  }

  #connect(left: readonly DotEnd[], right: readonly DotEnd[], line: number): void {
    if (this.#edges.length + this.#pending.length + left.length * right.length > mostEdges) throw new PlanError(line, `more than ${mostEdges} links`);
    for (const from of left) for (const to of right) this.#pending.push({ from, to, line });
  }

  #finish(own: ReadonlyMap<string, string>): void {
    const defaults = this.#scopes.at(-1)?.edgeDefaults ?? new Map<string, string>();
    const attributes = own.size === 0 ? defaults : new Map([...defaults, ...own]);
    for (const edge of this.#pending) this.#edges.push({ ...edge, attributes });
    this.#pending = [];
  }

  #open(left: readonly DotEnd[] | null): void {
    const { line } = this.#tokens.next;
    if (!this.#tokens.accept("{")) throw this.#unexpected('"{"');
    if (this.#scopes.length >= deepest) throw new PlanError(line, `more than ${deepest} braces in one another`);
    this.#scopes.push({ ends: [], edgeDefaults: new Map(this.#scopes.at(-1)?.edgeDefaults), left, pending: this.#pending, line });
    this.#pending = [];
  }

  #close(): void {
    const { ends, left, line, pending } = this.#scopes.pop() as Scope;
    this.#pending = pending;
    if (this.#scopes.length === 0) return;
    const distinct = [...new Map(ends.map((end) => [`${end.node}\0${end.port}`, end])).values()];
    if (left) this.#connect(left, distinct, line);
    this.#chain(distinct);
  }

  #defaults(of: string): void {
    const attributes = this.#attributes();
    if (of === "edge") for (const [name, value] of attributes) this.#scopes.at(-1)?.edgeDefaults.set(name, value);
    if (of !== "graph" || this.#scopes.length > 1) return;
    for (const [name, value] of attributes) this.#settings.set(name, { value, line: this.#tokens.next.line });
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    while (this.#tokens.accept("[")) {
      while (!this.#tokens.accept("]")) {
        if (this.#tokens.accept(",") || this.#tokens.accept(";")) continue;
        const name = this.#id();
        attributes.set(name, this.#tokens.accept("=") ? this.#id() : "true");
      }
    }
    return attributes;
  }

  #end(node: string): DotEnd {
    this.#nodes.add(node);
    if (!this.#tokens.accept(":")) return { node, port: null };
    const port = this.#id();
    if (this.#tokens.accept(":")) this.#id();
    return { node, port };
  }

  #sees(mark: string): boolean {
    return this.#tokens.next.kind === "mark" && this.#tokens.next.value === mark;
  }

  #id(): string {
    if (!isId(this.#tokens.next)) throw this.#unexpected("a name");
    return this.#tokens.take().value;
  }

  #unexpected(wanted: string): PlanError {
    const { kind, value, line } = this.#tokens.next;
    return new PlanError(line, `${kind === "end" ? value : JSON.stringify(value.slice(0, 40))} where ${wanted} should stand`);
  }
}

function isId({ kind }: Token): boolean {
  return kind === "word" || kind === "text" || kind === "html";
}

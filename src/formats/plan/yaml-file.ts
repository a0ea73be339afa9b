import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { PlanError } from "./plan-fault.ts";

/** Longer YAML is refused: its parser takes seconds for every few megabytes. */
const longest = 2 << 20;

/** A place in a YAML file. Aliases are followed one step at a time, so a cycle of them is a value of the wrong kind and no trap. */
export class YamlValue {
  readonly #node: unknown;
  readonly #file: YamlFile;
  readonly #line: number;

  constructor(node: unknown, file: YamlFile, line: number) {
    this.#node = file.follow(node);
    this.#file = file;
    this.#line = file.lineOf(node) ?? line;
  }

  /** From 1. */
  get line(): number {
    return this.#line;
  }

  /** The field of a mapping, or null when there is none. */
  field(name: string): YamlValue | null {
    if (!isMap(this.#node)) return null;
    const pair = this.#node.items.find(({ key }) => isScalar(key) && key.value === name);
    return pair ? new YamlValue(pair.value, this.#file, this.#file.lineOf(pair.key) ?? this.#line) : null;
  }

  /** Keys and values of a mapping; null when it is none. */
  fields(): (readonly [string, YamlValue])[] | null {
    if (!isMap(this.#node)) return null;
    return this.#node.items.map(({ key, value }) => {
      const line = this.#file.lineOf(key) ?? this.#line;
      return [isScalar(key) ? String(key.value) : "", new YamlValue(value, this.#file, line)] as const;
    });
  }

  /** The items of a list; null when it is none. */
  items(): YamlValue[] | null {
    return isSeq(this.#node) ? this.#node.items.map((item) => new YamlValue(item, this.#file, this.#line)) : null;
  }

  /** A plain value as text; null for anything else. */
  text(): string | null {
    if (!isScalar(this.#node)) return null;
    const { value } = this.#node;
    return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }
}

class YamlFile {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  follow(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  lineOf(node: unknown): number | null {
    const start = (node as Node | null)?.range?.[0];
    return start === undefined ? null : this.#lines.linePos(start).line;
  }
}

/** Reads one YAML document. Throws PlanError with the line of the first thing that is no YAML. */
export function parseYaml(text: string): YamlValue {
  if (text.length > longest) throw new PlanError(1, `YAML of more than ${longest >> 20} MiB: write so large a plan as DOT or JSON`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new PlanError(lines.linePos(error.pos[0]).line, `no YAML: ${error.message}`);
  return new YamlValue(document.contents, new YamlFile(document, lines), 1);
}

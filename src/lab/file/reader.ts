import { didYouMean } from "../../base/index.ts";
import type { Path } from "./fault.ts";

export interface UnplacedFault {
  readonly path: Path;
  /** The fault is about the key at the end of the path, not about its value. */
  readonly onKey: boolean;
  readonly message: string;
  readonly hint: string | null;
}

/** One value of the document with its path. Every method that finds something wrong adds a fault and gives a harmless value, so reading goes on. */
export class Reader {
  readonly value: unknown;
  readonly path: Path;
  readonly faults: UnplacedFault[];

  constructor(value: unknown, path: Path, faults: UnplacedFault[]) {
    this.value = value;
    this.path = path;
    this.faults = faults;
  }

  /** Last key of the path, for messages. */
  get label(): string {
    return String(this.path.at(-1) ?? "the file");
  }

  fault(message: string, hint: string | null = null, onKey = false): void {
    this.faults.push({ path: this.path, onKey, message, hint });
  }

  /** The entries of a mapping; null (nothing after the colon) counts as empty. */
  entries(): readonly (readonly [string, Reader])[] {
    if (this.value === null || this.value === undefined) return [];
    if (typeof this.value !== "object" || Array.isArray(this.value)) {
      this.fault(`${this.label} must be a mapping`);
      return [];
    }
    return Object.entries(this.value).map(([key, value]) => [key, this.#below(key, value)] as const);
  }

  /** The entries of a mapping whose keys are known beforehand; others are faults with the nearest known key as hint. */
  fields(known: readonly string[]): ReadonlyMap<string, Reader> {
    const fields = new Map<string, Reader>();
    for (const [key, reader] of this.entries()) {
      if (known.includes(key)) fields.set(key, reader);
      else reader.fault(`unknown key "${key}"`, didYouMean(key, known), true);
    }
    return fields;
  }

  items(): readonly Reader[] {
    if (this.value === null || this.value === undefined) return [];
    if (Array.isArray(this.value)) return this.value.map((value, index) => this.#below(index, value));
    this.fault(`${this.label} must be a list`);
    return [];
  }

  /** A text; numbers and booleans are taken as written in YAML's usual form. */
  text(): string {
    if (typeof this.value === "string") return this.value;
    if (typeof this.value === "number" || typeof this.value === "boolean") return String(this.value);
    this.fault(`${this.label} must be a text`);
    return "";
  }

  texts(): readonly string[] {
    return Array.isArray(this.value) ? this.items().map((item) => item.text()) : [this.text()];
  }

  integer(min: number, max: number): number {
    if (typeof this.value === "number" && Number.isInteger(this.value) && this.value >= min && this.value <= max) return this.value;
    this.fault(`${this.label} must be a whole number from ${min} to ${max}`);
    return min;
  }

  flag(): boolean {
    if (typeof this.value === "boolean") return this.value;
    this.fault(`${this.label} must be true or false`);
    return false;
  }

  choice(known: readonly string[]): string {
    const text = this.text();
    if (known.includes(text)) return text;
    this.fault(`${this.label} cannot be "${text}"`, didYouMean(text, known) ?? `one of ${known.join(", ")}`);
    return known[0] ?? "";
  }

  #below(key: string | number, value: unknown): Reader {
    return new Reader(value, [...this.path, key], this.faults);
  }
}

import type { TSchema } from "typebox";

/** Collects schemas that have a title as named definitions, and puts a reference where they stand. */
export class SchemaBook {
  readonly definitions: Record<string, unknown> = {};
  readonly #prefix: string;

  /** `prefix` comes before a name in a reference: `#/$defs/`, say. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** A schema as plain JSON: a reference when it has a title, with its definition collected. */
  inline(schema: TSchema): unknown {
    const { title } = schema as { title?: string };
    if (title === undefined) return this.#plain(schema);
    if (!(title in this.definitions)) {
      this.definitions[title] = null;
      this.definitions[title] = this.#plain(schema);
    }
    return { $ref: `${this.#prefix}${title}` };
  }

  /** The schema itself as plain JSON, with its parts collected. */
  spelled(schema: TSchema): Record<string, unknown> {
    return this.#plain(schema);
  }

  #plain(schema: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, this.#value(key, value)]));
  }

  #value(key: string, value: unknown): unknown {
    if (Array.isArray(value)) return key === "anyOf" || key === "allOf" ? value.map((each) => this.inline(each)) : value;
    if (typeof value !== "object" || value === null) return value;
    if (key === "items" || key === "additionalProperties") return this.inline(value as TSchema);
    if (key !== "properties" && key !== "patternProperties") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.inline(each as TSchema)]));
  }
}

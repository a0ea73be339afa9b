const longest = 128;
const mostStrings = 200_000;

/** One copy of each short string that a fleet's documents repeat (names of capabilities, descriptions, kinds): most of them. */
export class Intern {
  #strings = new Map<string, string>();

  /** Replaces the strings in a value made of plain objects and arrays, in place, and returns it. */
  all<T extends object>(value: T): T {
    const fields = value as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      const field = fields[key];
      if (typeof field === "string") fields[key] = this.#one(field);
      else if (typeof field === "object" && field !== null) this.all(field);
    }
    return value;
  }

  #one(text: string): string {
    if (text.length > longest) return text;
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    // Hostile documents could fill it with strings that never come again.
    if (this.#strings.size >= mostStrings) this.#strings = new Map();
    this.#strings.set(text, text);
    return text;
  }
}

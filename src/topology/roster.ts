/** Values by id, and their documents as a list sorted by id (code unit order) that is built when somebody asks and kept until the next change. */
export class Roster<Entry, Document> {
  readonly #entries = new Map<string, Entry>();
  readonly #project: (entry: Entry) => Document;
  #keys: string[] = [];
  readonly #fresh = new Set<string>();
  #vanished = false;
  #list: readonly Document[] | null = [];

  constructor(project: (entry: Entry) => Document) {
    this.#project = project;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Adds or replaces. */
  set(id: string, entry: Entry): void {
    if (!this.#entries.has(id)) this.#fresh.add(id);
    this.#entries.set(id, entry);
    this.#list = null;
  }

  delete(id: string): void {
    if (!this.#entries.delete(id)) return;
    if (!this.#fresh.delete(id)) this.#vanished = true;
    this.#list = null;
  }

  /** The document of an entry changed behind the same id. */
  touched(): void {
    this.#list = null;
  }

  values(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** The document of one entry, or null. */
  document(id: string): Document | null {
    const entry = this.#entries.get(id);
    return entry === undefined ? null : this.#project(entry);
  }

  /** All documents in order; the same array until the next change. */
  list(): readonly Document[] {
    if (this.#list) return this.#list;
    this.#order();
    this.#list = this.#keys.map((key) => this.#project(this.#entries.get(key) as Entry));
    return this.#list;
  }

  #order(): void {
    // A key that went and came back within one revision stands in both lists: the old place is dropped.
    if (this.#vanished) this.#keys = this.#keys.filter((key) => this.#entries.has(key) && !this.#fresh.has(key));
    if (this.#fresh.size > 0) this.#keys = merged(this.#keys, [...this.#fresh].sort());
    this.#fresh.clear();
    this.#vanished = false;
  }
}

function merged(left: readonly string[], right: readonly string[]): string[] {
  const all: string[] = [];
  let at = 0;
  for (const key of right) {
    while (at < left.length && (left[at] as string) < key) all.push(left[at++] as string);
    all.push(key);
  }
  while (at < left.length) all.push(left[at++] as string);
  return all;
}

/** Code unit order, as ids are sorted. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

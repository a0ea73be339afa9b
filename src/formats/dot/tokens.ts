import { PlanError } from "../plan/plan-fault.ts";

// Lexical form: https://graphviz.org/doc/info/lang.html. A backslash before a quote or a backslash is an escape, so that every text can be
// written; Graphviz keeps the second kind as two characters, which no host or interface name has.

export interface Token {
  /** `word` is a bare identifier or number (keywords are words), `text` a quoted string, `html` what stands between angle brackets. */
  readonly kind: "word" | "text" | "html" | "mark" | "end";
  readonly value: string;
  readonly line: number;
}

const skipped = /[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^|\n)#[^\n]*/y;
const word = /-?(?:\.\d+|\d+(?:\.\d*)?)|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const mark = /--|->|[{}[\]=;,:+]/y;

/** Cuts DOT text into tokens, one at a time, in time linear in its length. Throws PlanError with the line of what it cannot read. */
export class Tokens {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#read();
  }

  /** The token that `take` gives next. */
  get next(): Token {
    return this.#next;
  }

  take(): Token {
    const token = this.#next;
    this.#next = this.#read();
    return token;
  }

  /** Takes the next token if it is this mark. */
  accept(value: string): boolean {
    if (this.#next.kind !== "mark" || this.#next.value !== value) return false;
    this.take();
    return true;
  }

  /** Takes the next token if it is this keyword, in any case. */
  acceptKeyword(keyword: string): boolean {
    if (this.#next.kind !== "word" || this.#next.value.toLowerCase() !== keyword) return false;
    this.take();
    return true;
  }

  #read(): Token {
    this.#skip();
    const line = this.#lineHere();
    if (this.#at >= this.#text.length) return { kind: "end", value: "the end of the file", line };
    const bare = this.#match(word);
    if (bare !== null) return { kind: "word", value: bare, line };
    const sign = this.#match(mark);
    if (sign !== null) return { kind: "mark", value: sign, line };
    if (this.#text[this.#at] === "<") return { kind: "html", value: this.#html(line), line };
    return { kind: "text", value: this.#strings(line), line };
  }

  /** A quoted string, and the ones joined to it by `+`. */
  #strings(line: number): string {
    let value = "";
    do {
      this.#skip();
      const found = this.#text[this.#at];
      if (found !== '"') throw new PlanError(this.#lineHere(), `unexpected ${JSON.stringify(found ?? "end of the file")}`);
      const end = this.#closingQuote(this.#at + 1);
      if (end < 0) throw new PlanError(line, "a string that begins here has no end");
      value += unescaped(this.#text.slice(this.#at + 1, end));
      this.#at = end + 1;
      this.#skip();
    } while (this.#match(/\+/y) !== null);
    return value;
  }

  #closingQuote(from: number): number {
    for (let at = this.#text.indexOf('"', from); at >= 0; at = this.#text.indexOf('"', at + 1)) {
      let slashes = 0;
      while (this.#text[at - 1 - slashes] === "\\" && at - 1 - slashes >= from) slashes++;
      if (slashes % 2 === 0) return at;
    }
    return -1;
  }

  #skip(): void {
    while (this.#match(skipped) !== null);
  }

  #html(line: number): string {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at];
      if (character === "<") depth++;
      else if (character === ">" && --depth === 0) return this.#text.slice(start + 1, this.#at++);
    }
    throw new PlanError(line, "an HTML string that begins here has no end");
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#at += found[0].length;
    return found[0];
  }

  #lineHere(): number {
    for (let at = this.#text.indexOf("\n", this.#counted); at >= 0 && at < this.#at; at = this.#text.indexOf("\n", this.#counted)) {
      this.#line++;
      this.#counted = at + 1;
    }
    return this.#line;
  }
}

function unescaped(text: string): string {
  return text.includes("\\") ? text.replaceAll(/\\(["\\]|\r?\n)/g, (_, character: string) => (character.endsWith("\n") ? "" : character)) : text;
}

import { printable } from "../../base/index.ts";

/** A quoted DOT identifier that our reader and Graphviz take back as it was (names with backslashes aside, which Graphviz keeps doubled). */
export function dotString(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, "\\$&")}"`;
}

/** Text for people inside a quoted DOT label: Graphviz shows a doubled backslash as one. */
export function dotLabel(text: string): string {
  return dotString(printable(text, 120));
}

/** Text inside XML, in elements and attributes. Characters that XML 1.0 cannot hold are replaced. */
export function xmlText(text: string): string {
  return printable(text).replaceAll(/[&<>"']|[\ufffe\uffff]/g, (character) => xmlEntities[character] ?? "\ufffd");
}

const xmlEntities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text inside a quoted Mermaid label: everything that Mermaid, its markdown or HTML could take for markup becomes an entity. */
export function mermaidText(text: string): string {
  return `"${printable(text, 120).replaceAll(/[^\p{L}\p{N} :/.,_@~+=-]/gu, (character) => `#${character.codePointAt(0)};`)}"`;
}

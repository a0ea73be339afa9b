import type { OptionSpec } from "../command.ts";

/** Every command takes these. */
export const commonOptions: readonly OptionSpec[] = [
  {
    name: "color",
    kind: "choice",
    choices: ["auto", "always", "never"],
    value: "WHEN",
    default: "auto",
    summary: "Color the output",
    section: "Common",
  },
  { name: "help", short: "h", kind: "flag", summary: "Show this help", section: "Common" },
];

/** Commands that ask a running daemon. */
export const clientOptions: readonly OptionSpec[] = [
  {
    name: "server",
    kind: "text",
    value: "URL|unix:PATH",
    summary: "The daemon to ask; default: LLDP_WATCH_SERVER, else the local socket, else http://127.0.0.1:8802",
    section: "Connection",
  },
  {
    name: "token-file",
    kind: "text",
    value: "FILE",
    completes: "file",
    summary: "File with the token of the server; default: LLDP_WATCH_TOKEN_FILE",
    section: "Connection",
  },
];

const format = (formats: readonly string[], standard: string): OptionSpec => ({
  name: "format",
  kind: "choice",
  choices: formats,
  value: "FORMAT",
  default: standard,
  summary: `Form of the answer: ${formats.join(", ")}`,
  section: "Output",
});

const jsonOption: OptionSpec = { name: "json", kind: "flag", summary: "Same as --format json", section: "Output" };
const ndjsonOption: OptionSpec = { name: "ndjson", kind: "flag", summary: "Same as --format ndjson: one JSON value per line", section: "Output" };

/** For answers that are one document: text for people, or JSON. */
export function documentOptions(formats: readonly string[], standard = "text"): readonly OptionSpec[] {
  return [format(formats, standard), jsonOption];
}

/** For streams and lists of values without columns. */
export function lineOptions(formats: readonly string[], standard: string): readonly OptionSpec[] {
  return [format(formats, standard), jsonOption, ndjsonOption];
}

/** For lists that are shown as a table; `columns` are the keys that --columns knows. */
export function tableOptions(columns: readonly string[], formats: readonly string[] = ["table", "json", "ndjson", "csv"]): readonly OptionSpec[] {
  return [
    ...lineOptions(formats, "table"),
    { name: "no-headers", kind: "flag", summary: "Leave out the line of titles", section: "Output" },
    { name: "columns", kind: "text", value: "LIST", summary: `Columns to show, with commas between: ${columns.join(", ")}`, section: "Output" },
  ];
}

/** Narrow a list by where it happens. */
export const placeOptions: readonly OptionSpec[] = [
  {
    name: "namespace",
    short: "n",
    kind: "text",
    value: "PATTERN",
    completes: "namespace",
    summary: "Only these namespaces: names or wildcards with commas between, !name to leave one out",
  },
  { name: "interface", short: "i", kind: "text", value: "PATTERN", completes: "interface", summary: "Only these interfaces; same grammar" },
];

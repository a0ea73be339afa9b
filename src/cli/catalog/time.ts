import type { CommandSpec } from "../command.ts";
import { eventColumnKeys } from "./columns.ts";
import { clientOptions, documentOptions, lineOptions, placeOptions, tableOptions } from "./shared-options.ts";

const momentHelp = "A moment is RFC 3339 (2026-11-25T08:00:00Z), an age (-10m, -2h, -1d), now, or the id of an event.";
export const topologyFormats = ["tree", "json", "dot", "graphml", "netjson", "rfc8345", "mermaid", "containerlab"] as const;

export const topologyCommand: CommandSpec = {
  name: "topology",
  summary: "The whole graph, now or in the past",
  description: ["Drawn as a tree for people, or written in a form that other programs read.", momentHelp],
  positionals: [],
  options: [
    { name: "at", kind: "text", value: "MOMENT", summary: "As it was then (needs the daemon's history)" },
    { name: "namespace", short: "n", kind: "text", value: "NAME", completes: "namespace", summary: "Only this namespace and its links" },
    ...documentOptions(topologyFormats, "tree"),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch topology", says: "the tree of nodes and their links" },
    { command: "lldp-watch topology --format dot | dot -Tsvg > lab.svg", says: "a drawing by Graphviz" },
    { command: "lldp-watch topology --at -10m --json", says: "ten minutes ago" },
  ],
};

export const diffCommand: CommandSpec = {
  name: "diff",
  summary: "What changed between two moments",
  description: ["Nodes and links that came, went or changed.", momentHelp],
  positionals: [
    { name: "FROM", summary: "The earlier moment" },
    { name: "TO", summary: "The later moment; default: now", optional: true },
  ],
  options: [...documentOptions(["text", "json"]), ...clientOptions],
  examples: [
    { command: "lldp-watch diff -1h now", says: "the last hour" },
    { command: "lldp-watch diff 2026-11-25T08:00:00Z", says: "since this morning" },
  ],
};

export const eventsCommand: CommandSpec = {
  name: "events",
  summary: "What happened, from the daemon's history",
  description: ["One line per change, oldest first.", momentHelp],
  positionals: [],
  options: [
    { name: "since", kind: "text", value: "MOMENT", summary: "Only events after this moment" },
    { name: "limit", kind: "number", min: 1, max: 1_000_000, value: "N", default: "1000", summary: "At most so many, the newest" },
    ...placeOptions,
    ...tableOptions(eventColumnKeys),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch events --since -10m", says: "the last ten minutes" },
    { command: "lldp-watch events --since now --json", says: "an empty answer with the id to go on from" },
  ],
};

export const watchCommand: CommandSpec = {
  name: "watch",
  summary: "One line per change, as it happens",
  description: ["Like ip monitor. When the daemon goes away it waits for it and goes on where it was; a gap is told on standard error."],
  positionals: [],
  options: [
    ...placeOptions,
    { name: "after", kind: "text", value: "EVENT", summary: "Start after this event instead of now" },
    { name: "count", short: "c", kind: "number", min: 1, value: "N", summary: "End after so many lines" },
    { name: "no-reconnect", kind: "flag", summary: "End with 3 when the daemon goes away" },
    ...lineOptions(["text", "ndjson"], "text").filter((option) => option.name !== "json"),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch watch", says: "everything, until Ctrl-C" },
    { command: "lldp-watch watch --ndjson --count 1 -n net0", says: "the next event in net0, as JSON" },
  ],
};

export const waitCommand: CommandSpec = {
  name: "wait",
  summary: "Wait until a link is up, for scripts",
  description: [
    "Ends with 0 as soon as everything that was asked for holds, and with 4 when the time is over, saying what is missing.",
    "--all holds when at least one wired link is known and every wired link is heard in each direction that can be heard.",
  ],
  positionals: [],
  options: [
    { name: "all", kind: "flag", summary: "Every wired link is heard both ways" },
    {
      name: "neighbor",
      kind: "text",
      multiple: true,
      value: "NAME",
      summary: "Somebody with this system name (with or without @HOST or domain), chassis id or namespace is heard",
    },
    { name: "port", kind: "text", multiple: true, value: "PORT", completes: "port", summary: "This port has a neighbor" },
    { name: "timeout", short: "t", kind: "number", min: 0, value: "SECONDS", default: "30", summary: "Give up after so long" },
    { name: "quiet", short: "q", kind: "flag", summary: "Print nothing" },
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch wait --all --timeout 60", says: "the lab is up" },
    { command: "lldp-watch wait --neighbor leaf1 --port spine1:eth3", says: "two things at once" },
  ],
};

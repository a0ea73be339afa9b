import type { CommandSpec } from "../command.ts";
import { linkColumnKeys, namespaceColumnKeys, neighborColumnKeys, portColumnKeys } from "./columns.ts";
import { clientOptions, documentOptions, placeOptions, tableOptions } from "./shared-options.ts";

const listDescription = "Without a terminal nothing is cut off; on a terminal the table fits its width and less important columns give way.";

export const neighborsCommand: CommandSpec = {
  name: "neighbors",
  summary: "Who is at the other end of every port",
  description: [
    "One line per neighbor: where it was heard, its name, its port, what it can do and how to reach it.",
    listDescription,
    "With --local no daemon is needed: one is run for a single round, without a listener and without state, and then stopped.",
  ],
  positionals: [],
  options: [
    ...placeOptions,
    { name: "local", kind: "flag", summary: "Run one round without a daemon (needs privilege)" },
    {
      name: "listen-for",
      kind: "number",
      min: 1,
      max: 3600,
      value: "SECONDS",
      default: "5",
      summary: "With --local: how long to listen; ends early when every wired link is heard both ways and no port leaves the machine",
    },
    { name: "direct", kind: "flag", summary: "With --local: without the privileged helper" },
    ...tableOptions(neighborColumnKeys, ["table", "json", "ndjson", "csv", "lldpcli-json"]),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch neighbors", says: "everybody, as a table" },
    { command: "lldp-watch neighbors -n 'leaf*' --columns port,neighbor,its-port", says: "three columns of some namespaces" },
    { command: "lldp-watch neighbors --ndjson | jq -r .systemName", says: "one JSON value per line for other programs" },
    { command: "lldp-watch neighbors --format lldpcli-json", says: "the json0 form of lldpcli, for scripts written for lldpd" },
    { command: "sudo lldp-watch neighbors --local", says: "one round on a machine where no daemon runs" },
  ],
};

export const portsCommand: CommandSpec = {
  name: "ports",
  summary: "Every interface of every namespace, and how its link is doing",
  description: ["One line per port with its state, its neighbors, what the kernel knows of its wire, and the verdict on its link.", listDescription],
  positionals: [],
  options: [...placeOptions, ...tableOptions(portColumnKeys), ...clientOptions],
  examples: [
    { command: "lldp-watch ports", says: "all ports" },
    { command: "lldp-watch ports --no-headers --columns port,verdict", says: "two columns for a script" },
    { command: "lldp-watch ports --json", says: "with every counter" },
  ],
};

export const portSetCommand: CommandSpec = {
  name: "port set",
  summary: "Change how a port speaks LLDP, until the daemon ends",
  description: ["Needs the token of the server. What the configuration file says applies again after a restart."],
  positionals: [{ name: "PORT", summary: "Port as NAMESPACE:INTERFACE", completes: "port" }],
  options: [
    { name: "mode", kind: "choice", choices: ["rx-and-tx", "rx-only", "tx-only", "disabled"], value: "MODE", summary: "The new mode (required)" },
    ...documentOptions(["text", "json"]),
    ...clientOptions,
  ],
  examples: [{ command: "lldp-watch port set net0:eth0 --mode rx-only", says: "hear, but say nothing" }],
};

export const namespacesCommand: CommandSpec = {
  name: "namespaces",
  summary: "Every network namespace that is watched",
  description: ["One line per namespace with what holds it, its state and how many ports it has.", listDescription],
  positionals: [],
  options: [placeOptions[0] as (typeof placeOptions)[number], ...tableOptions(namespaceColumnKeys), ...clientOptions],
  examples: [
    { command: "lldp-watch namespaces", says: "all of them" },
    { command: "lldp-watch namespaces --no-headers --columns namespace", says: "the names alone" },
  ],
};

export const linksCommand: CommandSpec = {
  name: "links",
  summary: "Every link: planned, wired, heard, and the verdict",
  description: [
    "A link joins two ports. Three things may be known of it: whether a plan wants it, whether the kernel says it is wired, and which end hears the other.",
    listDescription,
  ],
  positionals: [],
  options: [
    ...placeOptions,
    { name: "verdict", kind: "text", value: "LIST", summary: "Only these verdicts, with commas between; bad for everything but ok" },
    ...tableOptions(linkColumnKeys),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch links", says: "all links" },
    { command: "lldp-watch links --verdict bad --columns a,b,verdict,fix", says: "what is wrong and the command that mends it" },
  ],
};

export const statusCommand: CommandSpec = {
  name: "status",
  summary: "How the daemon is doing",
  description: ["Version, age, how much it watches, how its links are, and whether history, bus and push work."],
  positionals: [],
  options: [...documentOptions(["text", "json"]), ...clientOptions],
  examples: [{ command: "lldp-watch status", says: "in words" }],
};

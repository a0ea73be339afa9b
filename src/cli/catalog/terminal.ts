import type { CommandSpec } from "../command.ts";
import { clientOptions } from "./shared-options.ts";

export const sortKeys = ["port", "state", "neighbor", "verdict", "age", "rate"] as const;
export const groupings = ["none", "namespace", "host"] as const;

export const liveCommand: CommandSpec = {
  name: "live",
  summary: "Live table of every port and who is at its other end (the default)",
  description: [
    "Shows every NIC of every namespace and follows each change. Press ? for the keys.",
    "When no daemon runs and the privilege is there, one is run inside: without state, without a listener, and silent on interfaces that leave the machine unless --mode says otherwise.",
  ],
  positionals: [],
  options: [
    { name: "filter", kind: "text", value: "TEXT", summary: "Start with this filter" },
    { name: "sort", kind: "choice", choices: sortKeys, value: "KEY", default: "port", summary: `Start sorted by ${sortKeys.join(", ")}` },
    { name: "group", kind: "choice", choices: groupings, value: "BY", default: "none", summary: `Group rows by ${groupings.slice(1).join(" or ")}` },
    { name: "local", kind: "flag", summary: "Run a daemon inside even when one is running", section: "Daemon inside" },
    { name: "namespaces", kind: "text", value: "PATTERN", summary: "Namespaces to speak in", section: "Daemon inside" },
    { name: "interfaces", kind: "text", value: "PATTERN", summary: "Interfaces to speak on", section: "Daemon inside" },
    {
      name: "mode",
      kind: "choice",
      choices: ["rx-and-tx", "rx-only", "tx-only", "disabled"],
      value: "MODE",
      summary: "How to speak on every port",
      section: "Daemon inside",
    },
    { name: "direct", kind: "flag", summary: "Without the privileged helper", section: "Daemon inside" },
    ...clientOptions,
  ],
  examples: [
    { command: "sudo lldp-watch", says: "everything on this machine" },
    { command: "lldp-watch --filter leaf --group namespace", says: "some of it, grouped" },
    { command: "lldp-watch --server https://lab7.example:8802 --token-file ~/.lab7", says: "another machine" },
  ],
};

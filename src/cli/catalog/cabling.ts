import type { CommandSpec } from "../command.ts";
import { clientOptions, documentOptions, lineOptions } from "./shared-options.ts";

export const verifyCommand: CommandSpec = {
  name: "verify",
  summary: "Compare the cabling with a plan",
  description: [
    "PLAN is a containerlab file, a Graphviz file in the form of PTM, or one of the other forms in docs/reference/formats.md.",
    "Ends with 0 when every planned link is ok, with 4 when one is not, with 2 when the plan cannot be read.",
  ],
  positionals: [{ name: "PLAN", summary: "The plan, or - for standard input", completes: "file" }],
  options: [
    { name: "strict", kind: "flag", summary: "Links that no plan mentions are a failure as well" },
    { name: "wait", kind: "number", min: 0, value: "SECONDS", summary: "Ask again until all is well, for so many seconds" },
    { name: "all", kind: "flag", summary: "List the links that are ok as well" },
    ...lineOptions(["text", "json", "ndjson"], "text"),
    ...clientOptions,
  ],
  examples: [
    { command: "lldp-watch verify lab.clab.yml", says: "for people and for CI" },
    { command: "lldp-watch verify lab.clab.yml --wait 30", says: "for a lab that was just brought up" },
    { command: "lldp-watch verify lab.clab.yml --json | jq .summary", says: "for programs" },
  ],
};

export const explainCommand: CommandSpec = {
  name: "explain",
  summary: "Why a port has the link it has, or has none",
  description: ["The verdict, the reason, every fact that led to it with where it came from, and the command that mends it."],
  positionals: [
    { name: "PORT", summary: "Port as NAMESPACE:INTERFACE", completes: "port" },
    { name: "PEER", summary: "The port that should be at the other end", optional: true, completes: "port" },
  ],
  options: [...documentOptions(["text", "json"]), ...clientOptions],
  examples: [
    { command: "lldp-watch explain net0:eth0", says: "one port" },
    { command: "lldp-watch explain net0:eth0 net1:eth0", says: "why these two do not see each other" },
  ],
};

export const snapshotCommand: CommandSpec = {
  name: "snapshot",
  summary: "Write a plan of how it is cabled now",
  description: ["Learns the present cabling so that verify can hold the network to it later."],
  positionals: [],
  options: [
    {
      name: "format",
      kind: "choice",
      choices: ["dot", "containerlab"],
      value: "FORMAT",
      default: "dot",
      summary: "Form of the plan: dot, containerlab",
      section: "Output",
    },
    ...clientOptions,
  ],
  examples: [{ command: "lldp-watch snapshot > plan.dot", says: "learn how it is cabled now" }],
};

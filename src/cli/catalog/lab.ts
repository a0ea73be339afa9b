import type { CommandSpec, OptionSpec, PositionalSpec } from "../command.ts";
import { documentOptions } from "./shared-options.ts";

const file: PositionalSpec = { name: "FILE", summary: "The lab file, or - for standard input", completes: "file" };
const fileOrName: PositionalSpec = { name: "FILE|NAME", summary: "The lab file, - for standard input, or the lab's name", completes: "file" };
const node: PositionalSpec = { name: "NODE", summary: "A node of a lab that is up", completes: "namespace" };
const end: PositionalSpec = { name: "NODE:IF", summary: "One end of a cable of a lab that is up", completes: "port" };
const variable: OptionSpec = {
  name: "var",
  kind: "text",
  value: "NAME=VALUE",
  multiple: true,
  summary: "Value of a variable of the file; the environment is asked next",
};
const inLab: OptionSpec = { name: "lab", kind: "text", value: "NAME", summary: "The lab that is meant, when several have such a node" };

const upCommand: CommandSpec = {
  name: "lab up",
  summary: "Build the network of a lab file, or apply what changed in it",
  description: [
    "The file has containerlab's topology form; every node becomes a network namespace, a bridge, or joins the host or a running container.",
    "On a lab that is up only the difference is applied. When anything fails, and on Ctrl-C, what this run made is undone.",
    "A name that something else has taken is refused before anything is made.",
  ],
  positionals: [file],
  options: [{ name: "dry-run", kind: "flag", summary: "Check the file and say what it describes; make nothing" }, variable],
  examples: [
    { command: "lldp-watch lab up examples/one-machine.clab.yml", says: "build it" },
    { command: "lldp-watch lab new clos --spines 4 --leaves 20 --servers 200 | lldp-watch lab up -", says: "224 namespaces from one line" },
  ],
};

const downCommand: CommandSpec = {
  name: "lab down",
  summary: "Take a lab down",
  description: [
    "Ends the processes in the lab's namespaces and removes the namespaces and cables that carry the lab's mark, and nothing else.",
    "Also clears away what a run left behind that was killed.",
  ],
  positionals: [fileOrName],
  options: [variable],
  examples: [{ command: "lldp-watch lab down one-machine", says: "by name, the file is not needed" }],
};

const statusCommand: CommandSpec = {
  name: "lab status",
  summary: "What stands, what is cut, what is gone",
  description: ["Without FILE|NAME every lab that is up."],
  positionals: [{ ...fileOrName, optional: true }],
  options: [variable, ...documentOptions(["text", "json"])],
  examples: [{ command: "lldp-watch lab status --json | jq '.labs[].links[] | select(.state != \"up\")'", says: "only what is not up" }],
};

const execCommand: CommandSpec = {
  name: "lab exec",
  summary: "Run a command in a node",
  description: ["Ends with the status of the command."],
  positionals: [node],
  options: [inLab],
  passesRest: true,
  examples: [{ command: "lldp-watch lab exec net0 -- ip address", says: "what net0 has" }],
};

const shellCommand: CommandSpec = {
  name: "lab shell",
  summary: "A shell in a node",
  description: ["Runs SHELL, or sh, with the node's name in the prompt."],
  positionals: [node],
  options: [inLab],
  examples: [{ command: "lldp-watch lab shell net0", says: "sit down at net0" }],
};

const pingCommand: CommandSpec = {
  name: "lab ping",
  summary: "Ping from one node to another",
  description: ["The address is that of B's loopback interface if it has one, else B's first. Ends with 0 when an answer came, else with 1."],
  positionals: [
    { ...node, name: "A" },
    { ...node, name: "B" },
  ],
  options: [{ name: "count", short: "c", kind: "number", value: "N", min: 1, max: 100000, default: "3", summary: "How many requests" }, inLab],
  examples: [{ command: "lldp-watch lab ping server1 server200 -c 1", says: "across the fabric" }],
};

const graphCommand: CommandSpec = {
  name: "lab graph",
  summary: "Draw a lab file",
  description: ["Draws what the file says, whether it is up or not; `topology` draws what is really there."],
  positionals: [file],
  options: [variable, ...documentOptions(["tree", "json", "dot", "graphml", "netjson", "rfc8345", "mermaid"], "tree")],
  examples: [{ command: "lldp-watch lab graph lab.clab.yml --format dot | dot -Tsvg > lab.svg", says: "a picture" }],
};

const whole = (name: string, summary: string, min: number, max: number, standard?: string): OptionSpec => ({
  name,
  kind: "number",
  value: "N",
  min,
  max,
  summary,
  ...(standard === undefined ? {} : { default: standard }),
});

const newCommand: CommandSpec = {
  name: "lab new",
  summary: "Write a lab file of a usual shape",
  description: [
    "clos is a spine-leaf fabric with addresses and routes: every server reaches every other. ring, star, tree and random have addresses on every cable;",
    "star is one bridge with everybody around it. With --routes, nodes of ring, tree and random forward and reach each other's loopback.",
  ],
  positionals: [{ name: "SHAPE", summary: "clos, ring, star, tree or random", choices: ["clos", "ring", "star", "tree", "random"] }],
  options: [
    { name: "name", kind: "text", value: "NAME", summary: "Name of the lab; default: the shape" },
    { name: "prefix", kind: "text", value: "P", summary: "Namespaces are called P-NAME-NODE" },
    { name: "output", short: "o", kind: "text", value: "FILE", completes: "file", summary: "Write there instead of to standard output" },
    { ...whole("spines", "Spines of a clos", 1, 256, "2"), section: "clos" },
    { ...whole("leaves", "Leaves of a clos", 1, 4096, "4"), section: "clos" },
    { ...whole("servers", "Servers of a clos, in total", 0, 65536, "8"), section: "clos" },
    { ...whole("nodes", "Nodes", 2, 10000, "8"), section: "ring, star, tree, random" },
    { ...whole("fan-out", "Nodes below each node of a tree", 1, 1000, "2"), section: "ring, star, tree, random" },
    { ...whole("extra", "Cables of random besides those that connect it; default: as many as nodes", 0, 20000), section: "ring, star, tree, random" },
    { ...whole("seed", "Equal seeds give equal random networks", 0, 4294967295, "1"), section: "ring, star, tree, random" },
    { name: "routes", kind: "flag", summary: "Static shortest paths between all nodes, at most 128", section: "ring, star, tree, random" },
  ],
  examples: [
    { command: "lldp-watch lab new clos --spines 4 --leaves 20 --servers 200 -o dc.clab.yml", says: "a small data center" },
    { command: "lldp-watch lab new ring --nodes 1000 | lldp-watch lab up -", says: "a large ring" },
  ],
};

const cutCommand: CommandSpec = {
  name: "lab cut",
  summary: "Pull a cable out at one end",
  description: ["Sets that end down; the other end loses its carrier."],
  positionals: [end],
  options: [inLab],
  examples: [{ command: "lldp-watch lab cut net0:eth0", says: "and watch what lldp-watch says" }],
};

const joinCommand: CommandSpec = {
  name: "lab join",
  summary: "Put a cable back that lab cut pulled out",
  description: ["Sets that end up again."],
  positionals: [end],
  options: [inLab],
  examples: [{ command: "lldp-watch lab join net0:eth0", says: "the cable is back" }],
};

const maskCommand: CommandSpec = {
  name: "lab mask",
  summary: "Let a bridge forward LLDP, or not",
  description: ["on sets bit 14 of the bridge's group_fwd_mask (0x4000), off clears the mask, as the kernel has it from the start."],
  positionals: [
    { ...node, name: "BRIDGE", summary: "A bridge of a lab that is up" },
    { name: "on|off", summary: "on: 0x4000, off: 0", choices: ["on", "off"] },
  ],
  options: [inLab],
  examples: [{ command: "lldp-watch lab mask br0 off", says: "neighbors across br0 vanish" }],
};

const pcapCommand: CommandSpec = {
  name: "lab pcap",
  summary: "Capture what passes an interface of a node",
  description: ["Runs tcpdump in the node. After -- a filter in tcpdump's words. Ctrl-C ends the capture."],
  positionals: [end, { name: "FILE", summary: "Where to write, or - for standard output", completes: "file" }],
  options: [{ name: "count", short: "c", kind: "number", value: "N", min: 1, max: 4294967295, summary: "End after so many frames" }, inLab],
  passesRest: true,
  examples: [
    { command: "lldp-watch lab pcap net0:eth0 lldp.pcap -c 10 -- ether proto 0x88cc", says: "ten LLDP frames" },
    { command: "lldp-watch lab pcap net0:eth0 - | wireshark -k -i -", says: "look live" },
  ],
};

/** Everything below `lldp-watch lab`. */
export const labCommands: readonly CommandSpec[] = [
  upCommand,
  downCommand,
  statusCommand,
  execCommand,
  shellCommand,
  pingCommand,
  cutCommand,
  joinCommand,
  maskCommand,
  pcapCommand,
  graphCommand,
  newCommand,
];

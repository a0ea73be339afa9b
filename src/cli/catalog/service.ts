import { daemonOptions } from "../../daemon/config/options.ts";
import type { CommandSpec, OptionSpec } from "../command.ts";
import { documentOptions } from "./shared-options.ts";

const configOption = daemonOptions.find((option) => option.name === "config") as OptionSpec;

export const daemonCommand: CommandSpec = {
  name: "daemon",
  summary: "The service: speaks LLDP everywhere and answers questions",
  description: [
    "Every option may also stand in the configuration file, as a key of the same name, and in the environment: --tx-interval is LLDP_WATCH_TX_INTERVAL. Flags win over the environment, the environment over the file.",
    "SIGHUP reads the file again; neighbors are kept. SIGTERM and Ctrl-C say goodbye to every neighbor and end with 0.",
  ],
  positionals: [],
  options: daemonOptions,
  examples: [
    { command: "sudo lldp-watch daemon", says: "with /etc/lldp-watch/config.yaml" },
    { command: "sudo lldp-watch daemon --namespaces 'lab-*' --state none", says: "for one lab, leaving nothing behind" },
    { command: "sudo lldp-watch daemon --listen 0.0.0.0:8802 --token-file /etc/lldp-watch/token", says: "for other machines" },
  ],
};

// A collector has no interfaces: what tells the daemon where and how to speak is not for it.
const collecting = /^(listen|socket|token-file|insecure-listen|tls-|allow-host|state|config|plan|log-level|history-|metrics-|nats|influx-)/;
export const collectorOptions: readonly OptionSpec[] = daemonOptions.filter(({ name }) => collecting.test(name));

const bucketOptions: readonly OptionSpec[] = [
  { name: "init", kind: "flag", summary: "Make the bucket, or check the one that is there, and end", section: "Bucket" },
  {
    name: "replicas",
    kind: "number",
    value: "N",
    min: 1,
    max: 5,
    default: "1",
    summary: "Servers of a cluster that hold the bucket, with --init",
    section: "Bucket",
  },
  {
    name: "max-megabytes",
    kind: "number",
    value: "MB",
    min: 1,
    max: 1_000_000,
    summary: "Largest size of the bucket, with --init; default: no limit",
    section: "Bucket",
  },
];

export const collectCommand: CommandSpec = {
  name: "collect",
  summary: "Serve the topology of many machines",
  description: [
    "Reads what every daemon with --nats publishes and serves it as one graph: the same API, page, metrics, plan and history, with HOST/ in front of every id. Any number of collectors may run.",
    "Needs no privilege. Unlike the daemon it has no Unix socket and keeps no history unless it is told to, and reads no configuration file but the one of --config.",
  ],
  positionals: [],
  options: [
    ...bucketOptions,
    ...collectorOptions.map((option) => (["socket", "state"].includes(option.name) ? { ...option, default: "none" } : option)),
  ],
  examples: [
    { command: "lldp-watch collect --nats nats://nats.example:4222 --init", says: "once, before the first machine publishes" },
    { command: "lldp-watch collect --nats nats://nats.example:4222", says: "page and API on 127.0.0.1:8802" },
    {
      command: "lldp-watch collect --nats tls://nats.example:4222 --nats-credentials collector.creds --state /var/lib/lldp-watch-collect",
      says: "with history",
    },
  ],
};

export const configCheckCommand: CommandSpec = {
  name: "config check",
  summary: "Check a configuration file without starting anything",
  description: ["Prints every fault with its line, and ends with 2 when there is one. Without a fault it prints what would apply."],
  positionals: [{ name: "FILE", summary: "The file; default: as for the daemon", optional: true, completes: "file" }],
  options: [configOption, ...documentOptions(["text", "json"])],
  examples: [
    { command: "lldp-watch config check", says: "before systemctl reload lldp-watch" },
    { command: "lldp-watch config check new.yaml --json", says: "what would apply, for programs" },
  ],
};

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

export const completionCommand: CommandSpec = {
  name: "completion",
  summary: "Print the completion script of a shell",
  description: ["The scripts ask the running daemon for namespaces, interfaces and ports, and stay silent when there is none."],
  positionals: [{ name: "SHELL", summary: "bash, zsh or fish", choices: shells }],
  options: [],
  examples: [
    { command: "lldp-watch completion bash > /etc/bash_completion.d/lldp-watch", says: "for every user of bash" },
    { command: "lldp-watch completion fish | source", says: "for this session" },
  ],
};

export const referenceForms = ["markdown", "man1", "man5", "man8"] as const;
export type ReferenceForm = (typeof referenceForms)[number];

export const referenceCommand: CommandSpec = {
  name: "reference",
  summary: "Print the reference page or a man page of this version",
  description: ["What docs/reference/cli.md and the man pages are made with."],
  positionals: [{ name: "FORM", summary: "markdown, man1, man5 or man8", choices: referenceForms }],
  options: [],
  examples: [{ command: "lldp-watch reference man1 | man -l -", says: "read the page that belongs to this version" }],
  hidden: true,
};

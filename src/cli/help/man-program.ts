import { catalog } from "../catalog/index.ts";
import { commonOptions } from "../catalog/shared-options.ts";
import type { CommandSpec } from "../command.ts";
import { keyHelp } from "../live/frame/help-pane.ts";
import { optionList } from "./man-options.ts";
import { macroWords, pageHead, roff, sentences, tagList } from "./mdoc.ts";

/** lldp-watch(1): every command with its options and examples. */
export function programPage(): string {
  const sections = catalog.flatMap(({ commands }) => commands.filter((command) => !command.hidden && command.name !== "daemon"));
  return `${[
    pageHead({ name: "lldp-watch", section: 1, summary: "what is plugged into what, in every network namespace" }),
    `.Sh SYNOPSIS
.Nm
.Op Ar options
.Nm
.Ar command
.Op Ar options`,
    `.Sh DESCRIPTION
.Nm
speaks LLDP on every interface of every network namespace of a machine,
keeps a graph of what is connected to what,
and explains every link that is missing.
Without a command it shows the live table.
The service itself is described in
.Xr lldp-watch 8 ,
its configuration file in
.Xr lldp-watch.conf 5 .`,
    ".Sh COMMANDS",
    ...sections.map(commandSection),
    `.Sh COMMON OPTIONS
${optionList(commonOptions)}`,
    `.Sh KEYS
In the live table:
${tagList(
  keyHelp.map(([keys, says]) => [
    keys
      .split(" ")
      .map((key) => `Ic ${macroWords(key)}`)
      .join(" , "),
    `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
  ]),
)}`,
    `.Sh ENVIRONMENT
${tagList([
  ["Ev LLDP_WATCH_SERVER", "The daemon to ask, as for --server."],
  ["Ev LLDP_WATCH_TOKEN_FILE", "File with its token, as for --token-file."],
  ["Ev NO_COLOR", "No color, when it is set and not empty."],
  ["Ev FORCE_COLOR", "Color also where there is no terminal."],
  ["Ev COLUMNS", "Width of tables where no terminal says it."],
])}`,
    `.Sh FILES
${tagList([["Pa /run/lldp\\-watch/api.sock", "Socket of the local daemon."]])}`,
    `.Sh EXIT STATUS
${tagList([
  ["0", "Everything went well; also the live table after SIGTERM or Ctrl-C."],
  ["1", "It failed."],
  ["2", "A bad flag, command, value or file."],
  ["3", "No daemon could be reached."],
  ["4", "The network is not as verify or wait expects."],
  ["130", "A one-shot command was interrupted."],
])}`,
    `.Sh SEE ALSO
.Xr lldp-watch.conf 5 ,
.Xr ip-netns 8 ,
.Xr lldp-watch 8`,
    `.Sh STANDARDS
.Rs
.%T IEEE Std 802.1AB\\-2016
.Re`,
  ].join("\n")}\n`;
}

function commandSection(command: CommandSpec): string {
  const usage = command.positionals.map((positional) => {
    const words = `Ar ${macroWords(positional.name)}${positional.multiple ? " ..." : ""}`;
    return positional.optional ? `Op ${words}` : words;
  });
  const own = command.options;
  return [
    `.Ss ${roff(command.name)}`,
    `.Nm lldp-watch
.Cm ${macroWords(command.name)}
.Op Ar options`,
    ...usage.map((words) => `.${words}`),
    ".Pp",
    sentences(`${command.summary}.`),
    ...command.description.map((text) => `.Pp\n${sentences(text)}`),
    ...(command.positionals.length > 0 ? [tagList(command.positionals.map((each) => [`Ar ${macroWords(each.name)}`, `${each.summary}.`]))] : []),
    ...(own.length > 0 ? [optionList(own)] : []),
    ".Pp",
    "Examples:",
    ...command.examples.map(({ command: line, says }) => `.Pp\n.Dl ${roff(line)}\n.Pp\n${sentences(`${says}.`)}`),
  ].join("\n");
}

import { daemonCommand } from "../catalog/service.ts";
import { optionList } from "./man-options.ts";
import { pageHead, roff, sentences, tagList } from "./mdoc.ts";
import { optionSections } from "./option-text.ts";

/** lldp-watch(8): the service. */
export function daemonPage(): string {
  return `${[
    pageHead({ name: "lldp-watch", section: 8, summary: "LLDP service for every network namespace of a machine" }),
    `.Sh SYNOPSIS
.Nm lldp-watch
.Cm daemon
.Op Ar options`,
    `.Sh DESCRIPTION
${daemonCommand.description.map(sentences).join("\n.Pp\n")}
.Pp
By hand it receives everywhere,
but does not transmit on interfaces that leave the machine unless
.Fl \\-mode
says so.`,
    ".Sh OPTIONS",
    ...optionSections(daemonCommand)
      .filter(({ title }) => title !== "Common")
      .map(({ title, options }) => `.Ss ${roff(title)}\n${optionList(options)}`),
    `.Sh SIGNALS
${tagList([
  ["Dv SIGHUP", "Reads the configuration file again. Neighbors are kept; options that need a restart are named in the log."],
  ["Dv SIGTERM , Dv SIGINT", "Sends a shutdown LLDPDU on every port and ends with 0."],
])}`,
    `.Sh FILES
${tagList([
  ["Pa /etc/lldp\\-watch/config.yaml", "Configuration."],
  ["Pa /run/lldp\\-watch/api.sock", "Socket for the command line."],
  ["Pa /var/lib/lldp\\-watch", "History and the chassis id."],
])}`,
    `.Sh EXIT STATUS
${tagList([
  ["0", "Ended by a signal."],
  ["1", "It failed."],
  ["2", "A bad flag or configuration."],
])}`,
    `.Sh EXAMPLES
${daemonCommand.examples.map(({ command, says }) => `.Dl ${roff(command)}\n.Pp\n${roff(says.charAt(0).toUpperCase() + says.slice(1))}.`).join("\n.Pp\n")}`,
    `.Sh SEE ALSO
.Xr lldp-watch 1 ,
.Xr lldp-watch.conf 5`,
  ].join("\n")}\n`;
}

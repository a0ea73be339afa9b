import { daemonOptions } from "../../daemon/config/options.ts";
import type { OptionSpec } from "../command.ts";
import { macroWords, pageHead, tagList } from "./mdoc.ts";
import { optionSummary } from "./option-text.ts";

/** lldp-watch.conf(5): the configuration file. */
export function configurationPage(): string {
  const options: readonly (OptionSpec & { readonly restart?: true })[] = daemonOptions.filter((option) => option.name !== "config");
  return `${[
    pageHead({ name: "lldp-watch.conf", section: 5, summary: "configuration of lldp-watch" }),
    `.Sh DESCRIPTION
The file
.Pa /etc/lldp\\-watch/config.yaml
is YAML: one key a line.
Every option of
.Xr lldp-watch 8
is a key of the same name, without the dashes in front.
A flag wins over the environment, the environment over the file.
Unknown keys and values that do not fit are refused, with their line;
.Ic lldp-watch config check
tells them without starting anything.
.Pp
.Dv SIGHUP
makes the daemon read the file again without losing a neighbor.
What needs a restart is marked.`,
    `.Sh KEYS
${tagList(options.map((option) => [`Cm ${macroWords(option.name)} : Ar ${macroWords(option.value ?? "true|false")}`, `${optionSummary(option)}.${option.restart ? " Needs a restart." : ""}`]))}`,
    `.Sh PORT RULES
Below
.Cm ports :
stands a list of rules.
Each has
.Cm match ,
a pattern of port ids, and
.Cm mode ;
the first that matches counts.
.Bd -literal -offset indent
ports:
  \\- match: "host:enp1s0"
    mode: rx\\-and\\-tx
  \\- match: "lab\\-*:mgmt*"
    mode: disabled
.Ed`,
    `.Sh FILES
${tagList([["Pa /etc/lldp\\-watch/config.yaml", "Read when it is there."]])}`,
    `.Sh EXAMPLES
.Bd -literal -offset indent
listen: 127.0.0.1:8802
namespaces: "lab\\-*,!lab\\-tmp*"
tx\\-interval: 30
log\\-level: info
.Ed`,
    `.Sh SEE ALSO
.Xr lldp-watch 1 ,
.Xr lldp-watch 8`,
  ].join("\n")}\n`;
}

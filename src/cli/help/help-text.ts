import { type CatalogSection, commandsBelow } from "../catalog/index.ts";
import type { CommandSpec } from "../command.ts";
import { optionSections, optionSummary, optionTerm, usageLine } from "./option-text.ts";
import { definitions, wrap } from "./wrap.ts";

/** Help of one command for a terminal of `width` cells. */
export function commandHelp(spec: CommandSpec, width: number): string {
  const positionals = spec.positionals.map((positional) => [positional.name, positional.summary] as const);
  return paragraphs([
    [`${spec.summary}.`],
    [`Usage: ${usageLine(spec)}`],
    ...spec.description.map((text) => wrap(text, width)),
    positionals.length > 0 ? ["Arguments:", ...definitions(positionals, width)] : [],
    ...optionSections(spec).map(({ title, options }) => [
      `${title}:`,
      ...definitions(
        options.map((option) => [optionTerm(option), optionSummary(option)]),
        width,
      ),
    ]),
    ["Examples:", ...spec.examples.flatMap(({ command, says }) => [`  ${command}`, `      ${says}`])],
  ]);
}

/** Help of the whole program. */
export function programHelp(sections: readonly CatalogSection[], width: number): string {
  return paragraphs([
    wrap("lldp-watch shows what is plugged into what, in every network namespace of this machine, and explains every link that is missing.", width),
    ["Usage: lldp-watch [OPTIONS]             the live table", "       lldp-watch COMMAND [OPTIONS]"],
    ...sections.map(({ title, commands }) => [
      `${title}:`,
      ...definitions(
        commands.filter((command) => !command.hidden).map((command) => [command.name, command.summary]),
        width,
      ),
    ]),
    [
      "Examples:",
      "  sudo lldp-watch                        every NIC and who is at its other end",
      "  lldp-watch explain net0:eth0           why a link is missing, and the fix",
      "  lldp-watch verify lab.clab.yml         hold the cabling to a plan",
      "  lldp-watch wait --all --timeout 60     for scripts",
    ],
    ["Exit codes: 0 ok, 1 failed, 2 usage or bad file, 3 daemon not reachable,", "4 expectation not met, 130 interrupted."],
    ["lldp-watch COMMAND --help tells more; lldp-watch --version says which one this is."],
  ]);
}

/** Help for the first word of commands that have two (`lab`). */
export function familyHelp(word: string, width: number): string {
  const below = commandsBelow(word);
  return paragraphs([
    [`Usage: lldp-watch ${word} COMMAND [OPTIONS]`],
    [
      "Commands:",
      ...definitions(
        below.map((command) => [command.name, command.summary]),
        width,
      ),
    ],
    [`lldp-watch ${word} COMMAND --help tells more.`],
  ]);
}

function paragraphs(blocks: readonly (readonly string[])[]): string {
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

import { catalog } from "../catalog/index.ts";
import { commandHelp, programHelp } from "./help-text.ts";

const width = 96;

/** docs/reference/cli.md: the help of the program and of every command, and what the exit codes mean. */
export function referencePage(): string {
  const sections = catalog.flatMap(({ title, commands }) => {
    const shown = commands.filter((command) => !command.hidden);
    return shown.length === 0
      ? []
      : [`## ${title}`, ...shown.flatMap((command) => [`### lldp-watch ${command.name}`, fenced(commandHelp(command, width))])];
  });
  return `${["# Command line", "Made by `lldp-watch reference markdown` from the table of commands; a test compares. The same text is in `--help` and in the man pages.", fenced(programHelp(catalog, width)), ...sections, exitCodeTable].join("\n\n")}\n`;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

const exitCodeTable = `## Exit codes

| code | meaning |
|---|---|
| 0 | ok; also the daemon and the live view after SIGTERM or Ctrl-C, and a command whose reader went away |
| 1 | failed |
| 2 | a bad flag, command, value or file |
| 3 | no daemon could be reached |
| 4 | the network is not as \`verify\` or \`wait\` expects |
| 130 | a one-shot command was interrupted |

## Environment

| variable | meaning |
|---|---|
| \`LLDP_WATCH_SERVER\` | the daemon to ask, as for \`--server\` |
| \`LLDP_WATCH_TOKEN_FILE\` | file with its token, as for \`--token-file\` |
| \`NO_COLOR\`, \`FORCE_COLOR\`, \`TERM=dumb\` | no color; color also without a terminal; neither color nor live view |
| \`COLUMNS\` | width of tables where no terminal says it |`;

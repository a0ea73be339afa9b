import type { CommandSpec, CompletionSource, OptionSpec } from "../command.ts";
import { daemonQuestion, families, firstWords, offered, optionsOf, secondWords } from "./completion-source.ts";

/** The completion script for fish. */
export function fishCompletion(): string {
  return `# fish completion for lldp-watch; made by: lldp-watch completion fish

function __lldp_watch_ask
    command lldp-watch $argv 2>/dev/null | sort -u
end

# The words that are no flags, without the program and the one that is being typed.
function __lldp_watch_words
    set -l words (commandline -opc)
    string match -v -- '-*' $words[2..]
end

function __lldp_watch_is
    set -l words (__lldp_watch_words)
    test (count $words) -ge (count $argv); and test "$words[1..$(count $argv)]" = "$argv"
end

function __lldp_watch_at
    test (count (__lldp_watch_words)) -eq $argv[1]
end

complete -c lldp-watch -f
${firstWords()
  .map(([word, summary]) => `complete -c lldp-watch -n '__lldp_watch_at 0' -a ${word} -d ${quoted(summary)}`)
  .join("\n")}
complete -c lldp-watch -n '__lldp_watch_at 0' -l version -d 'Show the version'
complete -c lldp-watch -n '__lldp_watch_at 0' -l help -s h -d 'Show help'
${families()
  .flatMap((word) =>
    secondWords(word).map(
      ([second, summary]) => `complete -c lldp-watch -n '__lldp_watch_at 1; and __lldp_watch_is ${word}' -a ${second} -d ${quoted(summary)}`,
    ),
  )
  .join("\n")}
${offered.flatMap(commandLines).join("\n")}
`;
}

function commandLines(command: CommandSpec): string[] {
  const condition = `-n '__lldp_watch_is ${command.name}'`;
  const depth = command.name.split(" ").length;
  const positionals = command.positionals.flatMap((positional, index) => {
    const values = action(positional.choices, positional.completes);
    return values === "" ? [] : [`complete -c lldp-watch -n '__lldp_watch_at ${depth + index}; and __lldp_watch_is ${command.name}' ${values}`];
  });
  return [...positionals, ...optionsOf(command).map((option) => `complete -c lldp-watch ${condition} ${optionWords(option)}`)];
}

function optionWords(option: OptionSpec): string {
  const names = `-l ${option.name}${option.short ? ` -s ${option.short}` : ""}`;
  const value = option.kind === "flag" ? "" : ` ${option.completes === "file" ? "-r" : "-x"} ${action(option.choices, option.completes)}`.trimEnd();
  return `${names}${value} -d ${quoted(option.summary)}`;
}

function action(choices: readonly string[] | undefined, completes: CompletionSource | undefined): string {
  if (choices) return `-a '${choices.join(" ")}'`;
  const question = daemonQuestion(completes);
  if (question) return `-a '(__lldp_watch_ask ${question})'`;
  if (completes === "file") return "-F";
  return completes === "directory" ? "-a '(__fish_complete_directories)'" : "";
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

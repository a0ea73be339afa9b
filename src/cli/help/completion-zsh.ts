import type { CommandSpec, CompletionSource, OptionSpec } from "../command.ts";
import { daemonQuestion, families, firstWords, offered, optionsOf, secondWords } from "./completion-source.ts";

/** The completion script for zsh, to be put into a folder of $fpath as _lldp-watch, or sourced. */
export function zshCompletion(): string {
  return `#compdef lldp-watch
# zsh completion for lldp-watch; made by: lldp-watch completion zsh

_lldp_watch_ask() {
  local -a answers
  answers=(\${(f)"$(command lldp-watch "$@" 2>/dev/null | sort -u)"})
  compadd -a answers
}

_lldp_watch_words() {
  local -a words_here=("\${(@)argv}")
  _describe -t commands command words_here
}

_lldp-watch() {
  local curcontext="$curcontext" state line
  local -a first
  _arguments -C '(- *)--version[Show the version]' '(- *)'{-h,--help}'[Show help]' '1:command:->command' '*::argument:->rest' && return
  case $state in
    command) _lldp_watch_words ${firstWords().map(described).join(" ")} ;;
    rest)
      case $line[1] in
${families().map(familyCase).join("\n")}
${offered
  .filter(({ name }) => !name.includes(" "))
  .map((command) => `        ${command.name}) _arguments -s ${argumentSpecs(command).join(" ")} ;;`)
  .join("\n")}
      esac
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _lldp-watch "$@"; else compdef _lldp-watch lldp-watch; fi
`;
}

function familyCase(word: string): string {
  const inner = offered
    .filter(({ name }) => name.startsWith(`${word} `))
    .map((command) => `            ${command.name.slice(word.length + 1)}) _arguments -s ${argumentSpecs(command).join(" ")} ;;`);
  return `        ${word})
          if (( CURRENT == 2 )); then
            _lldp_watch_words ${secondWords(word).map(described).join(" ")}
            return
          fi
          local second=$words[2]
          shift words
          (( CURRENT-- ))
          case $second in
${inner.join("\n")}
          esac
          ;;`;
}

function described([word, summary]: readonly [string, string]): string {
  return quoted(`${word}:${summary.replaceAll(":", "\\:")}`);
}

function argumentSpecs(command: CommandSpec): string[] {
  const positionals = command.positionals.map((positional, index) => {
    const place = positional.multiple ? "*" : `${index + 1}`;
    return quoted(`${place}:${positional.name.toLowerCase()}:${action(positional.choices, positional.completes)}`);
  });
  return [...optionsOf(command).flatMap(optionSpecs), ...positionals];
}

function optionSpecs(option: OptionSpec): string[] {
  const text = `[${option.summary.replaceAll(/[[\]:]/g, (mark) => `\\${mark}`)}]`;
  const value =
    option.kind === "flag" ? "" : `:${(option.value ?? "value").toLowerCase().replaceAll(":", "\\:")}:${action(option.choices, option.completes)}`;
  const star = option.multiple ? "*" : "";
  const long = quoted(`${star}--${option.name}${text}${value}`);
  return option.short ? [long, quoted(`${star}-${option.short}${text}${value}`)] : [long];
}

function action(choices: readonly string[] | undefined, completes: CompletionSource | undefined): string {
  if (choices) return `(${choices.join(" ")})`;
  const question = daemonQuestion(completes);
  // The space in front keeps _arguments from putting words of its own before those of the action.
  if (question) return ` _lldp_watch_ask ${question}`;
  if (completes === "file") return "_files";
  return completes === "directory" ? "_files -/" : " ";
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

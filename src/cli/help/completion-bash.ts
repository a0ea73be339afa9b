import type { CommandSpec, CompletionSource } from "../command.ts";
import { daemonQuestion, families, firstWords, offered, optionsOf, secondWords } from "./completion-source.ts";

/** The completion script for bash. It works with and without the package bash-completion. */
export function bashCompletion(): string {
  return `# bash completion for lldp-watch; made by: lldp-watch completion bash

_lldp_watch_ask() {
  "\${COMP_WORDS[0]}" "$@" 2>/dev/null | sort -u
}

_lldp_watch() {
  # Ports have colons, at which bash cuts words: take the line apart at blanks instead.
  local line="\${COMP_LINE:0:COMP_POINT}" words cur prev command="" word IFS=$' \\t\\n'
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  cur="\${words[-1]}" prev=""
  ((\${#words[@]} > 1)) && prev="\${words[-2]}"
  for word in "\${words[@]:1:\${#words[@]}-2}"; do
    [[ $word == -* ]] && continue
    case "$command" in
      "") command="$word" ;;
      ${families().join(" | ")}) command="$command $word" ;;
      *) break ;;
    esac
  done
  local candidates=""
  case "$command $prev" in
${offered.flatMap(valueCases).join("\n")}
    *)
      case "$command" in
        "") candidates="${firstWords()
          .map(([word]) => word)
          .join(" ")} help --help --version" ;;
${families()
  .map(
    (word) =>
      `        ${word}) candidates="${secondWords(word)
        .map(([second]) => second)
        .join(" ")} --help" ;;`,
  )
  .join("\n")}
${offered.map(commandCase).join("\n")}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$cur"))
  # What stands before the last colon is typed already, as bash sees it.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local typed="\${cur%"\${cur##*:}"}" index
    for index in "\${!COMPREPLY[@]}"; do COMPREPLY[index]="\${COMPREPLY[index]#"$typed"}"; done
  fi
}

complete -o default -F _lldp_watch lldp-watch
`;
}

function valueCases(command: CommandSpec): string[] {
  return optionsOf(command)
    .filter((option) => option.kind !== "flag")
    .map((option) => {
      const patterns = [`"${command.name} --${option.name}"`, ...(option.short ? [`"${command.name} -${option.short}"`] : [])].join(" | ");
      return `    ${patterns}) ${action(option.choices, option.completes)} ;;`;
    });
}

function action(choices: readonly string[] | undefined, completes: CompletionSource | undefined): string {
  if (choices) return `candidates="${choices.join(" ")}"`;
  const question = daemonQuestion(completes);
  if (question) return `candidates="$(_lldp_watch_ask ${question})"`;
  // `complete -o default` falls back to files when there is no candidate.
  return completes === "directory" ? 'COMPREPLY=($(compgen -d -- "$cur")); return' : "return";
}

function commandCase(command: CommandSpec): string {
  const flags = optionsOf(command).map((option) => `--${option.name}`);
  const [first] = command.positionals;
  const words = first ? action(first.choices, first.completes) : "";
  const positional = words === "" || words === "return" ? ":" : words;
  return `        "${command.name}") if [[ $cur == -* ]]; then candidates="${flags.join(" ")}"; else ${positional}; fi ;;`;
}

import { commands } from "../catalog/index.ts";
import { commonOptions } from "../catalog/shared-options.ts";
import type { CommandSpec, CompletionSource, OptionSpec } from "../command.ts";

/** Commands that completion offers. */
export const offered: readonly CommandSpec[] = commands.filter((command) => !command.hidden);

/** First words of the commands, each once, with a summary. */
export function firstWords(): readonly (readonly [word: string, summary: string])[] {
  const words = new Map<string, string>();
  for (const { name, summary } of offered) {
    const [word = ""] = name.split(" ", 1);
    words.set(word, words.has(word) || name !== word ? (familySummaries[word] ?? summary) : summary);
  }
  return [...words];
}

const familySummaries: Readonly<Record<string, string>> = {
  port: "Change a port",
  config: "Check the configuration",
  lab: "Build a network on this machine",
};

/** Second words below a first one. */
export function secondWords(word: string): readonly (readonly [word: string, summary: string])[] {
  return offered.filter(({ name }) => name.startsWith(`${word} `)).map(({ name, summary }) => [name.slice(word.length + 1), summary]);
}

export function families(): readonly string[] {
  return [...new Set(offered.filter(({ name }) => name.includes(" ")).map(({ name }) => name.split(" ", 1)[0] as string))];
}

export function optionsOf(command: CommandSpec): readonly OptionSpec[] {
  return [...command.options, ...commonOptions];
}

/** The question that answers a completion from the running daemon; null where nobody is asked. */
export function daemonQuestion(source: CompletionSource | undefined): string | null {
  switch (source) {
    case "namespace":
      return "namespaces --no-headers --columns namespace";
    case "port":
      return "ports --no-headers --columns port";
    case "interface":
      return "ports --no-headers --columns interface";
    default:
      return null;
  }
}

import type { OptionSpec } from "../command.ts";
import { macroWords, tagList } from "./mdoc.ts";
import { optionSummary } from "./option-text.ts";

/** Flags as an mdoc list. */
export function optionList(options: readonly OptionSpec[]): string {
  return tagList(options.map((option) => [optionMacros(option), `${optionSummary(option)}.`]));
}

/** `.It Fl n , Fl \-namespace Ar PATTERN`. */
export function optionMacros(option: OptionSpec): string {
  const value = option.kind === "flag" ? "" : ` Ar ${macroWords(option.value ?? "VALUE")}`;
  return `${option.short ? `Fl ${option.short} , ` : ""}Fl \\-${option.name.replaceAll("-", "\\-")}${value}`;
}

import { commonOptions } from "../catalog/shared-options.ts";
import type { CommandSpec, OptionSpec } from "../command.ts";

/** `-n, --namespace PATTERN`. */
export function optionTerm(option: OptionSpec): string {
  const short = option.short ? `-${option.short}, ` : "    ";
  return `${short}--${option.name}${option.kind === "flag" ? "" : ` ${option.value ?? "VALUE"}`}`;
}

/** The summary with what it defaults to. */
export function optionSummary(option: OptionSpec): string {
  const standard = option.default === undefined ? "" : ` (default: ${option.default})`;
  const choices =
    option.kind === "choice" && !option.choices?.every((choice) => option.summary.includes(choice)) ? `: ${option.choices?.join(", ")}` : "";
  return `${option.summary}${choices}${standard}${option.multiple ? " (may be repeated)" : ""}`;
}

/** Options under their headings, in order of first appearance; the common ones last. */
export function optionSections(spec: CommandSpec): readonly { readonly title: string; readonly options: readonly OptionSpec[] }[] {
  const sections = new Map<string, OptionSpec[]>();
  for (const option of [...spec.options, ...commonOptions]) {
    const title = option.section ?? "Options";
    sections.set(title, [...(sections.get(title) ?? []), option]);
  }
  return [...sections].map(([title, options]) => ({ title, options }));
}

/** `lldp-watch explain [OPTIONS] PORT [PEER]`. */
export function usageLine(spec: CommandSpec): string {
  const positionals = spec.positionals.map((positional) => {
    const name = positional.multiple ? `${positional.name}...` : positional.name;
    return positional.optional ? `[${name}]` : name;
  });
  return ["lldp-watch", spec.name, "[OPTIONS]", ...positionals, ...(spec.passesRest ? ["--", "COMMAND..."] : [])].join(" ");
}

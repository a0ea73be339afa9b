import { daemonOptions } from "../daemon/config/options.ts";
import type { Invocation, OptionSpec } from "./command.ts";

/** The daemon's flags as they were given, for its configuration; those that were not given are absent. `options`: the ones that the command has. */
export function daemonFlags(
  invocation: Invocation,
  options: readonly OptionSpec[] = daemonOptions,
): Readonly<Record<string, string | boolean | readonly string[]>> {
  return Object.fromEntries(
    options.flatMap((option): [string, string | boolean | readonly string[]][] => {
      if (option.kind === "flag") return invocation.flag(option.name) ? [[option.name, true]] : [];
      if (option.multiple) return invocation.list(option.name).length > 0 ? [[option.name, invocation.list(option.name)]] : [];
      const text = invocation.text(option.name);
      return text === undefined ? [] : [[option.name, text]];
    }),
  );
}

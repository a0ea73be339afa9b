import { daemonOptions } from "../daemon/config/options.ts";
import type { Invocation } from "./command.ts";

/** The daemon's flags as they were given, for its configuration; those that were not given are absent. */
export function daemonFlags(invocation: Invocation): Readonly<Record<string, string | boolean | readonly string[]>> {
  return Object.fromEntries(
    daemonOptions.flatMap((option): [string, string | boolean | readonly string[]][] => {
      if (option.kind === "flag") return invocation.flag(option.name) ? [[option.name, true]] : [];
      if (option.multiple) return invocation.list(option.name).length > 0 ? [[option.name, invocation.list(option.name)]] : [];
      const text = invocation.text(option.name);
      return text === undefined ? [] : [[option.name, text]];
    }),
  );
}

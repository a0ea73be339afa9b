/**
 * One setting of the daemon. The flag is `--NAME`, the key in the file is `NAME`, the environment variable `LLDP_WATCH_NAME` (upper
 * case, `_` for `-`). Flags win over the environment, that over the file.
 */
export interface DaemonOption {
  readonly name: string;
  /** `flag` takes no value on the command line and `true` or `false` elsewhere; `number` is decimal, within `min` and `max`. */
  readonly kind: "flag" | "text" | "number" | "choice";
  /** Placeholder of the value, upper case. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only. */
  readonly integer?: true;
  /** May be given several times; a list in the file, a comma list in the environment. */
  readonly multiple?: true;
  /** As the user would write it; absent when there is none. */
  readonly default?: string;
  /** One line, no full stop at the end. */
  readonly summary: string;
  readonly section: string;
  readonly completes?: "file" | "directory";
  /** Changes only with a restart; the others follow SIGHUP. */
  readonly restart?: true;
}

/** Name of the environment variable of an option. */
export function environmentName(name: string): string {
  return `LLDP_WATCH_${name.toUpperCase().replaceAll("-", "_")}`;
}

// A command is data: its spec stands in catalog/*.ts (loaded always, so without weight), its code in commands/*.ts (loaded when it runs: command-loaders.ts).

import type { Readable, Writable } from "node:stream";
import type { Clock } from "../base/index.ts";
import type { ExitCode } from "./exit-code.ts";

/** What the shell may complete a value with. `namespace`, `port` and `interface` are asked from the running daemon. */
export type CompletionSource = "file" | "directory" | "namespace" | "port" | "interface" | "none";

/** One flag. Everything the user reads about it (help, man page, completion, reference) is derived from here. */
export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** `flag` takes no value; `number` must be a finite decimal number within `min` and `max`. */
  readonly kind: "flag" | "text" | "number" | "choice";
  /** Placeholder of the value in help, upper case. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** Shown in help; the command itself applies it. */
  readonly default?: string;
  /** One line, no full stop at the end. */
  readonly summary: string;
  readonly completes?: CompletionSource;
  /** Heading in help; options without one stand under "Options". */
  readonly section?: string;
}

export interface PositionalSpec {
  /** Upper case, as in the usage line. */
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  readonly multiple?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: CompletionSource;
}

export interface Example {
  readonly command: string;
  /** What it is good for; a phrase without full stop. */
  readonly says: string;
}

/** A command as data. `name` may have two words (`lab up`). */
export interface CommandSpec {
  readonly name: string;
  /** One line for the list of commands, no full stop at the end. */
  readonly summary: string;
  /** Paragraphs of whole sentences. */
  readonly description: readonly string[];
  readonly positionals: readonly PositionalSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** Everything after the positionals belongs to another program (`lab exec NODE -- COMMAND`): flags in it are not ours. */
  readonly passesRest?: boolean;
  /** Left out of the list of commands and of completion. */
  readonly hidden?: boolean;
}

export interface CommandModule {
  /** Runs to the end. Throws a CommandError for everything that the user has to know; any other throw is a bug. */
  run(invocation: Invocation, io: CommandIo): Promise<ExitCode>;
}

/** The command line after parsing and checking against the spec. Asking for a name that the spec does not have is a bug and throws. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** What followed `--` (or the positionals, with `passesRest`). */
  readonly rest: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  /** Every value of a `multiple` option, in order. */
  list(name: string): readonly string[];
}

/** Everything a command may touch of the process that runs it; tests lend their own. */
export interface CommandIo {
  /** The words after `lldp-watch`. */
  readonly argv: readonly string[];
  readonly stdin: Readable;
  /** Write through `send` of output.ts, which waits when the reader is slow. */
  readonly stdout: Writable;
  /** For messages; results go to stdout. */
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal (and TERM is not `dumb`). */
  readonly isTTY: boolean;
  /** Cells in a line: of the terminal, else COLUMNS, else Infinity (a pipe gets nothing cut off). */
  readonly columns: number;
  /** Whether stdout wants color: `--color`, NO_COLOR, FORCE_COLOR, TERM and isTTY are already weighed. */
  readonly color: boolean;
  /** Aborted on SIGINT, SIGTERM and SIGHUP and when the reader of stdout is gone. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

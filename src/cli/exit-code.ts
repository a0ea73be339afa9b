/** What a process of ours ends with; docs/reference/cli.md lists the same numbers. */
export const exitCodes = {
  /** Also the daemon and the live view after SIGTERM or Ctrl-C. */
  ok: 0,
  failed: 1,
  /** A bad flag, command, value or file. */
  usage: 2,
  unreachable: 3,
  /** `verify` and `wait`: the network is not as expected. */
  unmet: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one line on stderr. Everything else that is thrown is a bug and ends with a stack. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  /** A second line: what to do instead; null when there is nothing to say. */
  readonly hint: string | null;

  constructor(exitCode: ExitCode, message: string, hint: string | null = null) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Exit 1: asked rightly, but it did not work. */
export function failure(message: string, hint: string | null = null): CommandError {
  return new CommandError(exitCodes.failed, message, hint);
}

/** Exit 2: a bad flag, value or file. */
export function usageError(message: string, hint: string | null = null): CommandError {
  return new CommandError(exitCodes.usage, message, hint);
}

import { execa } from "execa";

export interface ShellResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The signal ended it, not the script itself. */
  readonly aborted: boolean;
}

export interface ShellOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with each finished line of standard output. */
  readonly onLine?: (line: string) => void;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** One word for a POSIX shell. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Runs a POSIX shell script; see `feed`. */
export function shell(script: string, options: ShellOptions = {}): Promise<ShellResult> {
  return feed(["sh", "-s"], script, options);
}

/**
 * Runs a command that reads its work from standard input, in a process group of its own, so that Ctrl-C reaches us and not the command in
 * the middle of its work. The group is killed on `signal`, and the command dies with us, also after a kill -9 (PR_SET_PDEATHSIG).
 */
export async function feed(command: readonly string[], input: string, options: ShellOptions = {}): Promise<ShellResult> {
  const child = execa("setpriv", ["--pdeathsig", "KILL", ...command], {
    input,
    detached: true,
    cleanup: false,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 256 << 20,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  let aborted = false;
  const abort = () => {
    aborted = true;
    killGroup(child.pid);
  };
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  const { onLine } = options;
  const reading = onLine === undefined ? null : eachLine(child, onLine);
  try {
    const [result] = await Promise.all([child, reading]);
    return {
      exitCode: result.exitCode ?? 1,
      stdout: result.stdout,
      stderr: result.stderr || (result.failed ? (result.shortMessage ?? "") : ""),
      aborted,
    };
  } finally {
    options.signal?.removeEventListener("abort", abort);
  }
}

async function eachLine(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  for await (const line of lines) onLine(String(line));
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

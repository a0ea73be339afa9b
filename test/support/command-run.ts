import { PassThrough, Readable, Writable } from "node:stream";
import type { Clock } from "../../src/base/index.ts";
import { wantsColor } from "../../src/cli/color.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { CommandError } from "../../src/cli/exit-code.ts";
import { run } from "../../src/cli/run.ts";
import { systemTime } from "../../src/cli/system-time.ts";
import { labWall } from "./lab-documents.ts";

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly isTTY?: boolean;
  readonly stdin?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly onOut?: (text: string) => void;
  readonly onErr?: (text: string) => void;
}

/** The time of day of the fixed lab; timers are real. */
const labClock: Clock = { ...systemTime, wall: () => labWall };

/** Runs a command in this process, as main.ts would. */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  let [out, err] = ["", ""];
  const collect = (take: (text: string) => void) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        take(chunk.toString());
        done();
      },
    });
  const io: CommandIo = {
    argv,
    stdin: options.stdin === undefined ? new PassThrough().end() : Readable.from([Buffer.from(options.stdin)]),
    stdout: collect((text) => {
      out += text;
      options.onOut?.(out);
    }),
    stderr: collect((text) => {
      err += text;
      options.onErr?.(err);
    }),
    env: options.env ?? {},
    isTTY: options.isTTY ?? false,
    columns: options.columns ?? Infinity,
    color: wantsColor(argv, options.env ?? {}, options.isTTY ?? false),
    signal: options.signal ?? new AbortController().signal,
    clock: labClock,
  };
  try {
    return { code: await run(io, "0.1.0"), out, err };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.exitCode, out, err: `${err}lldp-watch: ${error.message}${error.hint ? `; ${error.hint}` : ""}\n` };
  }
}

import { wantsColor } from "./color.ts";
import type { CommandIo } from "./command.ts";
import { CommandError, exitCodes } from "./exit-code.ts";
import { run } from "./run.ts";
import { systemTime } from "./system-time.ts";
import { version } from "./version.ts";

const abort = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => abort.abort(name));
// The reader of a pipe may stop at any time (`| head`): that ends the command quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    abort.abort("EPIPE");
  });
}
const argv = process.argv.slice(2);
const isTTY = process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
const stated = Number(process.env["COLUMNS"]);
const io: CommandIo = {
  argv,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  isTTY,
  columns: process.stdout.columns || (Number.isInteger(stated) && stated > 0 ? stated : Infinity),
  color: wantsColor(argv, process.env, isTTY),
  signal: abort.signal,
  clock: systemTime,
};

async function exitCode(): Promise<number> {
  try {
    return await run(io, version);
  } catch (error) {
    if (abort.signal.reason === "EPIPE") return exitCodes.ok;
    if (abort.signal.aborted) return exitCodes.interrupted;
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`lldp-watch: ${error.message}${error.hint ? `; ${error.hint}` : ""}\n`);
    return error.exitCode;
  }
}

// What is still in the pipe is written before the process ends; open sockets must not hold it.
const code = await exitCode();
process.exitCode = code;
process.stdout.write("", () => process.exit(code));

// How the project's scripts talk: one line when a step begins, one with its time when it ends, and one clear line when they stop.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A failure that the reader can understand without a stack. `exitCode` is what the script ends with. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const say = (text) => process.stdout.write(`${text}\n`);

const elapsed = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Runs `work`, naming it before and timing it after. */
export async function step(title, work) {
  say(`==> ${title}`);
  const start = performance.now();
  try {
    const result = await work();
    say(`    ${title}: done in ${elapsed(start)}`);
    return result;
  } catch (error) {
    say(`    ${title}: failed after ${elapsed(start)}`);
    throw error;
  }
}

/** Runs a command with our terminal as its own. Returns its exit status (128 + n after a signal n, 127 when it could not start). */
export function status(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (done.error) say(`${command}: ${done.error.message}`);
  return done.status ?? (done.signal ? 130 : 127);
}

/** As `status`, but anything but 0 stops the script. */
export function must(command, args, options = {}) {
  const code = status(command, args, options);
  if (code !== 0) throw new Stop(`\`${[command, ...args].join(" ")}\` ended with status ${code}`);
}

/** Standard output of a command, or null when it failed or is not there. */
export function output(command, args) {
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return done.status === 0 ? done.stdout : null;
}

/** Runs a script's main function; a Stop is one line on standard error, anything else is a bug and keeps its stack. */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

import { readFileSync, statSync } from "node:fs";
import type { Clock, Duration, Logger } from "../base/index.ts";

const interval: Duration = 1000;
const shortest = 16;

/**
 * The token of a file (its content without the space around it), read again when the file changes, at most once a second.
 * Throws when the file cannot be read, others than its owner and group may read it, or the token is too short to be one.
 */
export function openTokenFile(path: string, clock: Clock, log: Logger): () => string {
  let { token, stamp } = read(path);
  let looked = clock.now();
  return () => {
    if (clock.now() - looked < interval) return token;
    looked = clock.now();
    try {
      if (stampOf(path) !== stamp) ({ token, stamp } = read(path));
    } catch (error) {
      log.warn({ path, cause: (error as Error).message }, "the token file is not usable; the old token stays");
    }
    return token;
  };
}

/** Why the file cannot be used as a token file, in one line; null when it can. */
export function tokenFileFault(path: string): string | null {
  try {
    read(path);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === undefined ? message : `token file ${path}: ${code}`;
  }
}

function read(path: string): { token: string; stamp: string } {
  const stamp = stampOf(path);
  if ((statSync(path).mode & 0o007) !== 0) throw new Error(`${path} is open to every user: chmod 640 or stricter`);
  const token = readFileSync(path, "utf8").trim();
  if (token.length < shortest || /\s/.test(token)) throw new Error(`${path} must hold one word of at least ${shortest} characters`);
  return { token, stamp };
}

function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

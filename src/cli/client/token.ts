import { readFile } from "node:fs/promises";
import { usageError } from "../exit-code.ts";

/** The token for the server: from the named file, else from LLDP_WATCH_TOKEN_FILE; null when neither is given. Throws a usage error. */
export async function readToken(file: string | undefined, env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  const path = file ?? (env["LLDP_WATCH_TOKEN_FILE"] || undefined);
  if (path === undefined) return null;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw usageError(`cannot read the token file ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
  const token = text.trim();
  if (token === "" || /[^\x21-\x7e]/.test(token)) throw usageError(`the token file ${path} does not hold one line of plain characters`);
  return token;
}

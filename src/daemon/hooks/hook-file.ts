import { statSync } from "node:fs";
import type { ConfigFault } from "../config/config-fault.ts";
import type { Hook } from "./hook.ts";

const writableByOthers = 0o022;

/** What is wrong with hooks that come from this file: whoever may write it could run programs. Null when nothing is, or when there are none. */
export function hookFault(hooks: readonly Hook[], file: string | null): ConfigFault | null {
  if (hooks.length === 0 || file === null) return null;
  const { uid, mode } = statSync(file);
  if (uid === 0 && (mode & writableByOthers) === 0) return null;
  return {
    where: file,
    message: "hooks are taken only from a file that belongs to root and that nobody else may write: chown root and chmod go-w it",
  };
}

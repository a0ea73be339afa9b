import { constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { root } from "./terminal.mjs";

const lets = (path, bit) => (statSync(path).mode & bit) !== 0;
const passes = (folder) => lets(folder, constants.S_IXOTH) && (dirname(folder) === folder || passes(dirname(folder)));

/** Whether any user gets to this checkout and may read it: the unprivileged half of the daemon has to read its own code. Else it needs --direct. */
export function checkoutIsReadable() {
  return lets(root, constants.S_IROTH) && passes(resolve(root));
}

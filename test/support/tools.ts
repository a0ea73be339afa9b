import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether programs that Debian packages bring (`npm run setup -- --peers`) are all there. Where they are not, tests are skipped; under CI=true that is a failure. */
export function haveTools(...names: readonly string[]): boolean {
  const folders = `${process.env["PATH"]}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
  const missing = names.filter((name) => !folders.some((folder) => isExecutable(join(folder, name))));
  if (missing.length === 0) return true;
  const reason = `not installed: ${missing.join(", ")}; tests that need them are skipped`;
  if (process.env["CI"] === "true") throw new Error(`${reason}, and CI=true does not allow that`);
  console.warn(reason);
  return false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// What has to be made again: compares what is there with what it is made from.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./terminal.mjs";

function newest(path, wanted) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return wanted.test(path) ? stat.mtimeMs : 0;
  return Math.max(0, ...readdirSync(path).map((name) => (name === "node_modules" ? 0 : newest(join(path, name), wanted))));
}

/** Whether one of `sources` (files or folders, of which only files that match count) is younger than `target`, or `target` is not there. */
export function isStale(target, sources, wanted = /./) {
  const made = join(root, target);
  if (!existsSync(made)) return true;
  const age = statSync(made).mtimeMs;
  return sources.some((source) => newest(join(root, source), wanted) > age);
}

const lockedPackages = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {});

/** Whether node_modules is not what package-lock.json asks for. Optional packages may be absent: they are for other platforms or did not build. */
export function modulesAreStale() {
  const wanted = lockedPackages(join(root, "package-lock.json"));
  const have = lockedPackages(join(root, "node_modules/.package-lock.json"));
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === "") return false;
    const there = have[path];
    return there === undefined ? entry.optional !== true : there.version !== entry.version;
  });
}

import { getSystemErrorName } from "node:util";

/** Of an inode that is another namespace's by now; libuv has no name for it. */
const estale = 116;

/** Symbolic name of an errno, such as `EPERM`; `E` and the number for those that libuv does not know. */
export function errnoName(errno: number): string {
  if (errno === estale) return "ESTALE";
  const name = getSystemErrorName(-errno);
  return /^E[A-Z0-9]+$/.test(name) ? name : `E${errno}`;
}

import { getSystemErrorName } from "node:util";

/** Symbolic name of an errno, such as `EPERM`; `E` and the number for those that libuv does not know. */
export function errnoName(errno: number): string {
  const name = getSystemErrorName(-errno);
  return /^E[A-Z0-9]+$/.test(name) ? name : `E${errno}`;
}

import type { DumpKind } from "./link-table.ts";

const round: readonly DumpKind[] = ["addresses", "bridge", "links"];
const repeatLimit = 5;

/**
 * Which dump is next on a socket that carries one at a time. Addresses and VLANs come first, so that an interface appears complete.
 *
 * After an overrun the kernel drops further events silently until the socket was once read empty (netlink(7), ENOBUFS is said once).
 * Only the end of a dump proves that: nothing can be queued behind it meanwhile. So the dump under way, or one more, is read as a
 * barrier, and the whole round follows.
 */
export class DumpPlan {
  #current: DumpKind | null = null;
  #left: DumpKind[] = [...round];
  #repeats = 0;
  /** Rounds that were completed. */
  rounds = 0;

  get current(): DumpKind | null {
    return this.#current;
  }

  /** The dump to start now, or null while one is under way or when all is read. */
  next(): DumpKind | null {
    if (this.#current !== null) return null;
    this.#current = this.#left.shift() ?? null;
    return this.#current;
  }

  /** The dump under way ended. Returns whether it was complete; one that the kernel marked as interrupted is repeated. */
  ended(interrupted: boolean): boolean {
    const kind = this.#current;
    this.#current = null;
    if (kind !== null && interrupted && this.#repeats++ < repeatLimit) {
      this.#left.unshift(kind);
      return false;
    }
    if (!interrupted) this.#repeats = 0;
    if (this.#left.length === 0) this.rounds++;
    return !interrupted;
  }

  /** Events were lost. */
  overrun(): void {
    this.#left = this.#current === null ? ["addresses", ...round] : [...round];
  }
}

/** Inodes in ascending order: finds what lies nearest to one of them without sorting again. */
export class InodeOrder {
  readonly #inodes: number[] = [];

  /** Adds an inode; one that is there already stays alone. */
  add(inode: number): void {
    const at = this.#position(inode);
    if (this.#inodes[at] !== inode) this.#inodes.splice(at, 0, inode);
  }

  delete(inode: number): void {
    const at = this.#position(inode);
    if (this.#inodes[at] === inode) this.#inodes.splice(at, 1);
  }

  /** At most `limit` others that pass, from the nearest outwards. */
  outward(from: number, limit: number, passes: (inode: number) => boolean): number[] {
    const found: number[] = [];
    let above = this.#position(from);
    let below = above - 1;
    while (found.length < limit && (below >= 0 || above < this.#inodes.length)) {
      const [low, high] = [this.#inodes[below] ?? Number.NEGATIVE_INFINITY, this.#inodes[above] ?? Number.POSITIVE_INFINITY];
      const next = from - low < high - from ? this.#inodes[below--] : this.#inodes[above++];
      if (next !== undefined && next !== from && passes(next)) found.push(next);
    }
    return found;
  }

  /** Where the inode is or would be. */
  #position(inode: number): number {
    let [low, high] = [0, this.#inodes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#inodes[middle] as number) < inode) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import type { NamespaceHolder, NamespaceList, NamespaceListing } from "../native/index.ts";
import { inhabitantOf, type Namespace, type NamespaceRename } from "./namespace.ts";
import { type ContainerNames, nameNamespaces } from "./namespace-names.ts";

/** What differs from the last count, in the order in which it is to be told. */
export interface CensusChanges {
  readonly vanished: readonly Namespace[];
  readonly renamed: readonly NamespaceRename[];
  readonly appeared: readonly Namespace[];
}

/**
 * Pure: which namespaces there are, from two sources of different age. Names are read often, holders (which costs a look at every
 * process) seldom. A namespace lives while it has a name or a holder.
 */
export class NamespaceCensus {
  readonly namespaces = new Map<number, Namespace>();
  #own: number;
  #names = new Map<number, readonly string[]>();
  #holders = new Map<number, readonly NamespaceHolder[]>();
  /** Whose known tasks all ended since the last look at every process. */
  readonly #orphans = new Set<number>();

  constructor(own: number) {
    this.#own = own;
  }

  get own(): number {
    return this.#own;
  }

  /**
   * Takes the names of a listing. One that loses its last name while no task is known to live in it is let go, even if somebody holds a
   * descriptor: two watchers of namespaces would otherwise wait for each other forever. Returns whether that happened.
   */
  readNames(list: NamespaceList): boolean {
    const before = this.#names;
    this.#own = list.own;
    this.#names = new Map(list.namespaces.filter(({ names }) => names.length > 0).map(({ inode, names }) => [inode, names]));
    const held = [...before.keys()].filter((inode) => !this.#names.has(inode) && this.#holders.has(inode) && !this.#holders.get(inode)?.some(inside));
    for (const inode of held) this.#holders.delete(inode);
    return held.length > 0;
  }

  /**
   * Takes the holders of a full listing. Returns whether one is worth another look soon: its last task ended and only descriptors are left.
   * They are likely to be closed next, of which nobody would tell us while our own sockets keep it alive; so it is let go.
   */
  readHolders(list: NamespaceList): boolean {
    const before = this.#holders;
    const held = list.namespaces.filter(({ holders }) => holders.length > 0);
    const lived = (inode: number) => this.#orphans.has(inode) || before.get(inode)?.some(inside);
    const ending = held.filter(({ inode, names, holders }) => names.length === 0 && lived(inode) && !holders.some(inside));
    this.#holders = new Map(held.filter((each) => !ending.includes(each)).map(({ inode, holders }) => [inode, holders]));
    this.#orphans.clear();
    return ending.length > 0;
  }

  /** A process ended. Returns the namespaces without a name that lost their last known task or their last known holder by that. */
  processEnded(pid: number): number[] {
    const orphans: number[] = [];
    for (const [inode, holders] of this.#holders) {
      if (!holders.some((holder) => holder.pid === pid)) continue;
      const left = holders.filter((holder) => holder.pid !== pid);
      this.#holders.set(inode, left);
      const orphaned = left.length === 0 || (holders.some(inside) && !left.some(inside));
      if (orphaned && !this.#names.has(inode)) orphans.push(inode);
    }
    for (const inode of orphans) this.#orphans.add(inode);
    return orphans;
  }

  /** Lets go of these unless a look at every process has shown meanwhile that somebody lives in them. */
  release(inodes: readonly number[]): void {
    for (const inode of inodes) if (this.#orphans.has(inode)) this.#holders.delete(inode);
  }

  /** The process to watch for each namespace that has no name: the first of its holders that is left. */
  guardians(): Map<number, number> {
    const nameless = [...this.#holders].filter(([inode]) => inode !== this.#own && !this.#names.has(inode));
    return new Map(nameless.flatMap(([inode, [first]]) => (first ? [[inode, first.pid] as const] : [])));
  }

  /** Names everything anew and compares with the last time. */
  count(containers: ContainerNames): CensusChanges {
    const before = new Map(this.namespaces);
    const changes = { vanished: [] as Namespace[], renamed: [] as NamespaceRename[], appeared: [] as Namespace[] };
    this.namespaces.clear();
    for (const after of nameNamespaces(this.#listings(), this.#own, containers)) {
      this.namespaces.set(after.inode, after);
      const known = before.get(after.inode);
      if (!known) changes.appeared.push(after);
      else if (!alike(known, after)) changes.renamed.push({ before: known, after });
      before.delete(after.inode);
    }
    changes.vanished.push(...before.values());
    return changes;
  }

  #listings(): NamespaceListing[] {
    const inodes = new Set([this.#own, ...this.#names.keys(), ...this.#holders.keys()]);
    return [...inodes].map((inode) => ({ inode, names: this.#names.get(inode) ?? [], holders: this.#holders.get(inode) ?? [] }));
  }
}

function alike(before: Namespace, after: Namespace): boolean {
  return before.kind === after.kind && before.names.join("\0") === after.names.join("\0") && inhabitantOf(before) === inhabitantOf(after);
}

function inside(holder: NamespaceHolder): boolean {
  return holder.by === "task";
}

import type { Signal } from "../base/index.ts";
import type { ListingFault, NamespaceHolder } from "../native/index.ts";

/** How a namespace came by its name. `host` is the one that we live in. */
export type NamespaceKind = "host" | "named" | "container" | "unit" | "process";

/** A network namespace. Sameness is the inode; the name is what people know it by, unique among those that live at the same time. */
export interface Namespace {
  readonly inode: number;
  readonly name: string;
  /** Every name that points to it: files in /run/netns, container ids and names, units, processes; the shown one first. */
  readonly names: readonly string[];
  readonly kind: NamespaceKind;
  /** Who lives in it or holds it, as of the last full scan. */
  readonly holders: readonly NamespaceHolder[];
}

/** A process that lives in the namespace, not one that only holds it open; null when none is known. */
export function inhabitantOf({ holders }: Pick<Namespace, "holders">): number | null {
  return holders.find(({ by }) => by === "task")?.pid ?? null;
}

export interface NamespaceRename {
  readonly before: Namespace;
  readonly after: Namespace;
}

/** What looking for nameless namespaces costs. Times in milliseconds of the clock that was lent. */
export interface ScanStatistics {
  readonly scans: number;
  readonly lastDuration: number;
  readonly totalDuration: number;
}

/** Follows every network namespace of the machine. Within one listing: first what vanished, then what was renamed, then what appeared. */
export interface NamespaceWatcher {
  readonly own: number;
  readonly namespaces: ReadonlyMap<number, Namespace>;
  readonly appeared: Signal<Namespace>;
  /** The name, another of its names, its kind or its inhabitant changed; the namespace is the same. */
  readonly renamed: Signal<NamespaceRename>;
  /** Its last name and its last holder are gone: close every socket in it now, they alone keep it alive. */
  readonly vanished: Signal<Namespace>;
  /** A name that is no namespace or could not be read; each cause once as long as it lasts. */
  readonly faults: Signal<ListingFault>;
  /** Looks at every process now (or right after the look that is under way). For link events that point outside of what is known. */
  scan(): Promise<void>;
  statistics(): ScanStatistics;
  close(): Promise<void>;
}

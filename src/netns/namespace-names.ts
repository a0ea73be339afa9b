import type { NamespaceHolder, NamespaceListing } from "../native/index.ts";
import { cgroupOwner } from "./cgroup-owner.ts";
import type { Namespace, NamespaceKind } from "./namespace.ts";

/** Friendly names of containers by their full id, as far as a runtime was asked. */
export type ContainerNames = ReadonlyMap<string, string>;

interface Candidate {
  readonly kind: NamespaceKind;
  readonly name: string;
}

const shortIdLength = 12;

/**
 * Gives every namespace of a listing its name: `host` for our own, else the first of its names in /run/netns, container, unit, process
 * with pid. A name goes to one namespace only (that of the oldest process, when several could have it); the others take their next.
 */
export function nameNamespaces(listings: readonly NamespaceListing[], own: number, containers: ContainerNames): Namespace[] {
  const taken = new Set<string>();
  const inOrder = [...listings].sort((a, b) => rank(a, own) - rank(b, own) || a.inode - b.inode);
  return inOrder.map((listing) => {
    const candidates = candidatesOf(listing, own, containers);
    const free = candidates.filter(({ name }) => !taken.has(name));
    const best = free[0] ?? ({ kind: listing.names.length > 0 ? "named" : "process", name: `net-${listing.inode}` } as const);
    taken.add(best.name);
    // Whoever happens to run in a namespace that has a better name is no name of it.
    const lasting = free.filter(({ kind }) => kind !== "process");
    const names = new Set([best.name, ...lasting.map((each) => each.name), ...listing.names]);
    return { inode: listing.inode, name: best.name, names: [...names], kind: best.kind, holders: listing.holders };
  });
}

/** Our own first, then those with a name of their own, then by the oldest process. */
function rank(listing: NamespaceListing, own: number): number {
  if (listing.inode === own) return -2;
  return listing.names.length > 0 ? -1 : (listing.holders[0]?.pid ?? Number.MAX_SAFE_INTEGER);
}

function candidatesOf({ inode, names, holders }: NamespaceListing, own: number, containers: ContainerNames): Candidate[] {
  if (inode === own) return [{ kind: "host", name: "host" }];
  const named = [...names].sort().map((name) => ({ kind: "named", name }) as const);
  const inside = holders.filter(({ by }) => by === "task");
  const owners = inside.map(({ cgroup }) => cgroupOwner(cgroup));
  const ids = owners.flatMap((owner) => (owner?.kind === "container" ? [owner.id] : []));
  const units = owners.flatMap((owner) => (owner?.kind === "unit" ? [owner.name] : []));
  return [
    ...named,
    ...ids.flatMap((id) => containerNames(id, containers)).map((name) => ({ kind: "container", name }) as const),
    ...units.map((name) => ({ kind: "unit", name: plain(name) }) as const),
    ...(inside.length > 0 ? inside : holders).slice(0, 1).map((holder) => ({ kind: "process", name: processName(holder) }) as const),
  ];
}

function containerNames(id: string, containers: ContainerNames): string[] {
  const friendly = containers.get(id);
  const short = /^[0-9a-f]{64}$/.test(id) ? id.slice(0, shortIdLength) : id;
  return friendly === undefined ? [plain(short)] : [plain(friendly), plain(short)];
}

/** `COMMAND-PID`: no colon, which separates the interface in the id of a port. */
function processName({ command, pid }: NamespaceHolder): string {
  return `${plain(command)}-${pid}`;
}

/** What a process or runtime calls itself, without anything that has a meaning in our ids or for a terminal. */
function plain(text: string): string {
  return text.replaceAll(/[^\w.@+-]/g, "_") || "_";
}

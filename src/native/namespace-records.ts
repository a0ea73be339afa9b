import { errnoName } from "./errno-name.ts";
import type { ListingFault, NamespaceHolder, NamespaceList, NamespaceListing } from "./socket-opener.ts";
import { SystemError } from "./system-error.ts";

/** As in kernel/kernel.h. */
const recordKind = { own: 1, name: 2, holder: 3, fault: 4 } as const;
const holdersKept = 16;

interface Gathered {
  readonly names: string[];
  readonly holders: NamespaceHolder[];
}

/** Cursor over what our own C code wrote (kernel/blob.h): reading past the end is a bug and throws. */
class RecordReader {
  readonly #octets: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #at = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
    this.#view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  }

  get more(): boolean {
    return this.#at < this.#octets.length;
  }

  number(octets: 1 | 2 | 4 | 8): number {
    const at = this.#at;
    this.#at += octets;
    if (octets === 1) return this.#view.getUint8(at);
    if (octets === 2) return this.#view.getUint16(at, true);
    return octets === 4 ? this.#view.getUint32(at, true) : Number(this.#view.getBigUint64(at, true));
  }

  text(): string {
    const length = this.number(2);
    this.#at += length;
    return this.#decoder.decode(this.#octets.subarray(this.#at - length, this.#at));
  }
}

function readHolder(reader: RecordReader): NamespaceHolder {
  const by = reader.number(1) === 0 ? "task" : "descriptor";
  const pid = reader.number(4);
  const startTime = reader.number(8);
  return { pid, startTime, command: reader.text(), cgroup: reader.text(), by };
}

function readFault(reader: RecordReader): ListingFault {
  const name = reader.text();
  const call = reader.text();
  const errno = reader.number(4);
  return { name, error: new SystemError(call, errno, errnoName(errno), `/run/netns/${name}`) };
}

const tasksFirst = (a: NamespaceHolder, b: NamespaceHolder): number => Number(a.by === "descriptor") - Number(b.by === "descriptor") || a.pid - b.pid;

/** The listing that `kernel_list` wrote. Holders that ended while they were read (start time 0) are left out. */
export function readNamespaceRecords(octets: Uint8Array): NamespaceList {
  const reader = new RecordReader(octets);
  const gathered = new Map<number, Gathered>();
  const faults: ListingFault[] = [];
  let own = 0;
  const at = (inode: number): Gathered => {
    const known = gathered.get(inode) ?? { names: [], holders: [] };
    gathered.set(inode, known);
    return known;
  };
  while (reader.more) {
    const kind = reader.number(1);
    if (kind === recordKind.fault) faults.push(readFault(reader));
    else {
      const inode = reader.number(8);
      const listing = at(inode);
      if (kind === recordKind.own) own = inode;
      else if (kind === recordKind.name) listing.names.push(reader.text());
      else {
        const holder = readHolder(reader);
        if (holder.startTime > 0) listing.holders.push(holder);
      }
    }
  }
  const namespaces: NamespaceListing[] = [...gathered].map(([inode, { names, holders }]) => ({
    inode,
    names: names.sort(),
    holders: holders.sort(tasksFirst).slice(0, holdersKept),
  }));
  return { own, namespaces: namespaces.filter(({ inode, names, holders }) => inode === own || names.length + holders.length > 0), faults };
}

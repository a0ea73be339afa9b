import type { AddressRecord } from "./address-message.ts";
import type { BridgePortRecord } from "./bridge-message.ts";
import type { BridgeVlans, BusDevice, EthtoolFacts, InterfaceAddress, InterfaceFacts } from "./interface-facts.ts";
import type { LinkEvent } from "./link-event.ts";
import type { LinkRecord } from "./link-message.ts";

export type DumpKind = "addresses" | "bridge" | "links";

/** Looks a device up, once when it appears. */
export type ReadDevice = (bus: string, name: string) => BusDevice;

const noAddresses: readonly InterfaceAddress[] = [];

/**
 * Folds what the kernel says into one fact sheet for each interface. Every method returns the events that follow, none when nothing
 * changed. During a dump it keeps what was seen, so that the end of the dump tells what is gone.
 */
export class LinkTable {
  readonly interfaces = new Map<number, InterfaceFacts>();
  readonly #readDevice: ReadDevice;
  #addresses = new Map<number, readonly InterfaceAddress[]>();
  #vlans = new Map<number, BridgeVlans | null>();
  #seen: { links?: Set<number>; addresses?: Map<number, readonly InterfaceAddress[]>; bridge?: Map<number, BridgeVlans | null> } = {};

  constructor(readDevice: ReadDevice) {
    this.#readDevice = readDevice;
  }

  /** An RTM_NEWLINK, event or reply. */
  link(record: LinkRecord): LinkEvent[] {
    const { ifindex } = record;
    this.#seen.links?.add(ifindex);
    const before = this.interfaces.get(ifindex);
    const addresses = this.#addresses.get(ifindex) ?? noAddresses;
    const vlans = record.masterKind === "bridge" || record.bridge ? (this.#vlans.get(ifindex) ?? null) : null;
    const device = record.device && (sameDevice(record.device, before?.device) ?? this.#readDevice(record.device.bus, record.device.name));
    // What is added to a record stands before it: V8 gives each object that begins with a copy and grows a shape of its own.
    return this.#put(before, { addresses, vlans, ethtool: before?.ethtool ?? null, ...record, device });
  }

  /** The interface is gone, to another namespace when `movedTo` (an nsid) says so. */
  linkGone(ifindex: number, movedTo: number | null): LinkEvent[] {
    this.#seen.links?.delete(ifindex);
    for (const map of [this.#addresses, this.#vlans, this.#seen.addresses, this.#seen.bridge]) map?.delete(ifindex);
    const before = this.interfaces.get(ifindex);
    if (!before) return [];
    this.interfaces.delete(ifindex);
    return [{ kind: "vanished", before, movedTo }];
  }

  /** An address came, changed or went. */
  address({ ifindex, address }: AddressRecord, present: boolean): LinkEvent[] {
    for (const map of [this.#addresses, this.#seen.addresses]) {
      const others = (map?.get(ifindex) ?? noAddresses).filter(
        (each) => each.address !== address.address || each.prefixLength !== address.prefixLength,
      );
      map?.set(ifindex, present ? [...others, address] : others);
    }
    return this.#change(ifindex, { addresses: this.#addresses.get(ifindex) ?? noAddresses });
  }

  /** The bridge's side of a port; `present` false when the port left. */
  bridgePort({ ifindex, port, vlans }: BridgePortRecord, present: boolean): LinkEvent[] {
    for (const map of [this.#vlans, this.#seen.bridge]) present ? map?.set(ifindex, vlans) : map?.delete(ifindex);
    if (!present) return this.#change(ifindex, { vlans: null });
    return this.#change(ifindex, port ? { vlans, bridgePort: port } : { vlans });
  }

  /** What ethtool answered. */
  ethtool(ifindex: number, ethtool: EthtoolFacts | null): LinkEvent[] {
    return this.#change(ifindex, { ethtool });
  }

  /** From now on everything that is seen counts as still there. */
  beginDump(kind: DumpKind): void {
    if (kind === "links") this.#seen.links = new Set();
    else this.#seen[kind] = new Map();
  }

  /** What was not seen since `beginDump` is gone, unless the dump was incomplete. */
  endDump(kind: DumpKind, complete: boolean): LinkEvent[] {
    const { links, addresses, bridge } = this.#seen;
    delete this.#seen[kind];
    if (!complete) return [];
    if (kind === "links") return [...this.interfaces.keys()].filter((each) => !links?.has(each)).flatMap((each) => this.linkGone(each, null));
    if (kind === "addresses") this.#addresses = addresses ?? new Map();
    else this.#vlans = bridge ?? new Map();
    return [...this.interfaces.keys()].flatMap((each) =>
      this.#change(each, kind === "addresses" ? { addresses: this.#addresses.get(each) ?? noAddresses } : { vlans: this.#vlans.get(each) ?? null }),
    );
  }

  #change(ifindex: number, change: Partial<InterfaceFacts>): LinkEvent[] {
    const before = this.interfaces.get(ifindex);
    return before ? this.#put(before, { ...before, ...change }) : [];
  }

  #put(before: InterfaceFacts | undefined, after: InterfaceFacts): LinkEvent[] {
    if (before && sameFacts(before, after)) return [];
    this.interfaces.set(after.ifindex, after);
    return [before ? { kind: "changed", before, after } : { kind: "appeared", after }];
  }
}

function sameDevice({ bus, name }: { bus: string; name: string }, known: BusDevice | null | undefined): BusDevice | null {
  return known && known.bus === bus && known.name === name ? known : null;
}

/** Equality by value. */
function sameFacts(a: InterfaceFacts, b: InterfaceFacts): boolean {
  return (Object.keys(a) as (keyof InterfaceFacts)[]).every((key) => {
    const [left, right] = [a[key], b[key]];
    return left === right || (typeof left === "object" && left !== null && right !== null && JSON.stringify(left) === JSON.stringify(right));
  });
}

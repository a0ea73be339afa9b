import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cgroupOwner } from "../../src/netns/cgroup-owner.ts";
import { decodeEthtool, decodeFamily } from "../../src/netns/ethtool-message.ts";
import { type InterfaceFacts, WiringMap } from "../../src/netns/index.ts";
import { InodeOrder } from "../../src/netns/inode-order.ts";
import { LinkTable } from "../../src/netns/link-table.ts";
import { decodeNamespaceId } from "../../src/netns/namespace-id-message.ts";
import { NamespaceIds } from "../../src/netns/namespace-ids.ts";
import { type Attribute, errnoOf, headerLength, netlinkMessages, netlinkRequest, walkAttributes } from "../../src/netns/netlink-message.ts";
import { parsePacketSockets } from "../../src/netns/packet-sockets.ts";
import { foldRouteMessage } from "../../src/netns/route-fold.ts";
import { interfaceFacts } from "../support/interface-facts.ts";
import { recordedLabels, recordedMessages } from "../support/netlink-octets.ts";

/** Everything that looks at what the kernel sent. */
function decodeAll(octets: Uint8Array): LinkTable {
  const table = new LinkTable((bus, name) => ({ bus, name, driver: null, virtualFunction: false }));
  for (const message of netlinkMessages(octets)) {
    foldRouteMessage(table, message);
    decodeNamespaceId(message);
    decodeFamily(message);
    decodeEthtool(message);
    errnoOf(message);
  }
  return table;
}

const recordings = recordedLabels.flatMap(recordedMessages);
const recording = fc.constantFrom(...recordings);
const damage = fc.array(fc.tuple(fc.nat(4096), fc.nat(255)), { minLength: 1, maxLength: 8 });

describe("netlink messages", () => {
  it("of any octets are decoded without an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2048 }), (octets) => {
        decodeAll(octets);
      }),
      { numRuns: 5000 },
    );
  });

  it("that are recorded ones with some octets changed, or cut short, are decoded without an exception and with bounded results", () => {
    fc.assert(
      fc.property(recording, damage, fc.nat(4096), (octets, changes, length) => {
        const copy = octets.slice();
        for (const [at, value] of changes) copy[at % copy.length] = value;
        for (const each of [copy, copy.subarray(0, length)]) {
          for (const facts of decodeAll(each).interfaces.values()) {
            expect(JSON.stringify(facts).length).toBeLessThan(60_000);
            expect(facts.vlans?.tagged.length ?? 0).toBeLessThanOrEqual(4094);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("never make the messages of a datagram more than its octets allow", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), (octets) => {
        const messages = netlinkMessages(octets);
        expect(messages.length * headerLength).toBeLessThanOrEqual(octets.length);
        for (const { end } of messages) expect(end).toBeLessThanOrEqual(octets.length);
      }),
    );
  });

  it("carry back the attributes that were put in", () => {
    const attribute = fc.tuple(fc.integer({ min: 1, max: 0x3fff }), fc.uint8Array({ maxLength: 64 }));
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 20 }), fc.nat(), (attributes, sequence) => {
        const [message] = netlinkMessages(netlinkRequest(16, 0, sequence >>> 0, new Uint8Array(16), attributes as Attribute[]));
        const found: [number, Uint8Array][] = [];
        walkAttributes(message!.octets, message!.start + 16, message!.end, (type, from, to) => found.push([type, message!.octets.slice(from, to)]));
        expect(found).toEqual(attributes);
        expect(message!.sequence).toBe(sequence >>> 0);
      }),
    );
  });
});

describe("texts of /proc", () => {
  it("are read whatever they hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        cgroupOwner(text);
        for (const { ifindex, inode } of parsePacketSockets(text)) expect(Number.isSafeInteger(ifindex + inode)).toBe(true);
      }),
    );
  });
});

describe("NamespaceIds", () => {
  const step = fc.oneof(
    fc.tuple(fc.constant("learn" as const), fc.nat(4), fc.nat(3), fc.nat(4)),
    fc.tuple(fc.constant("forget" as const), fc.nat(4), fc.nat(3), fc.constant(0)),
    fc.tuple(fc.constant("drop" as const), fc.nat(4), fc.constant(0), fc.constant(0)),
  );

  it("agree with a plain list, both ways", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const ids = new NamespaceIds();
        let list: { namespace: number; id: number; meaning: number }[] = [];
        for (const [kind, namespace, id, meaning] of steps) {
          if (kind !== "drop") list = list.filter((each) => each.namespace !== namespace || each.id !== id);
          if (kind === "learn") list.push({ namespace, id, meaning });
          if (kind === "drop") list = list.filter((each) => each.namespace !== namespace && each.meaning !== namespace);
          if (kind === "learn") ids.learn(namespace, id, meaning);
          else if (kind === "forget") ids.forget(namespace, id);
          else ids.drop(namespace);
        }
        for (const { namespace, id, meaning } of list) expect(ids.meaningOf(namespace, id)).toBe(meaning);
        for (let meaning = 0; meaning <= 4; meaning++) {
          const expected = list.filter((each) => each.meaning === meaning).map(({ namespace, id }) => `${namespace}/${id}`);
          expect(
            ids
              .knownAs(meaning)
              .map(({ namespace, id }) => `${namespace}/${id}`)
              .sort(),
          ).toEqual(expected.sort());
        }
      }),
    );
  });
});

describe("InodeOrder", () => {
  it("goes outwards as sorting by distance does", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { maxLength: 50 }), fc.nat(1000), fc.nat(60), (inodes, from, limit) => {
        const order = new InodeOrder();
        for (const inode of [...inodes, ...inodes]) order.add(inode);
        const distances = inodes.filter((inode) => inode !== from).map((inode) => Math.abs(inode - from));
        const found = order.outward(from, limit, () => true).map((inode) => Math.abs(inode - from));
        expect(found).toEqual(distances.sort((a, b) => a - b).slice(0, limit));
        for (const inode of inodes) order.delete(inode);
        expect(order.outward(from, limit, () => true)).toEqual([]);
      }),
    );
  });
});

describe("WiringMap", () => {
  /** Cables between random namespaces; indexes and nsids are small, so that they collide all the time. */
  const cables = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 });
  const gone = fc.nat(5);

  it("pairs exactly the ends of each cable, whatever the indexes, and forgets those of a namespace that is gone", () => {
    fc.assert(
      fc.property(cables, gone, (ends, dead) => {
        const map = new WiringMap();
        const tables = Array.from({ length: 6 }, () => new Map<number, InterfaceFacts>());
        for (const [namespace, table] of tables.entries()) map.add(namespace, table);
        const idOf = (namespace: number, other: number) => (other - namespace + 6) % 6;
        const wired = ends.map(([a, b]) => {
          const first = tables[a]!.size + 1;
          const second = tables[b]!.size + (a === b ? 2 : 1);
          const link = (from: number, to: number) => ({ linkNamespaceId: from === to ? null : idOf(from, to) });
          tables[a]!.set(first, interfaceFacts({ ifindex: first, link: second, ...link(a, b) }));
          tables[b]!.set(second, interfaceFacts({ ifindex: second, link: first, ...link(b, a) }));
          return [
            { namespace: a, ifindex: first },
            { namespace: b, ifindex: second },
          ] as const;
        });
        for (let namespace = 0; namespace < 6; namespace++)
          for (let other = 0; other < 6; other++) if (other !== namespace) map.learn(namespace, idOf(namespace, other), other);
        for (const [near, far] of wired) {
          expect(map.peerOf(near)).toEqual(far);
          expect(map.peerOf(far)).toEqual(near);
        }
        map.remove(dead);
        for (const [near, far] of wired) {
          const alive = near.namespace !== dead && far.namespace !== dead;
          expect(map.peerOf(near)).toEqual(alive ? far : null);
        }
      }),
    );
  });
});

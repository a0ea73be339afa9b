import { describe, expect, it } from "vitest";
import { type InterfaceFacts, WiringMap } from "../../../src/netns/index.ts";
import { interfaceFacts } from "../../support/interface-facts.ts";

type Table = Map<number, InterfaceFacts>;

function table(...facts: Parameters<typeof interfaceFacts>[0][]): Table {
  return new Map(facts.map((each) => [each.ifindex, interfaceFacts(each)]));
}

/** Three namespaces in which every interface has index 2 and every nsid is 0 or 1. */
function equalIndexes() {
  const map = new WiringMap();
  const tables = {
    10: table({ ifindex: 2, link: 2, linkNamespaceId: 0 }, { ifindex: 3, link: 3, linkNamespaceId: 1 }),
    11: table({ ifindex: 2, link: 2, linkNamespaceId: 0 }),
    12: table({ ifindex: 3, link: 3, linkNamespaceId: 0 }, { ifindex: 2, link: 2, linkNamespaceId: 1 }),
  };
  for (const [inode, each] of Object.entries(tables)) map.add(Number(inode), each);
  return { map, tables };
}

const ref = (namespace: number, ifindex: number) => ({ namespace, ifindex });

describe("WiringMap", () => {
  it("answers only what is exact: both ends' nsids must be known", () => {
    const { map } = equalIndexes();
    expect(map.peerOf(ref(10, 2))).toBeNull();
    map.learn(10, 0, 11);
    expect(map.peerOf(ref(10, 2))).toBeNull();
    map.learn(11, 0, 10);
    expect(map.peerOf(ref(10, 2))).toEqual(ref(11, 2));
    expect(map.peerOf(ref(11, 2))).toEqual(ref(10, 2));
    expect(map.peerOf(ref(10, 3))).toBeNull();
  });

  it("tells whose answers changed, both ends of a pair", () => {
    const { map } = equalIndexes();
    expect(map.review(map.learn(10, 1, 12))).toEqual([]);
    expect(map.review(map.learn(12, 0, 10))).toEqual([ref(12, 3), ref(10, 3)]);
    expect(map.review([ref(10, 3)])).toEqual([]);
    expect(map.review(map.remove(12))).toEqual([ref(10, 3)]);
    expect(map.peerOf(ref(10, 3))).toBeNull();
    expect(map.toldPeerOf(ref(10, 3))).toBeNull();
  });

  it("believes no end whose counterpart says otherwise", () => {
    const { map, tables } = equalIndexes();
    map.learn(10, 0, 11);
    map.learn(11, 0, 10);
    tables[11].set(2, interfaceFacts({ ifindex: 2, link: 9, linkNamespaceId: 0 }));
    expect(map.peerOf(ref(10, 2))).toBeNull();
    tables[11].set(2, interfaceFacts({ ifindex: 2, kind: "macvlan", link: 2, linkNamespaceId: 0 }));
    expect(map.peerOf(ref(10, 2))).toBeNull();
    expect(map.parentOf(ref(11, 2))).toEqual(ref(10, 2));
  });

  it("pairs ends in one namespace without any nsid", () => {
    const map = new WiringMap();
    map.add(10, table({ ifindex: 2, link: 3 }, { ifindex: 3, link: 2 }, { ifindex: 4, link: 4 }));
    expect(map.peerOf(ref(10, 2))).toEqual(ref(10, 3));
    expect(map.peerOf(ref(10, 5))).toBeNull();
  });

  it("knows masters, members, parents and children", () => {
    const map = new WiringMap();
    const settings = { kind: "vxlan", id: 5, link: 2, local: null, remote: null, port: 4789 } as const;
    map.add(
      10,
      table(
        { ifindex: 2, kind: "physical", master: 3 },
        { ifindex: 3, kind: "bridge" },
        { ifindex: 4, kind: "vlan", link: 2 },
        { ifindex: 5, kind: "vxlan", settings },
        { ifindex: 6, kind: "veth", master: 99 },
      ),
    );
    expect(map.masterOf(ref(10, 2))).toEqual(ref(10, 3));
    expect(map.masterOf(ref(10, 6))).toBeNull();
    expect(map.membersOf(ref(10, 3))).toEqual([ref(10, 2)]);
    expect(map.parentOf(ref(10, 5))).toEqual(ref(10, 2));
    expect(map.childrenOf(ref(10, 2))).toEqual([ref(10, 4), ref(10, 5)]);
  });

  it("offers the nearest namespaces that could hold the other end, without those that are matched", () => {
    const map = new WiringMap();
    for (const inode of [10, 20, 21, 30, 45])
      map.add(inode, table({ ifindex: 2, link: 3, linkNamespaceId: 0 }, { ifindex: 3, link: 2, linkNamespaceId: 1 }));
    expect(map.candidates(ref(21, 2), 3, 10)).toEqual([20, 30, 10, 45]);
    expect(map.candidates(ref(21, 2), 3, 2)).toEqual([20, 30]);
    map.learn(20, 1, 10);
    expect(map.candidates(ref(21, 2), 3, 10)).toEqual([30, 10, 45]);
    expect(map.candidates(ref(21, 2), 9, 10)).toEqual([]);
  });
});

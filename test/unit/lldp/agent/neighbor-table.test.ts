import { describe, expect, it } from "vitest";
import { type Neighbor, NeighborTable } from "../../../../src/lldp/agent/neighbor-table.ts";

const counts = { tlvsDiscarded: 0, tlvsUnrecognized: 0, inErrors: 0, discarded: 0 } as const;

function neighbor(msap: string, ttl: number, firstHeard = 0, confirmed = false): Neighbor {
  const kept = { octets: new Uint8Array(), start: 14, vlan: null, closed: true };
  const expiresAt = firstHeard + 1000 * ttl;
  return { msap, kept, ttl, counts, expiresAt, firstHeard, lastChange: firstHeard, confirmed, deadline: expiresAt, slot: -1 };
}

function tableOf(...neighbors: Neighbor[]): NeighborTable {
  const table = new NeighborTable();
  for (const each of neighbors) table.add(each);
  return table;
}

describe("NeighborTable", () => {
  it("finds by identity; keys such as __proto__ are like any other", () => {
    const strange = neighbor("__proto__", 10);
    const table = tableOf(strange, neighbor("b", 10));
    expect(table.find("__proto__")).toBe(strange);
    expect(table.find("constructor")).toBeNull();
    table.remove(strange);
    expect(table.find("__proto__")).toBeNull();
    expect(table.size).toBe(1);
  });

  it("tells when the first life ends, and who that is", () => {
    const [long, short] = [neighbor("a", 60), neighbor("b", 2)];
    const table = tableOf(long, short);
    expect(table.nextExpiry).toBe(2000);
    expect(table.expired(1999)).toBeNull();
    expect(table.expired(2000)).toBe(short);
    table.remove(short);
    expect(table.expired(59_999)).toBeNull();
    expect(table.expired(60_000)).toBe(long);
  });

  it("forgets nobody whose life was restarted", () => {
    const one = neighbor("a", 2);
    const table = tableOf(one);
    table.restartLife(one, 2, 1500);
    expect(table.expired(2000)).toBeNull();
    expect(table.nextExpiry).toBe(3500);
    expect(table.expired(3500)).toBe(one);
  });

  it("ends a life early when the new TTL is shorter", () => {
    const one = neighbor("a", 100);
    const table = tableOf(one);
    table.restartLife(one, 1, 1000);
    expect(table.nextExpiry).toBe(2000);
    expect(table.expired(2000)).toBe(one);
  });

  it("names the stranger that was silent longest", () => {
    const [known, old, young] = [neighbor("a", 900, 0, true), neighbor("b", 900, 10), neighbor("c", 900, 20)];
    const table = tableOf(young, known, old);
    expect(table.longestSilentStranger(30)).toBe(old);
    expect(table.longestSilentStranger(10)).toBeNull();
    expect([...table].map(({ msap }) => msap).sort()).toEqual(["a", "b", "c"]);
  });

  it("is empty with nothing to wait for", () => {
    expect(tableOf().nextExpiry).toBe(Number.POSITIVE_INFINITY);
    expect(tableOf().expired(1e12)).toBeNull();
  });
});

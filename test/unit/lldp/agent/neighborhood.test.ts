import { describe, expect, it } from "vitest";
import { neighborCount, nextDeadline, portCounters } from "../../../../src/lldp/agent/index.ts";
import { DrivenPort, frameOf, Places, seeded, statuses } from "../../../support/lldp-port.ts";

function receiver(maxNeighbors: number, places = new Places()): DrivenPort {
  const port = new DrivenPort({ parameters: { maxNeighbors }, places });
  port.tell({ kind: "statuses", statuses: statuses("rx-only") });
  port.link(true);
  return port;
}

const tooMany = (port: DrivenPort) => port.effects.flatMap(({ at, effect }) => (effect.kind === "too-many-neighbors" ? [[at, effect.active]] : []));

describe("too many neighbors (802.1AB-2016 9.2.7.7.5)", () => {
  it("keeps to the limit, counts, and raises the flag for the TTL of who was turned away", () => {
    const port = receiver(2);
    for (const name of ["a", "b", "c", "d"]) port.hear(frameOf(name, "eth1", { ttl: name === "d" ? 5 : 40 }));
    expect(neighborCount(port.state)).toBe(2);
    // The budget of arrivals is as large as the table: "c" and "d" come later.
    expect(portCounters(port.state)).toMatchObject({ tooManyNeighbors: 0, rateLimited: 2 });
    for (const name of ["a", "b"]) port.at(5000).hear(frameOf(name, "eth1", { ttl: 40 }));
    for (const name of ["c", "d"]) port.at(10_000).hear(frameOf(name, "eth1", { ttl: name === "d" ? 5 : 40 }));
    expect(portCounters(port.state)).toMatchObject({ tooManyNeighbors: 2, framesDiscarded: 2, framesInErrors: 0 });
    for (const time of [20_000, 40_000]) for (const name of ["a", "b"]) port.at(time).hear(frameOf(name, "eth1", { ttl: 40 }));
    port.at(60_000);
    expect(tooMany(port)).toEqual([
      [10_000, true],
      [50_000, false],
    ]);
  });

  it("never lets a stranger push out who was heard again", () => {
    const port = receiver(2);
    for (const name of ["a", "b", "a", "b"]) port.hear(frameOf(name, "eth1", { ttl: 900 }));
    for (let time = 10_000; time < 600_000; time += 7_000) port.at(time).hear(frameOf(`stranger ${time}`, "eth1"));
    expect(port.changes).toEqual(["added new", "added new"]);
  });

  it("gives the place of a passer-by to who comes later", () => {
    const port = receiver(2);
    for (const name of ["a", "passer-by", "a"]) port.hear(frameOf(name, "eth1", { ttl: 3600 }));
    port.at(59_000).hear(frameOf("b", "eth1"));
    expect(port.changes).toEqual(["added new", "added new"]);
    port.at(61_000).hear(frameOf("b", "eth1"));
    expect(port.changes.slice(2)).toEqual(["removed evicted", "added new"]);
    expect(neighborCount(port.state)).toBe(2);
  });

  it("takes places that all ports share, and gives them back", () => {
    const places = new Places(3);
    const [one, other] = [receiver(100, places), receiver(100, places)];
    for (const name of ["a", "b", "c"]) one.hear(frameOf(name, "eth1", { ttl: 10 }));
    other.hear(frameOf("d", "eth1"));
    expect(portCounters(other.state).tooManyNeighbors).toBe(1);
    one.at(10_000);
    expect(places.taken).toBe(0);
    other.at(10_000).hear(frameOf("d", "eth1"));
    expect(neighborCount(other.state)).toBe(1);
  });

  it("learns a full table of ten thousand at once", () => {
    const port = receiver(10_000);
    for (let index = 0; index < 10_000; index++) port.hear(frameOf(`system ${index}`, "eth1"));
    expect(neighborCount(port.state)).toBe(10_000);
    expect(portCounters(port.state)).toMatchObject({ rateLimited: 0, tooManyNeighbors: 0 });
    port.at(121_000);
    expect(neighborCount(port.state)).toBe(0);
    expect(portCounters(port.state).ageouts).toBe(10_000);
  });

  it("limits how many new or changed LLDPDUs cost something, never the repeated ones", () => {
    const port = receiver(8);
    const known = frameOf("a", "eth1");
    port.hear(known);
    for (let round = 0; round < 20_000; round++) {
      port.hear(frameOf("b", "eth1", { description: String(round) }));
      port.hear(known);
    }
    const { rateLimited, framesReceived } = portCounters(port.state);
    expect(framesReceived).toBe(40_001);
    expect(rateLimited).toBeGreaterThan(15_000);
    expect(port.changes.length).toBeLessThan(5_000);
    port.at(120_000).hear(known);
    port.at(130_000);
    expect(neighborCount(port.state)).toBe(1);
  });

  it("hears what a neighbor has to say, however many strangers shout", () => {
    const port = receiver(8);
    port.hear(frameOf("a", "eth1"));
    port.hear(frameOf("a", "eth1"));
    for (let round = 0; round < 50_000; round++) port.hear(frameOf(`stranger ${round}`, "eth1", { ttl: 3600 }));
    port.hear(frameOf("a", "eth1", { description: "moved" }));
    expect(port.changes.filter((change) => change === "changed changed")).toHaveLength(1);
    port.hear(frameOf("a", "eth1", { ttl: 0 }));
    expect(port.changes.at(-1)).toBe("removed shutdown");
  });

  it("tells once that it is flooded, and once that this is over", () => {
    const port = receiver(8);
    const told = () => port.effects.flatMap(({ at, effect }) => (effect.kind === "flooded" ? [[at, effect.active, effect.frames]] : []));
    for (let time = 0; time <= 35_000; time += 5) port.at(time).hear(frameOf(`stranger ${time}`, "eth1"));
    expect(told()).toEqual([[expect.any(Number), true, 1]]);
    const { rateLimited } = portCounters(port.state);
    port.at(60_000);
    expect(told()).toEqual([
      [expect.any(Number), true, 1],
      [expect.any(Number), false, rateLimited],
    ]);
    expect(nextDeadline(port.state)).toBeLessThan(Number.POSITIVE_INFINITY);
    port.at(4_000_000);
    expect(nextDeadline(port.state)).toBe(Number.POSITIVE_INFINITY);
  });

  it("has few events to tell of a flood, whatever is sent", () => {
    const port = receiver(128);
    const random = seeded(5);
    const names = Array.from({ length: 200 }, (_, index) => `system ${index}`);
    const minute = 60_000;
    for (let time = 0; time < minute; time += 1) {
      const name = random() < 0.5 ? names[Math.floor(random() * names.length)] : `stranger ${time}`;
      port.at(time).hear(frameOf(name as string, "eth1", { ttl: random() < 0.2 ? 0 : 1 + Math.floor(random() * 100), description: String(time) }));
    }
    // A burst of changes and arrivals, then 100 changes and 128 / 5 arrivals a second, each of which may also leave.
    expect(port.changes.length).toBeLessThan(512 + 128 + (100 + 2 * 26) * 60);
    expect(port.changes.length).toBeGreaterThan(1000);
  });
});

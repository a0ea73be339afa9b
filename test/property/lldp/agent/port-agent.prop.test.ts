import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neighborCount, nextDeadline, type PortEvent, portCounters } from "../../../../src/lldp/agent/index.ts";
import { decodeLldpdu, destinationNames, destinationOf } from "../../../../src/lldp/wire/index.ts";
import { DrivenPort, frameOf, localInformation, Places, seeded, statuses } from "../../../support/lldp-port.ts";

const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
const goodFrame = fc
  .record({ name, ttl: fc.constantFrom(0, 1, 3, 121, 65535), destination: fc.constantFrom(...destinationNames), description: name })
  .map(({ name, ...options }) => frameOf(name, "eth1", options));
/** A valid frame in which some octets are something else, or which is cut. */
const brokenFrame = fc
  .record({ frame: goodFrame, at: fc.nat({ max: 59 }), octets: fc.uint8Array({ maxLength: 6 }), length: fc.nat({ max: 70 }) })
  .map(({ frame, at, octets, length }) => {
    const broken = frame.slice();
    broken.set(octets.subarray(0, Math.max(0, broken.length - at)), at);
    return broken.subarray(0, length);
  });
const randomFrame = fc
  .uint8Array({ maxLength: 200 })
  .map((octets) => Uint8Array.from([1, 0x80, 0xc2, 0, 0, 0x0e, 2, 0, 0, 0, 0, 9, 0x88, 0xcc, ...octets]));
const octets = fc.oneof({ weight: 4, arbitrary: goodFrame }, { weight: 2, arbitrary: brokenFrame }, randomFrame);
const event: fc.Arbitrary<PortEvent> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("frame" as const), octets, vlan: fc.option(fc.nat({ max: 4094 })) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("link" as const), up: fc.boolean(), reason: fc.constant("link-down" as const) }) },
  fc
    .constantFrom("rx-and-tx", "rx-only", "tx-only", "disabled")
    .map((status) => ({ kind: "statuses" as const, statuses: statuses(status as "rx-and-tx") })),
  name.map((each) => ({ kind: "local" as const, local: localInformation(each, "eth0") })),
  fc.constant({ kind: "tick" as const }),
);
const script = fc.array(fc.record({ event, after: fc.constantFrom(0, 0.25, 1, 999, 1000, 30_000, 200_000) }), { maxLength: 60 });

describe("port agent under any script", () => {
  it("keeps its promises", () => {
    fc.assert(
      fc.property(script, fc.nat(), (steps, seed) => {
        const places = new Places(6);
        const parameters = { maxNeighbors: 4 };
        const port = new DrivenPort({ parameters, places, random: seeded(seed) });
        let now = 0;
        const restarts: number[] = [];
        for (const { event, after } of steps) {
          now += after;
          port.at(now).tell(event);
          if (event.kind === "link" || event.kind === "statuses") restarts.push(now);
          const { state } = port;
          expect(nextDeadline(state)).toBeGreaterThan(now);
          expect(places.taken).toBe(neighborCount(state));
          for (const { neighbors, counters } of state.agents) {
            expect(neighbors.size).toBeLessThanOrEqual(parameters.maxNeighbors);
            for (const { expiresAt } of neighbors) expect(expiresAt).toBeGreaterThan(now);
            expect(counters.framesDiscarded).toBeLessThanOrEqual(counters.framesReceived);
          }
          if (!state.around.linkUp) expect(neighborCount(state)).toBe(0);
        }
        expectCredit(port, restarts);
        expectHistory(port);
      }),
      { numRuns: 1500 },
    );
  });
});

/** Five at once and one more per second, for each agent, unless it started anew; shutdown LLDPDUs need no credit. */
function expectCredit(port: DrivenPort, restarts: readonly number[]): void {
  for (const destination of destinationNames) {
    const times = port.effects.flatMap(({ at, effect }) => {
      const counts =
        effect.kind === "transmit" && destinationOf(effect.octets) === destination && decodeLldpdu(effect.octets, 14).outcome === "accepted";
      return counts ? [at] : [];
    });
    for (let index = 5; index < times.length; index++) {
      const [from, to] = [times[index - 5]!, times[index]!];
      if (!restarts.some((time) => from <= time && time <= to)) expect(to - from).toBeGreaterThanOrEqual(1000);
    }
  }
}

/** Each neighbor is added, then changed, then removed; what the effects say adds up to the table. */
function expectHistory(port: DrivenPort): void {
  const present = new Set<string>();
  for (const { effect } of port.effects) {
    if (!("msap" in effect)) continue;
    const key = `${effect.destination} ${effect.msap}`;
    expect(present.has(key)).toBe(effect.kind !== "neighbor-added");
    expect([effect.before !== null, effect.after !== null]).toEqual([effect.kind !== "neighbor-added", effect.kind !== "neighbor-removed"]);
    if (effect.kind === "neighbor-removed") present.delete(key);
    else present.add(key);
  }
  expect(present.size).toBe(neighborCount(port.state));
  expect(portCounters(port.state).framesTransmitted).toBe(port.transmissions.length);
}

import { describe, expect, it } from "vitest";
import { neighborCount, portCounters } from "../../../../src/lldp/agent/index.ts";
import { DrivenPort, localInformation, seeded, speaking, statuses } from "../../../support/lldp-port.ts";
import { TurnedClock } from "../../../support/turned-clock.ts";
import { VirtualSegment } from "../../../support/virtual-segment.ts";

const maxInterval = 30_000;

/** A port that wants to speak but has no link yet. */
function port(name: string, seed = 1): DrivenPort {
  const made = new DrivenPort({ random: seeded(seed) });
  made.tell({ kind: "statuses", statuses: speaking });
  made.tell({ kind: "local", local: localInformation(name, "eth0") });
  return made;
}

const known = (ports: readonly DrivenPort[]) => ports.map(({ state }) => neighborCount(state));

describe("two ports on a cable", () => {
  it("know each other at once, whoever comes first", () => {
    const segment = new VirtualSegment();
    const [a, b] = [port("a"), port("b", 2)];
    segment.join(a);
    segment.clock.turn(17_000);
    segment.join(b);
    segment.clock.turn(1);
    expect(known([a, b])).toEqual([1, 1]);
  });

  it("forget each other at once on shutdown and after the TTL on a crash", () => {
    const segment = new VirtualSegment();
    const [a, b] = [port("a"), port("b", 2)];
    segment.join(a);
    segment.join(b);
    segment.clock.turn(60_000);
    segment.tell(a, { kind: "statuses", statuses: statuses("disabled") });
    segment.clock.turn(1);
    expect(known([a, b])).toEqual([0, 0]);
    expect(b.changes).toEqual(["added new", "removed shutdown"]);
    segment.tell(a, { kind: "statuses", statuses: speaking });
    segment.clock.turn(2001);
    expect(known([a, b])).toEqual([1, 1]);
    segment.unplug(a);
    segment.clock.turn(121_000 + maxInterval);
    expect(b.changes.at(-1)).toBe("removed aged-out");
  });

  it("lose nobody in a day of silence but for their LLDPDUs", () => {
    const segment = new VirtualSegment();
    const [a, b] = [port("a"), port("b", 2)];
    segment.join(a);
    segment.join(b);
    segment.clock.turn(24 * 3600 * 1000);
    expect([a.changes, b.changes]).toEqual([["added new"], ["added new"]]);
    const { framesTransmitted, framesReceived } = portCounters(a.state);
    expect(framesTransmitted).toBeGreaterThanOrEqual(2880);
    expect(framesTransmitted).toBeLessThan(2880 + 12);
    expect(framesReceived).toBe(portCounters(b.state).framesTransmitted);
  });
});

describe("ten ports on a bridge that forwards LLDP", () => {
  it("all know all, and none sends faster than its credit", () => {
    const segment = new VirtualSegment();
    const ports = Array.from({ length: 10 }, (_, index) => port(`system ${index}`, index));
    for (const each of ports) segment.join(each);
    segment.clock.turn(5000);
    expect(known(ports)).toEqual(ports.map(() => 9));
    for (const { transmissions } of ports) {
      for (let index = 5; index < transmissions.length; index++)
        expect(transmissions[index]! - transmissions[index - 5]!).toBeGreaterThanOrEqual(1000);
    }
  });
});

describe("a hundred ports that start together", () => {
  it("do not go on together", () => {
    const clock = new TurnedClock();
    const ports = Array.from({ length: 100 }, (_, index) => port(`system ${index}`, index));
    for (const each of ports) new VirtualSegment(clock).join(each);
    clock.turn(300_000);
    const inOneInterval = ports.flatMap(({ transmissions }) => transmissions.filter((time) => time >= 240_000 && time < 270_000));
    expect(inOneInterval).toHaveLength(100);
    const perSecond = new Map<number, number>();
    for (const time of inOneInterval) perSecond.set(Math.floor(time / 1000), (perSecond.get(Math.floor(time / 1000)) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThan(15);
    expect(perSecond.size).toBeGreaterThan(22);
  });
});

describe("a cable that loses frames", () => {
  it.each([0.1, 0.3, 0.5])("of %d still joins two ports, and they seldom forget each other", (share) => {
    const random = seeded(42);
    const segment = new VirtualSegment(new TurnedClock(), { loses: () => random() < share });
    const [a, b] = [port("a"), port("b", 2)];
    segment.join(a);
    segment.join(b);
    segment.clock.turn(70_000);
    expect(known([a, b])).toEqual([1, 1]);
    segment.clock.turn(3600 * 1000);
    // Gone only after four LLDPDUs in a row were lost.
    const forgotten = [a, b].flatMap(({ changes }) => changes).filter((change) => change === "removed aged-out").length;
    expect(forgotten).toBeLessThanOrEqual(Math.ceil(240 * share ** 4 * 2));
  });
});

describe("a storm of restarts", () => {
  it("leaves every port with exactly the neighbors that are there", () => {
    const random = seeded(7);
    const segment = new VirtualSegment();
    const ports = Array.from({ length: 12 }, (_, index) => port(`system ${index}`, index));
    const plugged = new Set(ports);
    for (const each of ports) segment.join(each);
    for (let round = 0; round < 300; round++) {
      const each = ports[Math.floor(random() * ports.length)]!;
      if (!plugged.has(each)) segment.join(each);
      else if (random() < 0.5) segment.leave(each);
      else segment.unplug(each);
      if (plugged.has(each)) plugged.delete(each);
      else plugged.add(each);
      segment.clock.turn(random() * 700);
    }
    segment.clock.turn(121_000 + 2 * maxInterval);
    for (const each of plugged) expect(neighborCount(each.state)).toBe(plugged.size - 1);
  });
});

import { describe, expect, it } from "vitest";
import { virtualWire } from "../../../src/capture/index.ts";
import { PortRunner, wakeUpFor } from "../../../src/daemon/port-runner.ts";
import { createPortAgent, defaultParameters, type PortEffect } from "../../../src/lldp/index.ts";
import { localInformation, Places, speaking, statuses } from "../../support/lldp-port.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

function pair() {
  const clock = new TurnedClock();
  const ends = virtualWire(clock);
  return ["a", "b"].map((name, index) => {
    const effects: PortEffect[] = [];
    const agent = createPortAgent(defaultParameters, new Places(), () => 0.5);
    const runner = new PortRunner({ clock, channel: ends[index]!, agent, onEffect: (effect) => effects.push(effect) });
    runner.tell({ kind: "statuses", statuses: speaking });
    runner.tell({ kind: "local", local: localInformation(name, "eth0") });
    return { runner, effects, clock, end: ends[index]! };
  });
}

describe("PortRunner", () => {
  it("joins agents by their channels, in virtual time", () => {
    const [a, b] = pair() as [ReturnType<typeof pair>[0], ReturnType<typeof pair>[0]];
    for (const { runner } of [a, b]) runner.tell({ kind: "link", up: true, reason: "link-down" });
    a.clock.turn(10);
    expect([a, b].map(({ effects }) => effects.map(({ kind }) => kind))).toEqual([["neighbor-added"], ["neighbor-added"]]);
    a.clock.turn(600_000);
    expect(a.effects).toHaveLength(1);
    expect(a.runner.counters().framesTransmitted).toBeGreaterThan(20);
    b.runner.tell({ kind: "statuses", statuses: statuses("disabled") });
    a.clock.turn(10);
    expect(a.effects.at(-1)).toMatchObject({ kind: "neighbor-removed", reason: "shutdown" });
  });

  it("keeps one timer, whatever happens, and none when closed", async () => {
    const [a] = pair() as [ReturnType<typeof pair>[0]];
    for (let round = 0; round < 50; round++) {
      a.runner.tell({ kind: "link", up: round % 2 === 0, reason: "link-down" });
      a.clock.turn(1);
      expect(a.clock.waiting).toBe(round % 2 === 0 ? 1 : 0);
    }
    await Promise.all([a.runner.close(), a.runner.close()]);
    const { framesTransmitted } = a.runner.counters();
    a.runner.tell({ kind: "link", up: true, reason: "link-down" });
    expect([a.clock.waiting, a.runner.counters().framesTransmitted]).toEqual([0, framesTransmitted]);
  });

  it("sends what is due every 30 s together with others, without drifting", () => {
    const [a] = pair() as [ReturnType<typeof pair>[0]];
    a.clock.turn(12.3);
    a.runner.tell({ kind: "link", up: true, reason: "link-down" });
    const sent: number[] = [];
    const plain = a.end.send.bind(a.end);
    a.end.send = (octets) => {
      sent.push(a.clock.now());
      return plain(octets);
    };
    a.clock.turn(200_000);
    const gaps = sent.slice(1).map((at, index) => at - (sent[index] as number));
    expect(sent.slice(-5).map((at) => at % 100)).toEqual([0, 0, 0, 0, 0]);
    expect(gaps.slice(-4)).toEqual([30_000, 30_000, 30_000, 30_000]);
  });

  it("is on time for what is near, and at most 100 ms late for what is far", () => {
    expect([wakeUpFor(1234.5, 1000), wakeUpFor(Number.POSITIVE_INFINITY, 0)]).toEqual([1234.5, Number.POSITIVE_INFINITY]);
    for (const deadline of [5000.1, 30_000, 30_000.5, 119_999.99]) {
      const late = wakeUpFor(deadline, 0) - deadline;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(100);
    }
  });

  it("counts what the channel refuses", async () => {
    const [a] = pair() as [ReturnType<typeof pair>[0]];
    await a.end.close();
    a.runner.tell({ kind: "link", up: true, reason: "link-down" });
    expect(a.runner.counters().transmitErrors).toBe(1);
  });
});

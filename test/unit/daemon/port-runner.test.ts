import { describe, expect, it } from "vitest";
import { virtualWire } from "../../../src/capture/index.ts";
import { PortRunner } from "../../../src/daemon/port-runner.ts";
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

  it("counts what the channel refuses", async () => {
    const [a] = pair() as [ReturnType<typeof pair>[0]];
    await a.end.close();
    a.runner.tell({ kind: "link", up: true, reason: "link-down" });
    expect(a.runner.counters().transmitErrors).toBe(1);
  });
});

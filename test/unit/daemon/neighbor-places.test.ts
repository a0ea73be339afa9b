import { describe, expect, it } from "vitest";
import { NeighborPlaces } from "../../../src/daemon/neighbor-places.ts";

/** Takes until refused; returns how many were got. */
function fill(places: NeighborPlaces, held = 0): number {
  let got = 0;
  while (places.take(held + got)) got++;
  return got;
}

describe("places for neighbors", () => {
  it("leaves places for others, however greedy one port is", () => {
    const places = new NeighborPlaces(1000);
    const first = fill(places);
    expect(first).toBe(800);
    expect(fill(places)).toBe(160);
    expect(places.take(0)).toBe(true);
  });

  it("never gives more than there are, and takes each back", () => {
    const places = new NeighborPlaces(3);
    expect([places.take(0), places.take(0), places.take(0), places.take(0)]).toEqual([true, true, true, false]);
    places.give();
    expect(places.take(0)).toBe(true);
  });

  it("bounds a namespace within the whole, and one namespace leaves places for the others", () => {
    const whole = new NeighborPlaces(1000);
    const [greedy, modest] = [new NeighborPlaces(5000, whole), new NeighborPlaces(100, whole)];
    let got = 0;
    // So many ports that each holds one neighbor.
    while (greedy.take(0)) got++;
    expect(got).toBe(800);
    got = 0;
    while (modest.take(0)) got++;
    expect(got).toBe(100);
    for (let index = 0; index < 100; index++) modest.give();
    expect(whole.take(0)).toBe(true);
  });
});

import { expect, test } from "vitest";
import { readEventId, readMoment } from "../../../src/api/moment.ts";

const wall = Date.parse("2026-01-02T00:00:00Z");

test.each([
  ["now", { kind: "now" }],
  ["2026-01-01T12:00:00Z", { kind: "time", time: "2026-01-01T12:00:00.000Z" }],
  ["2026-01-01T12:00:00.5+02:00", { kind: "time", time: "2026-01-01T10:00:00.500Z" }],
  ["-10m", { kind: "time", time: "2026-01-01T23:50:00.000Z" }],
  ["-1d2h3m4s", { kind: "time", time: "2025-12-31T21:56:56.000Z" }],
  ["e1-17", { kind: "event", id: "e1-17", epoch: "e1", sequence: 17 }],
])("%s", (text, moment) => {
  expect(readMoment(text, wall)).toEqual(moment);
});

test.each(["", "yesterday", "10m", "-", "-m", "-10", "-10y", "-999999999d", "2026-13-01T00:00:00Z", "2026-01-01", "a-b-0", "e1-", "-5", "e1-1e9"])(
  "%j is none",
  (text) => {
    expect(() => readMoment(text, wall)).toThrow(expect.objectContaining({ code: "moment-invalid" }));
  },
);

test("an id without an epoch is none", () => {
  expect(readEventId("-5")).toBeNull();
});

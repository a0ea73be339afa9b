import { describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/base/index.ts";
import { harmless, type Point, PointQueue, type PointWriter, sanitize, WriteError } from "../../../src/push/index.ts";
import { TurnedClock } from "../../support/turned-clock.ts";

const point = (index: number): Point => ({ measurement: "m", tags: { index: String(index) }, fields: { value: index }, time: index });
const points = (count: number, from = 0) => Array.from({ length: count }, (_, index) => point(from + index));

class Server implements PointWriter {
  readonly taken: Point[] = [];
  up = true;
  writes = 0;
  refuses: (point: Point) => boolean = () => false;

  async write(batch: readonly Point[]): Promise<void> {
    this.writes++;
    if (!this.up) throw new WriteError("connection refused", true);
    if (batch.some(this.refuses)) throw new WriteError("400", false);
    this.taken.push(...batch);
  }

  async close(): Promise<void> {}
}

async function turn(clock: TurnedClock, by: number): Promise<void> {
  for (let done = 0; done < by; done += 500) {
    clock.turn(500);
    for (let tick = 0; tick < 40; tick++) await Promise.resolve();
  }
}

function queue(server: Server, clock: TurnedClock, more: { limit?: number; batch?: number } = {}): PointQueue {
  return new PointQueue({ writer: server, clock, log: silentLogger, random: () => 0.5, ...more });
}

describe("the queue of points", () => {
  it("writes in order, in batches, soon after the first point", async () => {
    const [server, clock] = [new Server(), new TurnedClock()];
    const made = queue(server, clock, { batch: 100 });
    made.add(points(250));
    await turn(clock, 1500);
    expect(server.taken).toEqual(points(250));
    expect(server.writes).toBe(3);
    await turn(clock, 600_000);
    expect(server.writes).toBe(3);
  });

  it("loses nothing within its bound while the server is away for ten minutes, and counts what it must lose", async () => {
    const [server, clock] = [new Server(), new TurnedClock()];
    const made = queue(server, clock, { limit: 1000 });
    server.up = false;
    for (let minute = 0; minute < 10; minute++) {
      made.add(points(90, 90 * minute));
      await turn(clock, 60_000);
    }
    expect(made.figures()).toMatchObject({ queued: 900, dropped: { overflow: 0, refused: 0 }, error: "connection refused" });
    // Growing delays: ten minutes are about as many attempts, not hundreds.
    expect(server.writes).toBeLessThan(25);
    server.up = true;
    await turn(clock, 90_000);
    expect(server.taken).toEqual(points(900));
    expect(made.figures()).toMatchObject({ queued: 0, written: 900, error: null });

    server.up = false;
    made.add(points(1500));
    await turn(clock, 10_000);
    expect(made.figures()).toMatchObject({ queued: 1000, dropped: { overflow: 500, refused: 0 } });
    server.up = true;
    await turn(clock, 120_000);
    expect(server.taken.slice(900)).toEqual(points(1000, 500));
  });

  it("finds the one point that the server refuses and keeps the rest", async () => {
    const [server, clock] = [new Server(), new TurnedClock()];
    const made = queue(server, clock, { batch: 64 });
    server.refuses = ({ time }) => time === 37;
    made.add(points(200));
    await turn(clock, 20_000);
    expect(server.taken).toEqual(points(200).filter(({ time }) => time !== 37));
    expect(made.figures()).toMatchObject({ queued: 0, written: 199, dropped: { overflow: 0, refused: 1 } });
  });

  it("writes what waits when it is closed", async () => {
    const [server, clock] = [new Server(), new TurnedClock()];
    const made = queue(server, clock);
    made.add(points(3));
    await made.close();
    await made.close();
    expect(server.taken).toEqual(points(3));
    expect(clock.waiting).toBe(0);
  });
});

describe("strings from the wire", () => {
  it("carry nothing that line protocol could misread", () => {
    for (const hostile of ["a\nforged x=1", "end\\", "a\\,b=1", "\r\u2028\u0000", "x".repeat(5000), "\ud800"]) {
      const safe = harmless(hostile);
      expect(safe).not.toMatch(/[\n\r\\\u2028\u0000]/);
      expect(Array.from(safe).length).toBeLessThanOrEqual(256);
    }
    expect(sanitize({ measurement: "m", tags: { empty: "", name: "a\nb\\" }, fields: { text: "q\\", count: 1 }, time: 1 })).toEqual({
      measurement: "m",
      tags: { name: "a\ufffdb\ufffd" },
      fields: { text: "q\ufffd", count: 1 },
      time: 1,
    });
  });
});

import { describe, expect, it } from "vitest";
import { takeToken, tokenAt, tokenBucket } from "../../../../src/lldp/agent/token-bucket.ts";

describe("token bucket", () => {
  it("gives its capacity at once and then one per period", () => {
    const bucket = tokenBucket(5, 1000);
    const taken = Array.from({ length: 20 }, (_, index) => takeToken(bucket, 100 + index));
    expect(taken.filter(Boolean)).toHaveLength(5);
    expect(tokenAt(bucket)).toBe(1100);
    expect(takeToken(bucket, 1099)).toBe(false);
    expect(takeToken(bucket, 1100)).toBe(true);
    expect(takeToken(bucket, 1100)).toBe(false);
  });

  it("never holds more than its capacity", () => {
    const bucket = tokenBucket(2, 10);
    takeToken(bucket, 0);
    const taken = Array.from({ length: 5 }, () => takeToken(bucket, 1_000_000));
    expect(taken).toEqual([true, true, false, false, false]);
  });

  it("can be asked at exactly the time it names, also a fractional one", () => {
    const bucket = tokenBucket(3, 1000 / 7);
    for (let index = 0; index < 3; index++) takeToken(bucket, 0.1);
    for (let index = 0; index < 100; index++) expect(takeToken(bucket, tokenAt(bucket))).toBe(true);
  });
});

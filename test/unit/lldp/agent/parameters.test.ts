import { describe, expect, it } from "vitest";
import { defaultParameters, parameterRanges, transmittedTtl } from "../../../../src/lldp/agent/parameters.ts";

describe("parameters", () => {
  it("sends interval x hold + 1 seconds of life", () => {
    expect(transmittedTtl(defaultParameters)).toBe(121);
    expect(transmittedTtl({ ...defaultParameters, msgTxInterval: 1500, msgTxHold: 3 })).toBe(6);
  });

  it("caps the TTL at what its field holds", () => {
    expect(transmittedTtl({ ...defaultParameters, msgTxInterval: 3_600_000, msgTxHold: 100 })).toBe(65535);
  });

  it("has every default inside its range", () => {
    for (const [name, [low, high]] of Object.entries(parameterRanges)) {
      const value = defaultParameters[name as keyof typeof defaultParameters];
      expect(value, name).toBeGreaterThanOrEqual(low);
      expect(value, name).toBeLessThanOrEqual(high);
    }
  });
});

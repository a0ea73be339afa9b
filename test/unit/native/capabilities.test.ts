import { describe, expect, it } from "vitest";
import { missingIn } from "../../../src/native/capabilities.ts";

const status = (effective: string): string => `Name:\tnode\nCapPrm:\tffffffffffffffff\nCapEff:\t${effective}\n`;

describe("missing capabilities", () => {
  it("are none for root and for exactly the five", () => {
    expect(missingIn(status("000001ffffffffff"))).toEqual([]);
    expect(missingIn(status("0000000000283004"))).toEqual([]);
  });

  it("are named one by one", () => {
    expect(missingIn(status("0000000000003000"))).toEqual(["CAP_SYS_ADMIN", "CAP_SYS_PTRACE", "CAP_DAC_READ_SEARCH"]);
    expect(missingIn(status("0000000000000000"))).toHaveLength(5);
    expect(missingIn("")).toHaveLength(5);
  });
});

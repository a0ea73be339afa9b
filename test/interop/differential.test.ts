import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CaptureStream } from "../../src/capture/capture-stream.ts";
import { decodeLldpdu, encodeLldpdu, lldpduStart } from "../../src/lldp/index.ts";
import { runCommand } from "../support/command-run.ts";
import { haveTools } from "../support/tools.ts";
import { acceptedDifferences } from "./differential/accepted.ts";
import { type Comparison, compareWithTshark } from "./differential/compare.ts";
import { comparedFields, tables } from "./differential/fields.ts";

// Thousands of random valid LLDPDUs, made by scapy, are read by tshark and by `decode`; every field that both name has to agree.
// `LLDP_WATCH_SEED` chooses others, `LLDP_WATCH_LIST=1` lists each difference.

// Debian's scapy belongs to Debian's python.
const python = "/usr/bin/python3";
const seed = process.env["LLDP_WATCH_SEED"] ?? "20260101";
const count = 2400;
const folder = mkdtempSync(join(tmpdir(), "lw-differential-"));
const capture = join(folder, "random.pcap");
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!haveTools("tshark") || !existsSync(python))(`${count} random LLDPDUs of scapy, seed ${seed}`, () => {
  let comparison: Comparison;
  let outcomes: readonly { readonly outcome: string; readonly faults: readonly unknown[] }[];

  beforeAll(async () => {
    const maker = fileURLToPath(new URL("differential/make-lldpdus.py", import.meta.url));
    execFileSync(python, [maker, seed, String(count), capture], { stdio: ["ignore", "inherit", "inherit"] });
    const { out } = await runCommand(["decode", "--ndjson", capture]);
    outcomes = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    comparison = compareWithTshark(capture, out);
    if (process.env["LLDP_WATCH_LIST"]) console.log(comparison.differences);
  }, 180_000);

  it("are all accepted without a fault", () => {
    expect(outcomes.length).toBe(count);
    expect(outcomes.filter(({ outcome, faults }) => outcome !== "accepted" || faults.length > 0)).toEqual([]);
  });

  it("are encoded again into the same octets", () => {
    let frames = 0;
    const stream = new CaptureStream();
    stream.push(readFileSync(capture), ({ octets }) => {
      const start = lldpduStart(octets) ?? 0;
      const { value } = decodeLldpdu(octets, start);
      expect(value && encodeLldpdu(value).octets).toEqual(new Uint8Array(octets.subarray(start)));
      frames++;
    });
    expect(frames).toBe(count);
  });

  it("mean the same to tshark, but for the accepted differences", () => {
    const unexplained = comparison.differences.filter((difference) => !acceptedDifferences.some(({ explains }) => explains(difference)));
    expect(unexplained).toEqual([]);
    expect(comparison.values).toBeGreaterThan(20 * count);
  });

  it("show each compared field often enough", () => {
    const rare = [...comparedFields, ...tables].filter(({ tshark }) => (comparison.seen.get(tshark) ?? 0) < 20).map(({ tshark }) => tshark);
    expect(rare).toEqual([]);
  });

  it.each(acceptedDifferences)("still differ where accepted: $why", ({ explains }) => {
    expect(comparison.differences.some(explains)).toBe(true);
  });
});

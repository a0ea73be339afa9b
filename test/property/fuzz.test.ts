import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Coverage } from "../fuzz/coverage.ts";
import { corpusFolder, fuzz } from "../fuzz/fuzzer.ts";
import { octetTargets } from "../fuzz/octet-targets.ts";
import { textTargets } from "../fuzz/text-targets.ts";
import { seeded } from "../support/lldp-port.ts";

// Every reader of octets and texts from outside, fed with variants of good inputs and with what broke one before (test/fuzz/corpus).
// A short time here; `npm run fuzz -- --seconds N` goes on for longer, looks for inputs that reach new code, and keeps what breaks.

const targets = [...octetTargets, ...textTargets];
const long = process.env["LLDP_WATCH_FUZZ_SECONDS"];
const milliseconds = (1000 * Number(long ?? 5)) / targets.length;
const seed = Number(process.env["LLDP_WATCH_SEED"] ?? (long === undefined ? 1 : Date.now() % 1_000_000));
const coverage = long === undefined ? null : new Coverage();
await coverage?.start();
afterAll(() => coverage?.close());

test.each(targets)("$name keeps its promises", { timeout: 2 * milliseconds + 60_000 }, async (target) => {
  const { runs, population, failure } = await fuzz(target, { milliseconds, random: seeded(seed), coverage });
  if (long !== undefined) console.log(`${target.name}: ${runs} inputs, ${population} kept, ${coverage?.blocks} blocks reached in all, seed ${seed}`);
  if (failure) {
    const name = createHash("sha256").update(failure.input).digest("hex").slice(0, 16);
    mkdirSync(join(corpusFolder, target.name), { recursive: true });
    writeFileSync(join(corpusFolder, target.name, name), failure.input);
    throw new Error(`seed ${seed}, input ${corpusFolder}/${target.name}/${name}`, { cause: failure.error });
  }
  expect(runs).toBeGreaterThan(target.seeds().length);
});

test("a broken promise is found, with the input that broke it", async () => {
  const target = { name: "none", seeds: () => [Uint8Array.of(1, 2, 3)], run: (octets: Uint8Array) => expect(octets[1]).toBe(2) };
  const { failure } = await fuzz(target, { milliseconds: 5000, random: seeded(1), coverage: null });
  expect(failure?.input[1]).not.toBe(2);
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Coverage } from "./coverage.ts";
import { mutate, type Random } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

export const corpusFolder = "test/fuzz/corpus";
/** Asking for the coverage takes as long as some inputs do; a batch that reached new code is kept as a whole. */
const batchLength = 16;
/** Milliseconds that one input of 4 KB may take at most, also on a busy machine: more is a way to stop the reader. */
const slowest = 5000;

export interface FuzzFailure {
  readonly input: Uint8Array;
  readonly error: unknown;
}

export interface FuzzResult {
  readonly runs: number;
  readonly population: number;
  readonly failure: FuzzFailure | null;
}

export interface FuzzOptions {
  readonly milliseconds: number;
  readonly random: Random;
  /** Keeps the inputs that reach new code; without it inputs vary the seeds only. */
  readonly coverage: Coverage | null;
}

/** Inputs that were found before, and are tried first each time. */
export function corpusOf(target: FuzzTarget): readonly Uint8Array[] {
  const folder = join(corpusFolder, target.name);
  return existsSync(folder) ? readdirSync(folder).map((name) => Uint8Array.from(readFileSync(join(folder, name)))) : [];
}

/** Feeds the target for so long, or until it breaks a promise. */
export async function fuzz(target: FuzzTarget, { milliseconds, random, coverage }: FuzzOptions): Promise<FuzzResult> {
  const population = [...target.seeds(), ...corpusOf(target)];
  let runs = 0;
  const attempt = async (batch: readonly Uint8Array[]): Promise<FuzzFailure | null> => {
    for (const input of batch) {
      runs++;
      const failure = await tryOne(target, input);
      if (failure) return failure;
    }
    return null;
  };
  const some = () => population[Math.floor(random() * population.length)] as Uint8Array;
  let failure = await attempt(population);
  await coverage?.gained();
  for (const end = performance.now() + milliseconds; !failure && performance.now() < end; ) {
    const batch = Array.from({ length: batchLength }, () => mutate(some(), some(), random));
    failure = await attempt(batch);
    if (!failure && coverage && (await coverage.gained()) > 0) population.push(...batch);
  }
  return { runs, population: population.length, failure };
}

async function tryOne(target: FuzzTarget, input: Uint8Array): Promise<FuzzFailure | null> {
  const start = performance.now();
  try {
    await target.run(input.slice());
  } catch (error) {
    return { input, error };
  }
  const took = performance.now() - start;
  return took < slowest ? null : { input, error: new Error(`${input.length} octets took ${Math.round(took)} ms`) };
}

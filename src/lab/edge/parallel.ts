import { availableParallelism } from "node:os";

/** Cuts the work into as many parts as there are processors (at most 8) and does them side by side. Results come in the order of the work. */
export async function inParallel<T, R>(items: readonly T[], work: (part: readonly T[]) => Promise<R>): Promise<R[]> {
  const parts = Math.min(8, availableParallelism(), items.length);
  const size = Math.ceil(items.length / Math.max(1, parts));
  const slices = Array.from({ length: parts }, (_, index) => items.slice(index * size, (index + 1) * size)).filter((slice) => slice.length > 0);
  const results = await Promise.allSettled(slices.map(work));
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** Minimum, median and maximum of several rounds. */
export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly rounds: number;
}

/** One line of a table: what was measured, ours beside each peer's on the same work in the same run. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** Whether less is better (times, octets) or more (rates, ratios). */
  readonly better: "less" | "more";
  readonly ours: Summary | null;
  /** By name, such as `lldpd`. Null: the peer cannot do it; `note` says why. */
  readonly peers: Readonly<Record<string, Summary | null>>;
  /** The target of the design, in words, with whether this run met it; absent where there is none. */
  readonly target?: { readonly text: string; readonly met: boolean };
  readonly note?: string;
}

export interface Context {
  /** The short form: fewer rounds and sizes, at most some 20 s a scenario. */
  readonly short: boolean;
  readonly rounds: number;
  /** Progress for people; never part of the result. */
  log(line: string): void;
  /** Runs at the end, also after a failure, last registered first. */
  cleanUp(run: () => void | Promise<void>): void;
  /** A port of the loopback, names of namespaces and a temporary folder that no other run uses. */
  readonly prefix: string;
  readonly folder: string;
}

export interface Scenario {
  readonly name: string;
  /** What is done, with which settings on both sides. */
  readonly summary: string;
  /** Commands that must be on PATH for the peers' columns; a missing one leaves its column out and says so. */
  readonly peers: readonly string[];
  /** Ratios that the short form in CI holds; no noise explains a miss of these. */
  readonly run: (context: Context) => Promise<readonly Row[]>;
}

/** The summary of some figures; the median of an even count is the mean of the middle two. */
export function summarize(figures: readonly number[]): Summary {
  if (figures.length === 0) throw new RangeError("no figures to summarize");
  const sorted = [...figures].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  return { min: sorted[0] as number, median, max: sorted.at(-1) as number, rounds: figures.length };
}

/** The q-quantile (0..1) by the nearest rank. */
export function quantile(figures: readonly number[], q: number): number {
  if (figures.length === 0) throw new RangeError("no figures");
  const sorted = [...figures].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] as number;
}

/** Least squares through points: value = intercept + slope * x. */
export function regression(points: readonly (readonly [number, number])[]): { readonly slope: number; readonly intercept: number } {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { slope, intercept: meanY - slope * meanX };
}

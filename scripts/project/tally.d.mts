/** What one run of vitest comes to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Files that failed without a failing test. */
  readonly broken: readonly string[];
}

export function tally(reportFile: string, exitStatus: number): Tally;

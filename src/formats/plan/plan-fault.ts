/** What is wrong with a plan file, and where. */
export interface PlanFault {
  /** From 1; 0 when the fault has no place. */
  readonly line: number;
  readonly message: string;
}

/** Carries a fault out of the readers of this room; `readPlan` turns it into a value. */
export class PlanError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

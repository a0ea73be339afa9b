/** Verdicts that say that a cable is not where the plan wants it, as a matcher. */
export const miscabled = "wrong-peer|wrong-port|swapped|unexpected|missing";

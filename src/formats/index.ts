export type { PlanFault } from "./plan/plan-fault.ts";
export { type PlanReading, readPlan } from "./plan/read-plan.ts";

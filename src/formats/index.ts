export { type GraphFormat, writeGraph } from "./graph/write-graph.ts";
export { writePlan } from "./graph/write-plan.ts";
export type { PlanFault } from "./plan/plan-fault.ts";
export { type PlanReading, readPlan } from "./plan/read-plan.ts";

export { type Family, type FamilyKey, families } from "./catalog.ts";
export { Exposition, type ExpositionFormat, type ExpositionOptions } from "./exposition.ts";
export { labelValue } from "./label.ts";
export type { MetricsSource, Sample } from "./source.ts";
export { ChangeTally } from "./tally.ts";

export type { Progress } from "./edge/apply.ts";
export type { LabContext } from "./edge/context.ts";
export { type DownResult, down } from "./edge/down.ts";
export { defaultStateFolder } from "./edge/journal.ts";
export { LabError } from "./edge/lab-error.ts";
export { type UpResult, up } from "./edge/up.ts";
export { formatFault, type LabFault } from "./file/fault.ts";
export { type ParsedLab, parseLab } from "./file/parse-lab.ts";
export type { Lab } from "./model.ts";

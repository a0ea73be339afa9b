/** Where in the document: keys and indices from the top. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a lab file. Lines and columns count from 1. */
export interface LabFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to write instead, or null. */
  readonly hint: string | null;
}

/** `FILE:LINE:COLUMN: MESSAGE (HINT)`, the form that editors jump to. */
export function formatFault(file: string, fault: LabFault): string {
  return `${file}:${fault.line}:${fault.column}: ${fault.message}${fault.hint === null ? "" : ` (${fault.hint})`}`;
}

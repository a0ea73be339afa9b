/** A lab command that cannot be done, said so that its user understands it. `refused`: nothing was touched. */
export class LabError extends Error {
  readonly kind: "refused" | "failed" | "interrupted" | "rights" | "busy" | "absent";
  /** What to do instead, or null. */
  readonly hint: string | null;

  constructor(kind: LabError["kind"], message: string, hint: string | null = null) {
    super(message);
    this.name = "LabError";
    this.kind = kind;
    this.hint = hint;
  }
}

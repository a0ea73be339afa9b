/** Ends an exhaustive switch: compiles only when no case is left; throws when a value arrives that the types deny (a bug). */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

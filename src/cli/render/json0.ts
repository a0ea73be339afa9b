/** A JSON value in the manner of lldpcli's json0: every child is a list of objects, text stands under `value`, numbers are text. */
export interface Json0 {
  readonly [name: string]: string | boolean | readonly Json0[];
}

/** A child that is one text. */
export function textChild(text: string | number): readonly Json0[] {
  return [{ value: String(text) }];
}

/** A child by name, left out when there is nothing to say. */
export function child(name: string, values: readonly Json0[] | null | undefined): Json0 {
  return values && values.length > 0 ? { [name]: values } : {};
}

/** Whether two JSON values say the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && sameList(one, other);
  let fields = 0;
  for (const name in one) {
    fields++;
    if (!Object.hasOwn(other, name) || !sameValue((one as Fields)[name], (other as Fields)[name])) return false;
  }
  for (const _ in other) fields--;
  return fields === 0;
}

type Fields = Readonly<Record<string, unknown>>;

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (!sameValue(one[index], other[index])) return false;
  return true;
}

import { ApiError } from "./api-error.ts";

// A cursor names the last item that was given, so a page continues right after it whatever has come or gone meanwhile.

/** The opaque cursor after an item of a collection. */
export function cursorAfter(collection: string, id: string): string {
  return Buffer.from(JSON.stringify([collection, id])).toString("base64url");
}

/** The id that a cursor of this collection continues after. Throws `cursor-invalid`. */
export function readCursor(collection: string, cursor: string): string {
  try {
    const [of, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (of === collection && typeof id === "string") return id;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new ApiError("cursor-invalid", `The cursor is none of ${collection}.`);
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** The page of `sorted` (by id, code unit order) that matches, with at most `limit` items after the cursor. */
export function pageOf<T extends { readonly id: string }>(
  collection: string,
  sorted: readonly T[],
  matches: (item: T) => boolean,
  { limit, cursor }: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Page<T> {
  const most = limit ?? 1000;
  const items: T[] = [];
  for (let at = cursor === undefined ? 0 : firstAfter(sorted, readCursor(collection, cursor)); at < sorted.length; at++) {
    const item = sorted[at] as T;
    if (!matches(item)) continue;
    if (items.length === most) return { items, nextCursor: cursorAfter(collection, items[most - 1]?.id ?? "") };
    items.push(item);
  }
  return { items, nextCursor: null };
}

function firstAfter(sorted: readonly { readonly id: string }[], id: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.id ?? "") <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

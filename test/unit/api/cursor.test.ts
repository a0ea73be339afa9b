import fc from "fast-check";
import { expect, test } from "vitest";
import { cursorAfter, pageOf, readCursor } from "../../../src/api/cursor.ts";

const items = (ids: readonly string[]) => [...new Set(ids)].sort().map((id) => ({ id }));

test("a cursor is of one collection, and nothing else is one", () => {
  expect(readCursor("ports", cursorAfter("ports", "a:é"))).toBe("a:é");
  for (const cursor of [cursorAfter("links", "a"), "", "%", "e30", "W10", "bnVsbA", "WyJwb3J0cyIsMV0"]) {
    expect(() => readCursor("ports", cursor), cursor).toThrow(expect.objectContaining({ code: "cursor-invalid" }));
  }
});

test("whatever comes and goes between two pages, what stays is given once", () => {
  const ids = fc.array(fc.string({ maxLength: 3 }), { maxLength: 30 });
  fc.assert(
    fc.property(ids, ids, ids, fc.integer({ min: 1, max: 5 }), (staying, leaving, coming, limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 100; page++) {
        const present = items([...staying, ...(page === 0 ? leaving : coming)]);
        const { items: given, nextCursor } = pageOf("x", present, () => true, { limit, cursor });
        seen.push(...given.map(({ id }) => id));
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(staying.filter((id) => !seen.includes(id))).toEqual([]);
      expect(seen).toEqual([...seen].sort());
    }),
  );
});

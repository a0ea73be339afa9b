import * as Type from "typebox";
import { expect, test } from "vitest";
import { Words } from "../../../src/api/contract/words.ts";
import { flatObjectCheck } from "../../../src/api/flat-object.ts";

const schema = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 5 })),
  strict: Type.Optional(Type.Boolean()),
  state: Type.Optional(Type.Array(Words(["up", "down"]), { maxItems: 2 })),
  name: Type.String({ minLength: 2, maxLength: 4 }),
});
const query = flatObjectCheck(schema, "query");
const body = flatObjectCheck(schema, "body");

test.each<[Record<string, unknown>, Record<string, unknown>]>([
  [{ name: "ab" }, { limit: 5, name: "ab" }],
  [
    { name: "ab", limit: "10", strict: "true" },
    { limit: 10, strict: true, name: "ab" },
  ],
  [
    { name: "ab", state: "up, down" },
    { limit: 5, state: ["up", "down"], name: "ab" },
  ],
  [
    { name: "ab", state: ["up", "down"] },
    { limit: 5, state: ["up", "down"], name: "ab" },
  ],
])("a query %j is %j", (given, value) => {
  expect(query(given)).toEqual({ value });
});

test.each<[Record<string, unknown>, string]>([
  [{}, '"name" is required.'],
  [{ name: "a" }, '"name" must have 2 to 4 characters.'],
  [{ name: "ab", limit: "11" }, '"limit" must be from 1 to 10.'],
  [{ name: "ab", limit: "1.5" }, '"limit" must be a whole number.'],
  [{ name: "ab", limit: "1e1" }, '"limit" must be a whole number.'],
  [{ name: "ab", strict: "yes" }, '"strict" must be true or false.'],
  [{ name: "ab", state: "upp" }, '"state" cannot be "upp"; did you mean up?'],
  [{ name: "ab", state: "sideways" }, '"state" must be one of up, down.'],
  [{ name: "ab", state: "," }, '"state" must name at least one.'],
  [{ name: "ab", state: "up,down,up" }, '"state" must name at most 2.'],
  [{ name: ["ab", "cd"] }, '"name" must be given once.'],
  [{ name: "ab", limt: "1" }, '"limt" is unknown; did you mean limit?'],
  [{ name: "a", limit: "x" }, '"limit" must be a whole number; "name" must have 2 to 4 characters.'],
])("a query %j is refused: %s", (given, words) => {
  const outcome = query(given);
  expect("error" in outcome && outcome.error.message).toBe(words);
});

test("a body is not read leniently: a number is a number there", () => {
  expect(body({ name: "ab", limit: 3 })).toEqual({ value: { limit: 3, name: "ab" } });
  for (const wrong of [{ name: "ab", limit: "3" }, { name: "ab", strict: "true" }, { name: 7 }, null, [], "x"]) {
    const outcome = body(wrong);
    expect("error" in outcome && outcome.error.code, JSON.stringify(wrong)).toBe("body-invalid");
  }
});

test("a name of the language is a name like any other", () => {
  const outcome = body(JSON.parse('{"name":"ab","__proto__":{"limit":9},"constructor":1}'));
  expect("error" in outcome && outcome.error.message).toContain("is unknown");
});

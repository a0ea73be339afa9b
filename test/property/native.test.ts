import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "../../src/base/index.ts";
import { patternProbe } from "../support/compiled.ts";

// Few letters, so that names hit patterns; what is special in patterns comes often.
const letter = fc.constantFrom("a", "b", "c", "-", "!", "]", "é", "日", "\u{1f50c}");
const piece = fc.oneof(letter, fc.constantFrom("*", "?", "[", "[ab]", "[!ab]", "[a-c]", "[!a-]", "[é-日]", "[]", "[!]", " "));
const term = fc.tuple(fc.constantFrom("", "", "!", "!!", "!!!"), fc.array(piece, { maxLength: 6 })).map(([marks, pieces]) => marks + pieces.join(""));
const pattern = fc.array(term, { maxLength: 4 }).map((terms) => terms.join(","));
const name = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(""));

test("the helper and node read the same patterns in the same way", () => {
  const pairs = fc.sample(fc.tuple(pattern, name), 50_000);
  const input = pairs.map(([rule, word]) => `${rule}\0${word}\0`).join("");
  const said = execFileSync(patternProbe(), { input: Buffer.from(input), encoding: "latin1" });
  expect(said).toHaveLength(pairs.length);
  const differing = pairs.filter(([rule, word], index) => compilePattern(rule)(word) !== (said[index] === "1"));
  expect(differing.slice(0, 5)).toEqual([]);
  const allowed = [...said].filter((each) => each === "1").length / pairs.length;
  expect(allowed).toBeGreaterThan(0.1);
  expect(allowed).toBeLessThan(0.9);
});

import { expect, test } from "vitest";
import { compilePattern } from "../../../src/base/index.ts";

test.each<[string, readonly string[], readonly string[]]>([
  ["", ["anything", ""], []],
  ["eth0", ["eth0"], ["eth01", "xeth0", ""]],
  ["eth*", ["eth", "eth0"], ["xeth0"]],
  ["*a*b", ["ab", "xaab", "abab"], ["aba", "b"]],
  ["e?h", ["eth", "e\u{1f600}h"], ["eh", "etth"]],
  ["[a-c]x[!0-9]", ["axy", "cx-"], ["dxy", "ax5"]],
  ["[", ["["], ["x"]],
  ["[!]", ["!"], ["x"]],
  ["[]]", ["[]]"], ["]"]],
  ["[a-]", ["a", "-"], ["b"]],
  ["!docker*,!veth*", ["eth0"], ["docker0", "veth1"]],
  ["*,!eth*,!!eth1", ["eth1", "lo"], ["eth0"]],
  ["a.b", ["a.b"], ["axb"]],
  [" eth0 , lo ", ["eth0", "lo"], [" eth0 "]],
])("%j", (pattern, matching, others) => {
  const matches = compilePattern(pattern);
  expect(matching.filter((name) => !matches(name))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});

test("a hostile name against a hostile pattern ends at once", () => {
  const start = performance.now();
  expect(compilePattern(`${"*n".repeat(120)}!`)("n".repeat(255))).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});

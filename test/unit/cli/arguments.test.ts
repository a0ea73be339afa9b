import { expect, test } from "vitest";
import { parseArguments } from "../../../src/cli/arguments.ts";
import type { CommandSpec } from "../../../src/cli/command.ts";

const spec: CommandSpec = {
  name: "try",
  summary: "",
  description: [],
  positionals: [
    { name: "FROM", summary: "" },
    { name: "TO", summary: "", optional: true },
  ],
  options: [
    { name: "json", short: "j", kind: "flag", summary: "" },
    { name: "since", short: "s", kind: "text", summary: "" },
    { name: "limit", kind: "number", min: 1, max: 5, summary: "" },
    { name: "with", kind: "text", multiple: true, summary: "" },
    { name: "form", kind: "choice", choices: ["a", "b"], summary: "" },
  ],
  examples: [],
};
const parse = (...words: string[]) => parseArguments(spec, words);

test("flags, values, short forms and repeated options", () => {
  const given = parse("x", "-j", "--since=1", "--with", "one", "--with=two", "--limit", "3", "--form", "b");
  expect(given.positionals).toEqual(["x"]);
  expect(given.flag("json")).toBe(true);
  expect(given.text("since")).toBe("1");
  expect(given.number("limit")).toBe(3);
  expect(given.list("with")).toEqual(["one", "two"]);
  expect(given.text("form")).toBe("b");
  expect(parse("x").flag("json")).toBe(false);
  expect(parse("x").number("limit")).toBeUndefined();
});

test("the last of several values counts", () => {
  expect(parse("x", "--since", "1", "-s", "2").text("since")).toBe("2");
});

test("ages are values wherever they stand", () => {
  expect(parse("-10m", "now").positionals).toEqual(["-10m", "now"]);
  expect(parse("x", "--since", "-1h").text("since")).toBe("-1h");
  expect(parse("-1d", "-2h").positionals).toEqual(["-1d", "-2h"]);
});

test("after -- nothing is a flag", () => {
  expect(parse("--", "--json").positionals).toEqual(["--json"]);
});

test.each([
  [["x", "--limit", "9"], "--limit must be at most 5"],
  [["x", "--limit", ""], '--limit needs a number, not ""'],
  [["x", "--limit", "1e999"], '--limit needs a number, not "1e999"'],
  [["x", "y", "z"], 'unexpected word "z"'],
  [[], "FROM is missing"],
  [["x", "-q"], "unknown flag -q"],
])("%j is refused: %s", (words, message) => {
  expect(() => parse(...(words as string[]))).toThrow(message as string);
});

test("what belongs to another program is left alone", () => {
  const passing = { ...spec, positionals: [{ name: "NODE", summary: "" }], passesRest: true };
  expect(parseArguments(passing, ["n1", "ip", "-br", "link"]).rest).toEqual(["ip", "-br", "link"]);
  expect(parseArguments(passing, ["--json", "n1", "--", "ip", "--help"]).rest).toEqual(["ip", "--help"]);
});

test("asking for an option that the command does not have is a bug", () => {
  expect(() => parse("x").flag("jsno")).toThrow("try has no option --jsno");
});

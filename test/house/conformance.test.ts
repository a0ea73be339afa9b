import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/conformance.md", "utf8")
  .split("\n")
  .filter((line) => /^\| (?!clause|---)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test("every row of docs/conformance.md names a file that is there and a test that is called so", () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const [, clause, , state, file = "", proof = ""] of rows) {
    expect(["done", "partly", "not"], clause).toContain(state);
    if (state === "not") continue;
    expect(existsSync(file), file).toBe(true);
    const [path = "", name] = proof.split(/: (.*)/);
    expect(existsSync(path), path).toBe(true);
    if (name) expect(readFileSync(path, "utf8"), `${path}: ${name}`).toContain(`"${name}"`);
  }
});

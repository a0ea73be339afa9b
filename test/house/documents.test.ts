import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

test("documents that are made from code say what the code says", () => {
  const printed = execFileSync(process.execPath, ["scripts/docs.mjs", "--check"], { encoding: "utf8" });
  expect(printed).toMatch(/^[1-9]\d* documents compared$/m);
});

test("docs/dependencies.md has a line for each package, and no other", () => {
  const table = readFileSync("docs/dependencies.md", "utf8");
  const listed = [...table.matchAll(/^\| `([^`]+)`\s+\|/gm)].map((match) => match[1]);
  const wanted = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap(Object.keys);
  expect(listed.sort()).toEqual(wanted.sort());
});

function markdown(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

test("every relative link in a document leads to a file", () => {
  const files = [...markdown("docs"), ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].filter((name) => existsSync(name))];
  const broken = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map((match) => match[1] ?? "")
      .filter((target) => !existsSync(join(dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );
  expect(files.length).toBeGreaterThan(5);
  expect(broken).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

// The library as another project has it: through its subpath export, with its own types, in a place that is no Node.

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "lw-library-"));
const examples = [...readFileSync("docs/guides/library.md", "utf8").matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] as string);
const expected = [["leaf-1 eth0 voice"], ["heard 2:0:0:0:0:1", "again in 1000 ms"]];
const file = (index: number) => join(folder, `example-${index}.ts`);

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/lldp-watch"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  for (const [index, text] of examples.entries()) writeFileSync(file(index), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

function typeCheck(...files: readonly string[]): string {
  const compilerOptions = { noEmit: true, strict: true, target: "es2022", lib: ["es2022", "dom"], module: "nodenext", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  try {
    return execFileSync("node_modules/.bin/tsc", ["-p", folder], { encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test("has types that hold without those of Node, declarations included", () => {
  expect(examples).toHaveLength(expected.length);
  expect(typeCheck(...examples.map((_, index) => file(index)))).toBe("");
  const wrong = join(folder, "wrong.ts");
  writeFileSync(wrong, 'import { timeToLive } from "lldp-watch/lldp";\ntimeToLive("soon");\n');
  expect(typeCheck(wrong)).toContain("TS2345");
});

test.each(expected.map((lines, index) => ({ index, lines })))("example $index of the guide runs where there is no Node", async ({ index, lines }) => {
  const { outputFiles, metafile } = await build({
    entryPoints: [file(index)],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    logLevel: "silent",
  });
  expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external))).toEqual([]);
  const printed: string[] = [];
  const console = { log: (...words: readonly unknown[]) => printed.push(words.join(" ")) };
  // What a browser has and the language itself has not.
  runInContext(outputFiles[0]?.text ?? "", createContext({ console, TextDecoder, TextEncoder, Uint8Array }));
  expect(printed).toEqual(lines);
});

test("is in the npm tarball with its types", () => {
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" }));
  const paths = (files as { path: string }[]).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["dist/lldp/index.js", "dist/lldp/index.d.ts", "dist/base/index.d.ts"]));
});

// npm run docs [-- --check]: writes the documents and files that are made from code (scripts/docs/*.mjs each say which and how).
// With --check nothing is written: one that differs from what the code says is named, and the exit status is 1.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, say, script } from "./project/terminal.mjs";

async function made() {
  const folder = join(root, "scripts/docs");
  const makers = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  const files = await Promise.all(makers.map(async (name) => (await import(join(folder, name))).files()));
  return files.flat();
}

await script(async () => {
  const check = process.argv.includes("--check");
  const files = await made();
  const old = files.filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text);
  for (const { path, text } of check ? [] : old) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const { path } of old) say(`${path}: ${check ? "differs from the code; run npm run docs" : "written"}`);
  say(`${files.length} documents ${check ? "compared" : "made"}`);
  return check && (old.length > 0 || files.length === 0) ? 1 : 0;
});

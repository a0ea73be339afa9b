import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { letterBoxes, rooms } from "../../house.mjs";
import { destinations, reasons, verdicts, warnings } from "../../src/topology/index.ts";

const below = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" });

test("test/unit has the folders of src, and no others", () => {
  const folders = [
    ...new Set(below("test/unit").flatMap((entry) => (entry.name.endsWith(".test.ts") ? entry.parentPath.slice("test/unit/".length) : []))),
  ];
  const strangers = folders.filter((path) => !existsSync(join("src", path)));
  expect(folders.length).toBeGreaterThan(10);
  expect(strangers.filter((path) => !/^(web|grafana)(\/|$)/.test(path))).toEqual([]);
});

test("every room is tested: by itself, or on the kernel", () => {
  const kernel = readdirSync("test/kernel");
  const tested = (room: string) =>
    existsSync(join("test/unit", room)) || kernel.some((name) => name.startsWith(`${room}-`) || name === `${room}.test.ts`);
  expect(Object.keys(rooms).filter((room) => !tested(room))).toEqual([]);
});

test("every room that others use has a door that names what it offers one by one", () => {
  const used = new Set(Object.values(rooms).flatMap((room) => room.uses as readonly string[]));
  expect(used.size).toBeGreaterThan(10);
  for (const room of used) {
    const door = readFileSync(join("src", room, "index.ts"), "utf8");
    expect(door, room).toMatch(/^export /m);
    expect(door, room).not.toMatch(/export \*/);
  }
});

test("no file is called after what it is not about", () => {
  const names = below("src").map((entry) => entry.name.replace(/\.ts$/, ""));
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => /^(utils?|common|helpers|shared|misc|types)$/.test(name))).toEqual([]);
});

test("letter boxes are plain data: they import nothing that runs", () => {
  for (const box of letterBoxes) {
    const imports = [...readFileSync(box, "utf8").matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(imports.filter((name) => !name.startsWith(".") && name !== "typebox")).toEqual([]);
  }
});

test("the words of the product stand in the documents", () => {
  const glossary = readFileSync("docs/glossary.md", "utf8");
  for (const word of [...verdicts, ...destinations]) expect(glossary, word).toMatch(new RegExp(`\\b${word}\\b`));
  const everywhere = below("docs")
    .filter((entry) => entry.name.endsWith(".md"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  for (const word of [...reasons, ...warnings]) expect(everywhere.includes(word), `no document says what ${word} means`).toBe(true);
});

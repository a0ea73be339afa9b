// docs/README.md: every document with its title, so that none is lost.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, Stop } from "../project/terminal.mjs";

function title(path) {
  const text = readFileSync(join(root, path), "utf8");
  const heading = /^# (.+)$/m.exec(text)?.[1];
  if (heading === undefined) throw new Stop(`${path}: needs a first heading`);
  return heading;
}

function list(folder) {
  const names = readdirSync(join(root, "docs", folder))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort();
  return names.map((name) => {
    const path = folder === "" ? name : `${folder}/${name}`;
    return `- [${title(`docs/${path}`)}](${path})`;
  });
}

/** The table of contents. */
export function files() {
  const section = (heading, folder) => [`## ${heading}`, "", ...list(folder), ""];
  const lines = [
    "# Documents",
    "",
    "Guides teach, the reference answers. Made by `npm run docs`.",
    "",
    ...section("Guides", "guides"),
    ...section("Reference", "reference"),
    ...section("Runbooks", "runbooks"),
    ...section("How it is built", ""),
    "- [Decisions](adr/README.md)",
  ];
  return [{ path: "docs/README.md", text: `${lines.join("\n")}\n` }];
}

// docs/adr/README.md: the list of decisions, from the title and status line of each.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, Stop } from "../project/terminal.mjs";

function entry(folder, name) {
  const text = readFileSync(join(folder, name), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1];
  const status = /^Status: (.+)$/m.exec(text)?.[1];
  if (title === undefined || status === undefined) throw new Stop(`docs/adr/${name}: needs a first heading and a line "Status: ..."`);
  return `| [${name.slice(0, 4)}](${name}) | ${title.replace(/^(ADR )?\d{4}[:. -]*\s*/, "")} | ${status} |`;
}

/** The index; its file is made, never edited. */
export function files() {
  const folder = join(root, "docs/adr");
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d{4}-.+\.md$/.test(name))
        .sort()
    : [];
  const head =
    "# Decisions\n\nEach file tells the context, the decision and what follows from it. Made by `npm run docs`.\n\n| | Decision | Status |\n|---|---|---|\n";
  return [{ path: "docs/adr/README.md", text: `${head}${names.map((name) => entry(folder, name)).join("\n")}\n` }];
}

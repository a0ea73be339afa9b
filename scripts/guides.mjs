// node scripts/guides.mjs [--check]: runs every command of the guides that carry real output, and writes what came out below each command; in the
// translation of a guide as well. With --check nothing is written; outputs that differ in more than times, addresses and ids are named.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GuideShell } from "./project/guide-shell.mjs";
import { root, Stop, say, script } from "./project/terminal.mjs";

const guides = [["docs/guides/one-machine-network.md", "docs/guides/one-machine-network.zh-CN.md"]];
const block = /^```console\n([\s\S]*?)^```$/gm;

/** What is different in every run and says nothing. */
const masks = [
  [/([0-9a-f]{2}:){5}[0-9a-f]{2}/g, "MAC"],
  [/fe80::[0-9a-f:]+/g, "LINK-LOCAL"],
  [/time[= ]*[\d.]+ ?ms|[\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, "TIME"],
  [/\b\d+(ms|s)\b/g, "AGE"],
  [/\b[0-9a-f]{12}\b/g, "ID"],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "MOMENT"],
  [/: \d+ (?=\(counter)/g, ": N "],
  [/[ \t]+/g, " "],
];
const masked = (text) => masks.reduce((result, [pattern, word]) => result.replaceAll(pattern, word), text);

/** The commands of a block: lines after `$ `, with the lines after `> ` that go on. */
function commandsOf(body) {
  const commands = [];
  let open = false;
  for (const line of body.split("\n")) {
    if (line.startsWith("$ ")) commands.push(line.slice(2));
    else if (open && line.startsWith("> ")) commands.push(`${commands.pop()}\n${line.slice(2)}`);
    open = line.startsWith("$ ") || (open && line.startsWith("> "));
  }
  return commands;
}

const shown = (command) => `$ ${command.split("\n").join("\n> ")}\n`;

async function outputs(blocks) {
  const shell = new GuideShell();
  try {
    await shell.start();
    const results = [];
    for (const body of blocks) {
      let text = "";
      for (const command of commandsOf(body)) text += shown(command) + (await shell.run(command));
      results.push(text);
    }
    return results;
  } finally {
    await shell.close();
  }
}

const bodies = (text) => [...text.matchAll(block)].map((match) => match[1]);

function compare(path, wanted, got) {
  const lines = (text) =>
    masked(text)
      .split("\n")
      .map((line) => line.trimEnd());
  const [a, b] = [lines(wanted), lines(got)];
  const at = a.findIndex((line, index) => line !== b[index]);
  if (at < 0 && a.length === b.length) return null;
  return `${path}: differs from a run: "${a[at] ?? "(nothing)"}" is now "${b[at] ?? "(nothing)"}"`;
}

await script(async () => {
  if (process.getuid?.() !== 0) throw new Stop("not root: guides cannot be run", 4);
  const check = process.argv.includes("--check");
  const faults = [];
  let commands = 0;
  for (const [first, ...translations] of guides) {
    const text = readFileSync(join(root, first), "utf8");
    const results = await outputs(bodies(text));
    commands += bodies(text).flatMap(commandsOf).length;
    for (const path of [first, ...translations]) {
      const old = readFileSync(join(root, path), "utf8");
      const same = JSON.stringify(bodies(old).map(commandsOf)) === JSON.stringify(bodies(text).map(commandsOf));
      if (!same) throw new Stop(`${path} and ${first} do not have the same commands`);
      if (check) faults.push(...bodies(old).flatMap((body, index) => compare(path, body, results[index]) ?? []));
      let index = 0;
      if (!check)
        writeFileSync(
          join(root, path),
          old.replaceAll(block, () => `\`\`\`console\n${results[index++]}\`\`\``),
        );
    }
  }
  for (const fault of faults) say(fault);
  say(`${commands} commands of ${guides.length} guide ${check ? "compared" : "run"}`);
  return faults.length > 0 || commands === 0 ? 1 : 0;
});

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { execa } from "execa";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/history/database.ts";
import { HistoryStore } from "../../src/history/store.ts";
import { privileged } from "../support/privilege.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Inside of the checkout, so that node finds libsql from there.
const bundle = join(root, ".cache", `history-${process.pid}`);
const bounds = { maxBytes: 1 << 30, maxAge: 1e12 };
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  mkdirSync(bundle, { recursive: true });
  await build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: bundle,
    outExtension: { ".js": ".mjs" },
    external: ["libsql"],
    logLevel: "error",
    entryPoints: { writer: "test/support/history-writer.ts", thread: "src/history/main.ts" },
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lw-history-"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, changes: number, epoch: string) {
  const child = spawn(process.execPath, [join(bundle, "writer.mjs"), path, join(bundle, "thread.mjs"), String(changes), epoch], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  const lines: string[] = [];
  let rest = "";
  let wake = () => {};
  child.stdout?.on("data", (data: Buffer) => {
    const parts = (rest + data).split("\n");
    rest = parts.pop() as string;
    lines.push(...parts);
    wake();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const until = async (wanted: (lines: readonly string[]) => boolean): Promise<void> => {
    while (!wanted(lines)) {
      await Promise.race([
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
        ended.then(() => {
          if (!wanted(lines)) throw new Error(`the writer ended after: ${lines.slice(-3).join(" | ")}`);
        }),
      ]);
    }
  };
  return { child, lines, until, ended };
}

const acknowledged = (lines: readonly string[]) => Number(lines.filter((line) => /^\d+$/.test(line)).at(-1) ?? 0);
const sequences = (path: string, epoch: string) => {
  const store = new HistoryStore(openDatabase(path, "check").database, bounds);
  const events = store.events({ limit: 1_000_000 }).filter((event) => event.id.startsWith(`${epoch}-`));
  const last = store.topologyAt(events.at(-1)?.id as string);
  store.close();
  return { numbers: events.map((event) => Number(event.id.split("-")[1])), links: last?.links.length };
};

describe.skipIf(!privileged)("history on a real disk", () => {
  it("holds all that was acknowledged after kill -9 at any point, without a hole", async () => {
    const path = join(folder, "history.db");
    for (let round = 0; round < 6; round++) {
      const epoch = `r${round}`;
      const writer = write(path, 1_000_000, epoch);
      const point = 100 + Math.floor(Math.random() * 2_000);
      await writer.until((lines) => acknowledged(lines) >= point);
      writer.child.kill("SIGKILL");
      await writer.ended;
      const { numbers, links } = sequences(path, epoch);
      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged(writer.lines));
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(links).toBe(50);
    }
    expect(readdirSync(folder).filter((name) => name.includes("corrupt"))).toEqual([]);
  });

  it("goes on in memory while the disk is full and writes again when there is room", async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    await execa("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]);
    try {
      const ballast = openSync(join(disk, "ballast"), "w");
      writeSync(ballast, Buffer.alloc(1_300_000));
      closeSync(ballast);
      const writer = write(join(disk, "history.db"), 1_000_000, "full");
      await writer.until((lines) => lines.some((line) => line.startsWith("failed")));
      expect(writer.lines.filter((line) => line.startsWith("failed")).every((line) => /FULL|IOERR/.test(line))).toBe(true);
      rmSync(join(disk, "ballast"));
      const before = acknowledged(writer.lines);
      await writer.until((lines) => acknowledged(lines) > before);
      writer.child.kill("SIGKILL");
      await writer.ended;
      const { numbers } = sequences(join(disk, "history.db"), "full");
      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged(writer.lines));
    } finally {
      await execa("umount", ["-l", disk]);
    }
  });

  it("moves a file with corrupt pages aside and records into a new one", async () => {
    const path = join(folder, "history.db");
    const first = write(path, 3_000, "before");
    expect(await first.ended).toBe(0);
    const size = statSync(path).size;
    const descriptor = openSync(path, "r+");
    for (let offset = 4096; offset < size; offset += 4096) writeSync(descriptor, Buffer.alloc(512, 0xa5), 0, 512, offset);
    closeSync(descriptor);
    const second = write(path, 500, "after");
    expect(await second.ended).toBe(0);
    expect(second.lines.some((line) => line.startsWith("moved "))).toBe(true);
    const { numbers } = sequences(path, "after");
    expect(numbers.length).toBeGreaterThanOrEqual(500);
    expect(readdirSync(folder).some((name) => name.includes(".corrupt-"))).toBe(true);
  });

  it("ends an unusable path with an error of the file, not of the process", async () => {
    writeFileSync(join(folder, "file"), "");
    const writer = write(join(folder, "file", "history.db"), 1_000, "none");
    await writer.until((lines) => lines.some((line) => line.startsWith("failed")));
    expect(writer.child.exitCode).toBeNull();
  });
});

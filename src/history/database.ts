import { existsSync, renameSync, rmSync } from "node:fs";
import Database from "libsql";

const layout = 1;

// Events carry the wall time of their revision; seq is the revision after the event. `spread` is the second namespace of a link event,
// `subject` the node, port or link that the event is about.
const tables = `
  CREATE TABLE IF NOT EXISTS epochs (id INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS events (epoch_id INTEGER NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, port TEXT, namespace TEXT,
    spread TEXT, interface TEXT, reason TEXT NOT NULL, subject TEXT, before TEXT, after TEXT, PRIMARY KEY (epoch_id, seq)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS events_by_time ON events (time);
  CREATE TABLE IF NOT EXISTS snapshots (epoch_id INTEGER NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (epoch_id, seq)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS gaps (epoch_id INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (epoch_id, seq)) WITHOUT ROWID;
`;

export interface OpenedDatabase {
  readonly database: Database.Database;
  /** Where a file that SQLite could not read was moved, or null. */
  readonly movedAside: string | null;
}

/** Opens (or makes) the file. One that is corrupt, or of an unknown layout, is moved aside with `stamp` in its name and replaced. */
export function openDatabase(path: string, stamp: string): OpenedDatabase {
  try {
    return { database: prepare(path), movedAside: null };
  } catch (error) {
    if (!isCorruption(error) || !existsSync(path)) throw error;
    return { database: replace(path, stamp), movedAside: asideName(path, stamp) };
  }
}

/** Moves the file aside and starts a new one. */
export function replace(path: string, stamp: string): Database.Database {
  renameSync(path, asideName(path, stamp));
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  return prepare(path);
}

/** Whether an error of SQLite says that the file itself is broken. */
export function isCorruption(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return /SQLITE_(CORRUPT|NOTADB)|unknown layout/.test(`${code} ${message}`) || /malformed|not a database/.test(message ?? "");
}

/** The first column of the first row, or undefined when there is none. (libsql's `pluck` has no effect on `get`.) */
export function scalar(statement: Database.Statement, ...values: readonly unknown[]): unknown {
  const row = statement.get(...values) as Record<string, unknown> | undefined;
  return row === undefined ? undefined : Object.values(row)[0];
}

function asideName(path: string, stamp: string): string {
  return `${path}.corrupt-${stamp}`;
}

function prepare(path: string): Database.Database {
  const database = new Database(path);
  try {
    // Before the first table: the file gives pages back when old events are dropped.
    database.pragma("auto_vacuum = INCREMENTAL");
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    database.pragma("journal_size_limit = 4194304");
    database.pragma("cache_size = -2048");
    const version = Number(scalar(database.prepare("PRAGMA user_version")));
    if (version !== 0 && version !== layout) throw new Error(`unknown layout ${version}`);
    database.exec(tables);
    database.pragma(`user_version = ${layout}`);
    const verdict = scalar(database.prepare("PRAGMA quick_check(1)"));
    if (verdict !== "ok") throw new Error(`malformed: ${String(verdict)}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

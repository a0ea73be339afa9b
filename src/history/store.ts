import type Database from "libsql";
import { type EventDocument, type EventKind, type TopologyDocument, topologyAfter } from "../topology/index.ts";
import { scalar } from "./database.ts";
import { documentOf, type EventRow, eventColumns, placeOf, textOf } from "./event-row.ts";
import { parseEventId, parseTime } from "./moment.ts";

/** What one flush writes, all or nothing. `sequence` is the revision that it brings the file to. */
export interface HistoryBatch {
  readonly epoch: string;
  readonly sequence: number;
  readonly time: string;
  readonly events: readonly EventDocument[];
  /** The whole topology at `sequence`, when one is due. */
  readonly snapshot: TopologyDocument | null;
  /** Events between the last flush and this one were lost. */
  readonly gap: boolean;
}

export interface HistoryBounds {
  /** Octets of the file without its write-ahead log. */
  readonly maxBytes: number;
  /** Milliseconds. */
  readonly maxAge: number;
}

export interface StoredQuery {
  readonly after?: string;
  readonly since?: string;
  readonly until?: string;
  readonly namespace?: string;
  readonly kinds?: readonly EventKind[];
  readonly limit: number;
}

export interface StoreFigures {
  readonly events: number;
  readonly bytes: number;
  /** The next batch should carry a snapshot: replay from the last one has become long. */
  readonly snapshotDue: boolean;
}

interface Place {
  readonly epoch_id: number;
  readonly seq: number;
}

// A replay costs about what its events weigh, so a snapshot is due when they outweigh twice the snapshot before them.
const smallestReplay = 256 * 1024;
const pruneEvery = 64;

/** The history file: append-only, one writer, any number of readers. Synchronous; lives in a thread of its own. */
export class HistoryStore {
  readonly #database: Database.Database;
  readonly #bounds: HistoryBounds;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #epochs = new Map<string, number>();
  #events: number;
  #replayWeight = Number.POSITIVE_INFINITY;
  #snapshotWeight = 0;
  #batches = 0;

  constructor(database: Database.Database, bounds: HistoryBounds) {
    this.#database = database;
    this.#bounds = bounds;
    this.#events = scalar(this.#prepare("SELECT count(*) FROM events")) as number;
  }

  /** Writes one batch in one transaction; what it returned for is on disk after a kill -9. Throws SQLite's errors (full, corrupt). */
  append(batch: HistoryBatch): StoreFigures {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      this.#write(batch);
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      this.#epochs.clear();
      throw error;
    }
    this.#events += batch.events.length;
    if (++this.#batches % pruneEvery === 0) this.#prune(Date.parse(batch.time));
    return this.figures();
  }

  figures(): StoreFigures {
    return { events: this.#events, bytes: this.#bytes(), snapshotDue: this.#replayWeight > Math.max(smallestReplay, 2 * this.#snapshotWeight) };
  }

  /** The topology at a time (RFC 3339) or after an event (id); exactly. Null when the file does not reach that far back. */
  topologyAt(moment: string): TopologyDocument | null {
    const place = this.#place(moment);
    if (!place) return null;
    const { epoch_id: epochId, seq } = place;
    const start = this.#prepare("SELECT seq, body FROM snapshots WHERE epoch_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1").get(epochId, seq) as
      | { seq: number; body: string }
      | undefined;
    if (!start) return null;
    // Of several changes of one thing only the last counts, and only that one is parsed.
    const last = new Map<string, EventRow>();
    const rows = this.#prepare(`SELECT ${eventColumns}, subject FROM events JOIN epochs ON epochs.id = events.epoch_id
      WHERE epoch_id = ? AND seq > ? AND seq <= ? ORDER BY seq`).all(epochId, start.seq, seq) as (EventRow & { subject: string | null })[];
    for (const row of rows) last.set(row.subject ?? "", row);
    const moved = [...last.values()].sort((one, other) => one.seq - other.seq).map(documentOf);
    return topologyAfter(JSON.parse(start.body) as TopologyDocument, moved);
  }

  /** Events in order of time, oldest first, at most `limit`. */
  events(query: StoredQuery): EventDocument[] {
    const terms = ["1"];
    const values: (string | number)[] = [];
    const term = (text: string, ...more: (string | number)[]) => {
      terms.push(text);
      values.push(...more);
    };
    if (query.after !== undefined) {
      const id = parseEventId(query.after);
      const epochId = id ? this.#knownEpoch(id.epoch) : null;
      if (!id || epochId === null) return [];
      term("(events.epoch_id > ? OR (events.epoch_id = ? AND seq > ?))", epochId, epochId, id.sequence);
    }
    if (query.since !== undefined) term("time >= ?", parseTime(query.since) ?? 0);
    if (query.until !== undefined) term("time <= ?", parseTime(query.until) ?? 0);
    if (query.namespace !== undefined) term("(namespace = ? OR spread = ?)", query.namespace, query.namespace);
    if (query.kinds?.length) term(`kind IN (${query.kinds.map(() => "?").join(",")})`, ...query.kinds);
    const rows = this.#database
      .prepare(`SELECT ${eventColumns} FROM events JOIN epochs ON epochs.id = events.epoch_id
        WHERE ${terms.join(" AND ")} ORDER BY events.epoch_id, seq LIMIT ?`)
      .all(...values, query.limit) as EventRow[];
    return rows.map(documentOf);
  }

  /** Whether every event after `id` is still here. */
  reaches(id: string): boolean {
    const parsed = parseEventId(id);
    const epochId = parsed ? this.#knownEpoch(parsed.epoch) : null;
    if (!parsed || epochId === null) return false;
    const first = scalar(this.#prepare("SELECT min(seq) FROM events WHERE epoch_id = ?"), epochId) as number | null;
    const last = scalar(this.#prepare("SELECT max(seq) FROM events WHERE epoch_id = ?"), epochId) as number | null;
    if (first === null || last === null || parsed.sequence < first - 1 || parsed.sequence > last) return false;
    const gap = this.#prepare("SELECT 1 FROM gaps WHERE epoch_id > ? OR (epoch_id = ? AND seq > ?) LIMIT 1").get(epochId, epochId, parsed.sequence);
    return gap === undefined;
  }

  close(): void {
    this.#database.close();
  }

  #write(batch: HistoryBatch): void {
    const epochId = this.#epoch(batch.epoch);
    const insert = this.#prepare(
      "INSERT INTO events (epoch_id, seq, time, kind, port, namespace, spread, interface, reason, subject, before, after) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    );
    for (const event of batch.events) {
      const [before, after] = [textOf(event.before), textOf(event.after)];
      this.#replayWeight += (before?.length ?? 0) + (after?.length ?? 0);
      const { namespace, spread, subject } = placeOf(event);
      const { id, time, kind, port, reason } = event;
      const sequence = parseEventId(id)?.sequence ?? batch.sequence;
      insert.run(epochId, sequence, Date.parse(time), kind, port, namespace, spread, event.interface, reason, subject, before, after);
    }
    if (batch.gap) this.#prepare("INSERT OR IGNORE INTO gaps VALUES (?, ?)").run(epochId, batch.sequence);
    if (batch.snapshot) {
      const body = JSON.stringify(batch.snapshot);
      this.#prepare("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)").run(epochId, batch.sequence, Date.parse(batch.time), body);
      this.#snapshotWeight = body.length;
      this.#replayWeight = 0;
    }
  }

  // Drops whole stretches between snapshots, so that what stays can always be replayed.
  #prune(now: number): void {
    for (let round = 0; round < 8; round++) {
      const [oldest, next] = this.#prepare("SELECT epoch_id, seq, time FROM snapshots ORDER BY epoch_id, seq LIMIT 2").all() as (Place & {
        time: number;
      })[];
      if (!oldest) return;
      const tooBig = this.#bytes() > this.#bounds.maxBytes;
      if (!tooBig && (next?.time ?? now) > now - this.#bounds.maxAge) return;
      if (!next) {
        this.#replayWeight = Number.POSITIVE_INFINITY;
        return;
      }
      this.#dropBefore(next);
    }
  }

  #dropBefore({ epoch_id: epochId, seq }: Place): void {
    this.#database.exec("BEGIN IMMEDIATE");
    for (const [table, column] of [
      ["events", "seq"],
      ["gaps", "seq"],
    ] as const)
      this.#prepare(`DELETE FROM ${table} WHERE epoch_id < ? OR (epoch_id = ? AND ${column} <= ?)`).run(epochId, epochId, seq);
    this.#prepare("DELETE FROM snapshots WHERE epoch_id < ? OR (epoch_id = ? AND seq < ?)").run(epochId, epochId, seq);
    this.#database.exec("COMMIT");
    this.#database.exec("PRAGMA incremental_vacuum");
    this.#events = scalar(this.#prepare("SELECT count(*) FROM events")) as number;
  }

  #place(moment: string): Place | null {
    const id = parseEventId(moment);
    if (id) {
      const epochId = this.#knownEpoch(id.epoch);
      return epochId === null ? null : { epoch_id: epochId, seq: id.sequence };
    }
    const time = parseTime(moment);
    if (time === null) return null;
    const latest = (table: string) =>
      this.#prepare(`SELECT epoch_id, seq FROM ${table} WHERE time <= ? ORDER BY time DESC, epoch_id DESC, seq DESC LIMIT 1`).get(time) as
        | Place
        | undefined;
    const [event, snapshot] = [latest("events"), latest("snapshots")];
    if (!event || !snapshot) return event ?? snapshot ?? null;
    const eventIsLater = event.epoch_id > snapshot.epoch_id || (event.epoch_id === snapshot.epoch_id && event.seq > snapshot.seq);
    return eventIsLater ? event : snapshot;
  }

  #epoch(epoch: string): number {
    const known = this.#knownEpoch(epoch);
    if (known !== null) return known;
    const id = Number(this.#prepare("INSERT INTO epochs (epoch) VALUES (?)").run(epoch).lastInsertRowid);
    this.#epochs.set(epoch, id);
    return id;
  }

  #knownEpoch(epoch: string): number | null {
    const cached = this.#epochs.get(epoch);
    if (cached !== undefined) return cached;
    const id = scalar(this.#prepare("SELECT id FROM epochs WHERE epoch = ?"), epoch) as number | undefined;
    if (id === undefined) return null;
    this.#epochs.set(epoch, id);
    return id;
  }

  #bytes(): number {
    const figure = (name: string) => Number(scalar(this.#prepare(`PRAGMA ${name}`)));
    return (figure("page_count") - figure("freelist_count")) * figure("page_size");
  }

  #prepare(text: string): Database.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

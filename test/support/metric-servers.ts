import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freePort } from "./nats-server.ts";

/** One answer of Prometheus: labels, and the value or values with their times in seconds. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

/** A server of another project on the loopback, with its data in a folder of its own. */
class Server {
  readonly folder: string;
  readonly url: string;
  readonly #command: string;
  readonly #flags: readonly string[];
  readonly #health: string;
  #child: ChildProcess | null = null;
  #printed = "";

  protected constructor(port: number, folder: string, command: string, flags: readonly string[], health: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
    this.#command = command;
    this.#flags = flags;
    this.#health = health;
  }

  /** Starts it, with what it had before when it ran already, and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(this.#command, this.#flags, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#printed = (this.#printed + text).slice(-20_000);
      });
    process.once("exit", () => child.kill("SIGKILL"));
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`${this.#command} ended with ${child.exitCode}: ${this.#printed}`);
      const response = await fetch(this.url + this.#health).catch(() => null);
      await response?.arrayBuffer();
      return response?.ok ? true : null;
    }, `${this.#command} to answer`);
  }

  /** Ends it; its data stay. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    const response = await fetch(`${this.url}${path}?${new URLSearchParams(query)}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} ${JSON.stringify(query)}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}

const folderOf = (name: string) => mkdtempSync(join(tmpdir(), `lw-${name}-`));

/** The query API that Prometheus and VictoriaMetrics share. */
class QueryServer extends Server {
  /** Series of one moment (seconds since 1970). */
  async query(query: string, time = Date.now() / 1000): Promise<Series[]> {
    return (await this.get<{ data: { result: Series[] } }>("/api/v1/query", { query, time: String(time) })).data.result;
  }

  /** Series of the seconds before `end`. */
  async range(query: string, seconds: number, end = Date.now() / 1000): Promise<Series[]> {
    const span = { start: String(end - seconds), end: String(end), step: "1" };
    return (await this.get<{ data: { result: Series[] } }>("/api/v1/query_range", { query, ...span })).data.result;
  }
}

export class Prometheus extends QueryServer {
  /** Scrapes the targets (HOST:PORT) once a second as job `lldp`, with these rule files. */
  static async start(targets: readonly string[], ruleFiles: readonly string[]): Promise<Prometheus> {
    const [port, folder] = [await freePort(), folderOf("prometheus")];
    const config = {
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ruleFiles,
      scrape_configs: [{ job_name: "lldp", static_configs: [{ targets }] }],
    };
    // JSON is YAML.
    writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
    const flags = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`];
    const server = new Prometheus(port, folder, "prometheus", flags, "/-/ready");
    await server.start();
    return server;
  }
}

export class VictoriaMetrics extends QueryServer {
  static async start(): Promise<VictoriaMetrics> {
    const [port, folder] = [await freePort(), folderOf("victoria")];
    const flags = [`-storageDataPath=${folder}/data`, `-httpListenAddr=127.0.0.1:${port}`, "-search.latencyOffset=0s", "-search.disableCache"];
    const server = new VictoriaMetrics(port, folder, "victoria-metrics", flags, "/health");
    await server.start();
    return server;
  }

  /** What was written is searched only seconds later (some 9 s here for new series) unless it is asked to be ready with it. */
  override async query(query: string, time?: number): Promise<Series[]> {
    await (await fetch(`${this.url}/internal/force_flush`)).arrayBuffer();
    return super.query(query, time);
  }
}

/** A table as InfluxQL answers: tags of the group, names of the columns, rows. */
export interface InfluxTable {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | number | null)[])[];
}

export class InfluxDb1 extends Server {
  static async start(): Promise<InfluxDb1> {
    const [http, rpc, folder] = [await freePort(), await freePort(), folderOf("influx")];
    const config = [
      "reporting-disabled = true",
      `bind-address = "127.0.0.1:${rpc}"`,
      `[meta]\n  dir = "${folder}/meta"`,
      `[data]\n  dir = "${folder}/data"\n  wal-dir = "${folder}/wal"`,
      `[http]\n  bind-address = "127.0.0.1:${http}"\n  log-enabled = false`,
    ];
    writeFileSync(join(folder, "influxdb.conf"), `${config.join("\n")}\n`);
    const server = new InfluxDb1(http, folder, "influxd", ["-config", join(folder, "influxdb.conf")], "/ping");
    await server.start();
    await fetch(`${server.url}/query`, { method: "POST", body: new URLSearchParams({ q: 'CREATE DATABASE "lldp"' }) }).then((response) =>
      response.text(),
    );
    return server;
  }

  /** Answers of an InfluxQL query on the database `lldp`; rejects with what the server says. */
  async query(q: string): Promise<readonly InfluxTable[]> {
    const { results } = await this.get<{ results: { series?: InfluxTable[]; error?: string }[] }>("/query", { db: "lldp", epoch: "ms", q });
    const [result] = results;
    if (result?.error !== undefined) throw new Error(`${q}: ${result.error}`);
    return result?.series ?? [];
  }
}

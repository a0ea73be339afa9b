import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ExplainDocument, LinkDocument, VerifyDocument } from "../../src/topology/index.ts";
import { DaemonProcess } from "./daemon-process.ts";
import { lend } from "./mode.ts";
import type { NamespaceLab } from "./namespace-lab.ts";
import type { WordsShown } from "./words-shown.ts";

const run = promisify(execFile);
const bin = fileURLToPath(new URL("../../bin", import.meta.url));

type Pairs = readonly (readonly [string, string])[];

export interface PlannedLabOptions {
  /** Pairs of ends that the daemon holds as its plan. */
  readonly plan?: Pairs;
  /** Labels of namespaces in which it does not speak. */
  readonly silent?: readonly string[];
  readonly flags?: readonly string[];
  /** Collects the words of every link that is asked for. */
  readonly shown?: WordsShown;
}

/** A daemon on a lab, and the questions that a person at a shell beside it would ask. Ends are written `label:interface`, as in the lab. */
export class PlannedLab {
  readonly daemon: DaemonProcess;
  readonly #lab: NamespaceLab;
  readonly #folder: string;
  readonly #shown: WordsShown | null;

  private constructor(lab: NamespaceLab, daemon: DaemonProcess, folder: string, shown: WordsShown | null) {
    this.#shown = shown;
    this.#lab = lab;
    this.#folder = folder;
    this.daemon = daemon;
  }

  static async start(lab: NamespaceLab, { plan = [], silent = [], flags = [], shown }: PlannedLabOptions = {}): Promise<PlannedLab> {
    const patterns = [`${lab.prefix}*`, ...silent.map((label) => `!${lab.name(label)}`)].join(",");
    const folder = mkdtempSync(join(tmpdir(), "lldp-watch-plan-"));
    const token = join(folder, "token");
    writeFileSync(token, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
    writeFileSync(join(folder, "plan.dot"), planText(lab, plan));
    lend(folder, token, join(folder, "plan.dot"));
    const planFlags = plan.length > 0 ? ["--plan", join(folder, "plan.dot")] : [];
    const daemon = await DaemonProcess.start(patterns, { flags: ["--token-file", token, ...planFlags, ...flags] });
    return new PlannedLab(lab, daemon, folder, shown ?? null);
  }

  async stop(): Promise<void> {
    await this.daemon.stop();
    rmSync(this.#folder, { recursive: true });
  }

  /** The link between two ends, once it satisfies the condition. */
  async link(a: string, b: string, holds: (link: LinkDocument) => boolean, what: string): Promise<LinkDocument> {
    const ends = [this.port(a), this.port(b)].sort().join("--");
    const found = (links: readonly LinkDocument[]) => links.find(({ id }) => id === ends);
    const links = await this.daemon.settled(
      async () => (await this.links()).filter(({ id }) => id.includes(this.#lab.prefix)),
      (all) => {
        const link = found(all);
        return link !== undefined && holds(link);
      },
      what,
    );
    const link = found(links) as LinkDocument;
    this.#shown?.add(link);
    return link;
  }

  /** Links of the lab; other tests have theirs on this machine. */
  async links(): Promise<LinkDocument[]> {
    return (await this.daemon.links()).filter(({ a, b }) => a.startsWith(this.#lab.prefix) || b.startsWith(this.#lab.prefix));
  }

  async verify(plan: Pairs): Promise<VerifyDocument> {
    const response = await fetch(`${this.daemon.url}/api/v1/verify`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: planText(this.#lab, plan),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as VerifyDocument;
  }

  explain(a: string, b: string): Promise<ExplainDocument> {
    return this.daemon.get(`/api/v1/explain?port=${encodeURIComponent(this.port(a))}&peer=${encodeURIComponent(this.port(b))}`);
  }

  /** Runs what a fix says, at a shell, as it is printed; `lldp-watch` is this checkout's, and finds this daemon. */
  async follow(fix: string | null): Promise<void> {
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env["PATH"]}`,
      LLDP_WATCH_SERVER: this.daemon.url,
      LLDP_WATCH_TOKEN_FILE: join(this.#folder, "token"),
    };
    await run("sh", ["-c", fix ?? "false"], { env });
  }

  port(end: string): string {
    const [label, name] = end.split(":") as [string, string];
    return `${this.#lab.name(label)}:${name}`;
  }
}

function planText(lab: NamespaceLab, plan: Pairs): string {
  const end = (text: string) => {
    const [label, name] = text.split(":") as [string, string];
    return `"${lab.name(label)}":"${name}"`;
  };
  return `graph G {\n${plan.map(([a, b]) => `  ${end(a)} -- ${end(b)}`).join("\n")}\n}\n`;
}

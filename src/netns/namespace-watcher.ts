import { type Cancel, type Clock, type Duration, type Logger, Signal, seconds, silentLogger } from "../base/index.ts";
import type { ListingFault, NamespaceList, SocketOpener, Watch } from "../native/index.ts";
import { FaultRecord } from "./fault-record.ts";
import type { Namespace, NamespaceRename, NamespaceWatcher, ScanStatistics } from "./namespace.ts";
import { NamespaceCensus } from "./namespace-census.ts";
import type { ContainerNames } from "./namespace-names.ts";
import { ProcessGuard } from "./process-guard.ts";

export interface NamespaceWatcherOptions {
  readonly opener: SocketOpener;
  readonly clock: Clock;
  readonly log?: Logger;
  /** Time between two full scans when nothing asks for one; default 30 s. */
  readonly scanInterval?: Duration;
  /** Asks the container runtime for names of containers by their id; asked once for each id that is new. */
  readonly containerNames?: () => Promise<ContainerNames>;
}

/** A scan rests four times as long as it took, so that scans never take more than a fifth of one core, however many ask. */
const restFactor = 4;
/** A file in /run/netns is made a moment before the namespace is mounted on it. */
const faultPatience = 200;
/** How long a namespace without known tasks is kept while every process is looked at. */
const orphanPatience = 50;
/** How long descriptors may outlive the last task of a namespace before they count as holders. */
const endingPatience = seconds(2);

/** Finds the namespaces of the machine and follows them; resolves when the first full scan is read. Rejects with a SystemError. */
export async function watchNamespaces(options: NamespaceWatcherOptions): Promise<NamespaceWatcher> {
  const list = await options.opener.listNamespaces("names");
  const watcher = new OpenerWatcher(options, list);
  await watcher.start();
  return watcher;
}

class OpenerWatcher implements NamespaceWatcher {
  readonly appeared = new Signal<Namespace>();
  readonly renamed = new Signal<NamespaceRename>();
  readonly vanished = new Signal<Namespace>();
  readonly faults = new Signal<ListingFault>();
  readonly #opener: SocketOpener;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #interval: Duration;
  readonly #askContainers: (() => Promise<ContainerNames>) | null;
  readonly #census: NamespaceCensus;
  readonly #guard: ProcessGuard;
  readonly #faultRecord = new FaultRecord();
  #containers: ContainerNames = new Map();
  #listings = 0;
  #namesRead = 0;
  #readingNames = false;
  #namesChanged = false;
  #scan: Promise<void> | null = null;
  #nextScan: Promise<void> | null = null;
  #restUntil = 0;
  #wake: () => void = () => {};
  #timer: Cancel = () => {};
  #cost = { scans: 0, lastDuration: 0, totalDuration: 0 };
  #watch: Watch | null = null;
  #closed = false;

  constructor({ opener, clock, log, scanInterval, containerNames }: NamespaceWatcherOptions, list: NamespaceList) {
    this.#opener = opener;
    this.#clock = clock;
    this.#log = log ?? silentLogger;
    this.#interval = scanInterval ?? seconds(30);
    this.#askContainers = containerNames ?? null;
    this.#census = new NamespaceCensus(list.own);
    this.#guard = new ProcessGuard(opener, this.#log, (pid) => this.#processEnded(pid));
  }

  async start(): Promise<void> {
    this.#watch = await this.#opener.watchNames(() => this.#readNames());
    await this.scan();
  }

  get own(): number {
    return this.#census.own;
  }

  get namespaces(): ReadonlyMap<number, Namespace> {
    return this.#census.namespaces;
  }

  scan(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (!this.#scan) {
      this.#scan = this.#fullScan().finally(() => {
        this.#scan = null;
      });
      return this.#scan;
    }
    this.#nextScan ??= this.#scan
      .catch(() => {})
      .then(() => {
        this.#nextScan = null;
        return this.scan();
      });
    return this.#nextScan;
  }

  statistics(): ScanStatistics {
    return { ...this.#cost };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer();
    await Promise.all([this.#watch?.close(), this.#guard.close()]);
  }

  async #fullScan(): Promise<void> {
    await this.#rest();
    if (this.#closed) return;
    this.#timer();
    const started = this.#clock.now();
    const number = ++this.#listings;
    try {
      const list = await this.#opener.listNamespaces("all");
      const lastDuration = this.#clock.now() - started;
      this.#cost = { scans: this.#cost.scans + 1, lastDuration, totalDuration: this.#cost.totalDuration + lastDuration };
      if (this.#closed) return;
      if (this.#census.readHolders(list)) this.#later(endingPatience, () => this.#scanQuietly());
      this.#take(number, list);
    } finally {
      const now = this.#clock.now();
      this.#restUntil = now + restFactor * (now - started);
      if (!this.#closed) this.#timer = this.#clock.at(now + this.#interval, () => this.#scanQuietly());
    }
  }

  #rest(): Promise<void> {
    if (this.#clock.now() >= this.#restUntil) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#clock.at(this.#restUntil, resolve);
    });
  }

  #scanQuietly(): void {
    this.scan().catch((error: unknown) => this.#log.warn({ error: String(error) }, "cannot scan processes for namespaces"));
  }

  /** One listing at a time; what happens meanwhile is read by one more. */
  #readNames(): void {
    if (this.#closed) return;
    if (this.#readingNames) {
      this.#namesChanged = true;
      return;
    }
    this.#readingNames = true;
    this.#namesChanged = false;
    const number = ++this.#listings;
    this.#opener
      .listNamespaces("names")
      .then(
        (list) => this.#take(number, list),
        (error: unknown) => this.#log.warn({ error: String(error) }, "cannot list the names of namespaces"),
      )
      .finally(() => {
        this.#readingNames = false;
        if (this.#namesChanged) this.#readNames();
      });
  }

  /** Names of a listing that was begun earlier than one already read are out of date. */
  #take(number: number, list: NamespaceList): void {
    if (this.#closed) return;
    if (number > this.#namesRead) {
      this.#namesRead = number;
      if (this.#census.readNames(list)) this.#later(endingPatience, () => this.#scanQuietly());
      const { worse, suspects } = this.#faultRecord.read(list.faults, this.#clock.now() - faultPatience, this.#clock.now());
      for (const fault of worse) this.faults.emit(fault);
      if (suspects) this.#later(faultPatience, () => this.#readNames());
    }
    this.#tell();
  }

  #tell(): void {
    const { vanished, renamed, appeared } = this.#census.count(this.#containers);
    for (const each of vanished) this.vanished.emit(each);
    for (const each of renamed) this.renamed.emit(each);
    for (const each of appeared) this.appeared.emit(each);
    this.#guard.watch(new Set(this.#census.guardians().values()));
    // What has no name any more may have a process that started since the last scan, or that is not there any more.
    const nameless = [...vanished, ...renamed.filter(({ after }) => after.kind !== "named").map(({ before }) => before)];
    if (nameless.some(({ kind }) => kind === "named")) this.#scanQuietly();
    if ([...renamed.map(({ after }) => after), ...appeared].some(({ kind }) => kind === "container")) this.#nameContainers();
  }

  #nameContainers(): void {
    this.#askContainers?.().then(
      (names) => {
        this.#containers = names;
        if (!this.#closed && [...this.namespaces.values()].some(({ kind }) => kind === "container")) this.#tellNames();
      },
      (error: unknown) => this.#log.warn({ error: String(error) }, "cannot ask the container runtime for names"),
    );
  }

  /** Only names can have changed; asking again for the same containers would never end. */
  #tellNames(): void {
    for (const each of this.#census.count(this.#containers).renamed) this.renamed.emit(each);
  }

  #processEnded(pid: number): void {
    if (this.#closed) return;
    const orphans = this.#census.processEnded(pid);
    this.#guard.watch(new Set(this.#census.guardians().values()));
    if (orphans.length === 0) return;
    this.#scanQuietly();
    this.#wake();
    this.#later(orphanPatience, () => {
      this.#census.release(orphans);
      this.#tell();
    });
  }

  #later(delay: Duration, run: () => void): void {
    this.#clock.at(this.#clock.now() + delay, () => {
      if (!this.#closed) run();
    });
  }
}

import { env } from "node:process";
import type { Cancel, Clock, Logger } from "../base/index.ts";
import type { Access } from "../native/index.ts";

/** Tells the service manager how the service is doing (sd_notify(3)); silent when there is none. */
export class ServiceManager {
  readonly #access: Access;
  readonly #clock: Clock;
  readonly #log: Logger;
  #watchdog: Cancel = () => {};
  #ready = false;

  constructor(access: Access, clock: Clock, log: Logger) {
    this.#access = access;
    this.#clock = clock;
    this.#log = log;
  }

  /** The first time the start is over, later a reload; from the first on the watchdog is fed. */
  ready(): void {
    this.#tell("READY=1");
    if (!this.#ready) this.#feed();
    this.#ready = true;
  }

  reloading(): void {
    // systemd wants CLOCK_MONOTONIC in microseconds with it (sd_notify(3)); `now` is that clock, counted from the start of the process.
    this.#tell("RELOADING=1");
  }

  stopping(): void {
    this.#watchdog();
    this.#tell("STOPPING=1");
  }

  /** Twice as often as systemd asks for. */
  #feed(): void {
    const microseconds = Number(env["WATCHDOG_USEC"]);
    if (!(microseconds > 0)) return;
    this.#watchdog = this.#clock.at(this.#clock.now() + microseconds / 2000, () => {
      this.#tell("WATCHDOG=1");
      this.#feed();
    });
  }

  #tell(state: string): void {
    this.#access
      .notifyService(state)
      .catch((error: unknown) => this.#log.debug({ state, error: String(error) }, "the service manager does not listen"));
  }
}

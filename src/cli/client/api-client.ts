import { CommandError, exitCodes, failure } from "../exit-code.ts";
import { pause, systemTime } from "../system-time.ts";
import { type Ask, HttpExchange, readBody, SilentServerError } from "./http-exchange.ts";
import { problemError } from "./problem.ts";
import type { ServerAddress } from "./server-address.ts";

const bodyLimit = 1 << 30;
/** Milliseconds for which a question is asked again while the daemon is busy. */
const busyPatience = 15_000;

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Milliseconds; NaN when nothing was said. */
  readonly retryAfter: number;
}

/** Asks one daemon. Every method throws a CommandError that a user understands, or the AbortError of the signal. */
export class ApiClient {
  readonly exchange: HttpExchange;
  readonly #token: string | null;
  readonly #signal: AbortSignal;

  constructor(address: ServerAddress, token: string | null, signal: AbortSignal) {
    this.exchange = new HttpExchange(address);
    this.#token = token;
    this.#signal = signal;
  }

  /** Headers that every request carries. */
  get headers(): Readonly<Record<string, string>> {
    return this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
  }

  /** GET of a JSON document with `schema: 1`. */
  async document<T>(path: string): Promise<T> {
    return parseDocument<T>(await this.text(path, "application/json"));
  }

  /** GET of text in any form. */
  async text(path: string, accept = "*/*"): Promise<string> {
    return this.#answer({ method: "GET", path, headers: { ...this.headers, accept }, body: null });
  }

  /** POST or PATCH; the answer is a JSON document. */
  async change<T>(method: "POST" | "PATCH", path: string, body: string, contentType: string): Promise<T> {
    const headers = { ...this.headers, accept: "application/json", "content-type": contentType };
    return parseDocument<T>(await this.#answer({ method, path, headers, body }));
  }

  close(): void {
    this.exchange.close();
  }

  /** A daemon that is behind with its work says when to ask again; so is done for a while. */
  async #answer(ask: Omit<Ask, "signal" | "idle">): Promise<string> {
    const limit = systemTime.now() + busyPatience;
    for (;;) {
      const { status, body, retryAfter } = await this.#attempt(ask);
      if (status >= 200 && status <= 299) return body;
      if (status !== 503 || !(retryAfter > 0) || systemTime.now() + retryAfter > limit) throw problemError(status, body);
      await pause(systemTime, retryAfter, this.#signal);
    }
  }

  async #attempt(ask: Omit<Ask, "signal" | "idle">): Promise<Answer> {
    try {
      const response = await this.exchange.open({ ...ask, signal: this.#signal, idle: 30_000 });
      const retryAfter = 1000 * Number(response.headers["retry-after"]);
      return { status: response.statusCode ?? 0, body: await readBody(response, bodyLimit), retryAfter };
    } catch (error) {
      throw this.#signal.aborted ? error : unreachable([[this.exchange.address, error]]);
    }
  }
}

/** Exit 3, with every address that was tried and why it failed. */
export function unreachable(tried: readonly (readonly [ServerAddress, unknown])[]): CommandError {
  const reasons = tried.map(([address, error]) => `${address.text} (${errorCode(error)})`);
  const refused = tried.some(([, error]) => errorCode(error) === "EACCES");
  const hint = refused ? "the socket belongs to others: ask as root or as a member of its group" : "is it running? sudo lldp-watch daemon";
  return new CommandError(exitCodes.unreachable, `no daemon answers at ${reasons.join(" or ")}`, hint);
}

function errorCode(error: unknown): string {
  if (error instanceof SilentServerError) return "timeout";
  const code = (error as NodeJS.ErrnoException).code;
  // An attempt on several addresses (::1 and 127.0.0.1) hides its causes one level down.
  if (code === undefined && error instanceof AggregateError) return errorCode(error.errors[0]);
  return code ?? String((error as Error).message);
}

function parseDocument<T>(text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw failure("the server did not answer with JSON", "is it lldp-watch that listens there?");
  }
  if (typeof value !== "object" || value === null || (value as { readonly schema?: unknown }).schema !== 1) {
    throw failure("the server answers in a form that this version does not know", "use the lldp-watch of the same version");
  }
  return value as T;
}

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Server } from "node:https";
import type { Cancel, Clock, Duration, Logger } from "../base/index.ts";
import type { Pair } from "./server.ts";

export interface TlsFiles {
  /** PEM, with the chain. */
  readonly cert: string;
  readonly key: string;
}

// Certificates are renewed days before they end, so a minute is soon enough.
const interval: Duration = 60_000;

/** The two files' content. */
export async function readPair({ cert, key }: TlsFiles): Promise<Pair> {
  const [certText, keyText] = await Promise.all([readFile(cert), readFile(key)]);
  return { cert: certText, key: keyText };
}

/** Takes new certificates into use while the server runs: looks once a minute, and when asked. A bad pair is logged and the old one stays. */
export function followPair(
  server: Server,
  files: TlsFiles,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): { reload(): Promise<void>; close(): void } {
  let used = "";
  let cancel: Cancel = arm();
  let closed = false;

  async function reload(): Promise<void> {
    const pair = await readPair(files);
    const digest = createHash("sha256").update(pair.cert).update(pair.key).digest("hex");
    if (digest === used || closed) return;
    server.setSecureContext({ ...pair, minVersion: "TLSv1.2" });
    used = digest;
  }

  function arm(): Cancel {
    return clock.at(clock.now() + interval, () => {
      reload()
        .catch((error: Error) => log.warn({ cert: files.cert, cause: error.message }, "the new certificate is not usable; the old one stays"))
        .finally(() => {
          if (!closed) cancel = arm();
        });
    });
  }

  return {
    reload,
    close: () => {
      closed = true;
      cancel();
    },
  };
}

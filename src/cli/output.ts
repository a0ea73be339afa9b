import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes and waits until the stream takes more, so that a slow reader is never buffered without bound. */
export async function send(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.destroyed || stream.writableEnded) return;
  if (!stream.write(text)) await Promise.race([once(stream, "drain"), once(stream, "close")]).catch(() => undefined);
}

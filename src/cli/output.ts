import { once } from "node:events";
import type { Writable } from "node:stream";
import { jsonText, printable } from "../base/index.ts";
import type { CommandIo } from "./command.ts";

/** Writes and waits until the stream takes more, so that a slow reader is never buffered without bound. */
export async function send(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.destroyed || stream.writableEnded) return;
  if (stream.write(text)) return;
  // The loser of the race would leave its listener behind.
  const over = new AbortController();
  await Promise.race([once(stream, "drain", over), once(stream, "close", over)]).catch(() => undefined);
  over.abort();
}

/** Writes and waits until the stream is done with the octets, so that whoever lent them may use them again. */
export async function lend(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (stream.destroyed || stream.writableEnded) return;
  await new Promise<void>((resolve) => stream.write(text, () => resolve()));
}

/** Writes lines in pieces of a moderate size, until the reader is gone. */
export async function sendLines(io: CommandIo, lines: Iterable<string>): Promise<void> {
  let piece = "";
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < 1 << 16) continue;
    if (io.signal.aborted) return;
    await send(io.stdout, piece);
    piece = "";
  }
  if (piece !== "") await send(io.stdout, piece);
}

/** Text that the server wrote: as it is for a program, harmless for a terminal. */
export async function sendText(io: CommandIo, text: string): Promise<void> {
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  if (!io.isTTY) return send(io.stdout, whole);
  const lines = whole.slice(0, -1).split("\n");
  await sendLines(
    io,
    lines.map((line) =>
      line
        .split("\t")
        .map((part) => printable(part, Number.POSITIVE_INFINITY))
        .join("\t"),
    ),
  );
}

/** One JSON document: indented on a terminal, in one line for programs. */
export function sendJson(io: CommandIo, value: unknown): Promise<void> {
  return send(io.stdout, `${jsonText(value, io.isTTY ? 2 : 0)}\n`);
}

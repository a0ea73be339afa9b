import { decodeLines } from "./decode-text.ts";
import { type DecodedFrame, describeDecodedFrame } from "./decoded-frame.ts";
import { JsonOctets } from "./json-octets.ts";
import type { Paint } from "./paint.ts";

/** Gathers the output of `decode`; whoever runs it takes what there is between two pieces of the file. */
export interface DecodeWriter {
  write(frame: DecodedFrame): void;
  /** Call once, after the last frame. */
  close(): void;
  /** What was gathered since the last call; octets are lent until the next `write`. */
  take(): string | Uint8Array;
}

/** The writer for a form: `text`, `json` (one document) or `ndjson` (one line for each LLDPDU). */
export function decodeWriter(form: string, paint: Paint): DecodeWriter {
  if (form === "json") return jsonWriter({ open: '{"schema":1,"lldpdus":[\n', between: ",\n", after: "", close: "\n]}\n" });
  return form === "ndjson" ? jsonWriter({ open: "", between: "", after: "\n", close: "" }) : textWriter(paint);
}

interface Punctuation {
  readonly open: string;
  readonly between: string;
  readonly after: string;
  readonly close: string;
}

function jsonWriter(punctuation: Punctuation): DecodeWriter {
  const encoder = new TextEncoder();
  const sink = new JsonOctets(1 << 20);
  const between = encoder.encode(punctuation.between);
  const after = encoder.encode(punctuation.after);
  let first = true;
  sink.raw(encoder.encode(punctuation.open));
  return {
    write(frame) {
      if (!first) sink.raw(between);
      first = false;
      sink.openObject(null);
      describeDecodedFrame(frame, sink);
      sink.closeObject();
      sink.raw(after);
    },
    close: () => sink.raw(encoder.encode(punctuation.close)),
    take: () => sink.take(),
  };
}

function textWriter(paint: Paint): DecodeWriter {
  let text = "";
  return {
    write(frame) {
      text += `${decodeLines(frame, paint).join("\n")}\n\n`;
    },
    close: () => undefined,
    take() {
      const taken = text;
      text = "";
      return taken;
    },
  };
}

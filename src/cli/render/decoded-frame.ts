import { formatMac } from "../../base/index.ts";
import type { CaptureRecord } from "../../capture/index.ts";
import { type CapturedLldpdu, type DocumentSink, describeLldpdu, type LldpduOutcome } from "../../lldp/index.ts";

/** An LLDPDU that `decode` found: its frame, where it lies in it, and what the decoder says. */
export interface DecodedFrame {
  /** Number of the frame in the file, all frames counted, from 1. */
  readonly number: number;
  /** RFC 3339, or null when the file tells none. */
  readonly time: string | null;
  readonly record: CaptureRecord;
  readonly place: CapturedLldpdu;
  readonly result: LldpduOutcome;
}

/** Tells the sink one frame of `decode`, inside an object that is open. */
export function describeDecodedFrame({ number, time, record, place, result }: DecodedFrame, sink: DocumentSink): void {
  sink.number("frame", number);
  describeMaybe("time", time, sink);
  describeMaybe("sourceMac", macAt(record.octets, place.sourceAt), sink);
  describeMaybe("destinationMac", macAt(record.octets, place.destinationAt), sink);
  const [outermost] = place.vlans;
  if (outermost === undefined) sink.nothing("vlan");
  else sink.number("vlan", outermost);
  sink.openList("vlans");
  for (const vlan of place.vlans) sink.number(null, vlan);
  sink.closeList();
  sink.word("outcome", result.outcome);
  describeFaults(result, place.start, sink);
  if (result.value === null) {
    sink.nothing("lldpdu");
    return;
  }
  sink.openObject("lldpdu");
  describeLldpdu(result.value, sink);
  sink.closeObject();
}

/** Offsets count from the start of the LLDPDU. */
function describeFaults({ faults }: LldpduOutcome, start: number, sink: DocumentSink): void {
  sink.openList("faults");
  for (const { code, tlv, offset, clause } of faults) {
    sink.openObject(null);
    sink.word("code", code);
    if (tlv === null) sink.nothing("tlv");
    else sink.number("tlv", tlv);
    sink.number("offset", offset - start);
    sink.word("clause", clause);
    sink.closeObject();
  }
  sink.closeList();
}

function describeMaybe(name: string, word: string | null, sink: DocumentSink): void {
  if (word === null) sink.nothing(name);
  else sink.word(name, word);
}

/** The MAC address at `offset`; null when the capture does not know it. */
export function macAt(octets: Uint8Array, offset: number): string | null {
  return offset < 0 ? null : formatMac(octets, offset);
}

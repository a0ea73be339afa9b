import { CaptureStream } from "../../src/capture/capture-stream.ts";
import { pcapHeader, pcapRecord } from "../../src/capture/pcap-record.ts";
import { decodeLldpdu, encodeLldpdu, findLldpdu, lldpduDocument, msapKey, msapOf, nextDeadline } from "../../src/lldp/index.ts";
import { decodeEthtool, decodeFamily } from "../../src/netns/ethtool-message.ts";
import { LinkTable } from "../../src/netns/link-table.ts";
import { decodeNamespaceId } from "../../src/netns/namespace-id-message.ts";
import { errnoOf, netlinkMessages } from "../../src/netns/netlink-message.ts";
import { foldRouteMessage } from "../../src/netns/route-fold.ts";
import { DrivenPort, frameOf, localInformation, seeded, statuses } from "../support/lldp-port.ts";
import { recordedLabels, recordedMessages } from "../support/netlink-octets.ts";
import { type FuzzTarget, promise } from "./target.ts";

const frames = () => ["a", "b", "system with a longer name"].map((name) => frameOf(name, "eth0"));

function lldpduPromises(octets: Uint8Array): void {
  const { outcome, value, faults, counts } = decodeLldpdu(octets);
  promise((value === null) === (outcome === "discarded"), "a value unless discarded");
  promise(
    faults.every(({ offset }) => offset >= 0 && offset <= octets.length),
    "faults point into the octets",
  );
  if (value === null) return;
  promise(msapOf(octets) === msapKey(value), "one key for an MSAP");
  JSON.stringify(lldpduDocument(value));
  if (outcome !== "accepted" || counts.tlvsDiscarded > 0) return;
  const again = encodeLldpdu(value, { maxLength: 65_535 }).octets;
  promise(Buffer.from(again).equals(octets.subarray(0, again.length)), "encoding is the inverse of decoding");
}

const lldpdu: FuzzTarget = { name: "lldpdu", seeds: () => frames().map((frame) => frame.subarray(14)), run: lldpduPromises };

/** Octets as an event each: its length, then so many octets of a frame. */
const agent: FuzzTarget = {
  name: "agent",
  seeds: () => [Uint8Array.from(frames().flatMap((frame) => [frame.length, ...frame]))],
  run(octets) {
    const port = new DrivenPort({ parameters: { maxNeighbors: 4 }, random: seeded(1) });
    port.at(0).tell({ kind: "statuses", statuses: statuses("rx-and-tx") });
    port.at(0).tell({ kind: "local", local: localInformation("self", "eth0") });
    port.at(0).tell({ kind: "link", up: true, reason: "link-down" });
    for (let at = 0, now = 1; at < octets.length; now += 7) {
      const length = octets[at] as number;
      port.at(now).tell({ kind: "frame", octets: octets.subarray(at + 1, at + 1 + length), vlan: null });
      promise(nextDeadline(port.state) > now, "the next deadline lies ahead");
      for (const { neighbors } of port.state.agents) promise(neighbors.size <= 4, "no more neighbors than allowed");
      at += 1 + length;
    }
  },
};

const capture: FuzzTarget = {
  name: "capture",
  seeds: () => [Uint8Array.from(Buffer.concat([pcapHeader(), ...frames().map((frame, index) => pcapRecord(index, frame, null))]))],
  run(octets) {
    const whole = visited([octets]);
    const half = octets.length >> 1;
    promise(visited([octets.subarray(0, half), octets.subarray(half)]) === whole, "pieces do not matter");
  },
};

function visited(pieces: readonly Uint8Array[]): string {
  const stream = new CaptureStream();
  const seen: string[] = [];
  for (const piece of pieces) {
    stream.push(piece, ({ octets, linkType }) => {
      const place = findLldpdu(linkType, octets, 0, octets.length);
      promise(place === null || (place.start <= place.end && place.end <= octets.length), "an LLDPDU lies in its frame");
      if (place) decodeLldpdu(octets, place.start, place.end);
      seen.push(`${linkType} ${octets.length} ${place?.start}`);
    });
  }
  return seen.join();
}

const netlink: FuzzTarget = {
  name: "netlink",
  seeds: () => recordedLabels.flatMap(recordedMessages),
  run(octets) {
    const table = new LinkTable((bus, name) => ({ bus, name, driver: null, virtualFunction: false }));
    for (const message of netlinkMessages(octets)) {
      promise(message.end <= octets.length, "a message ends in its datagram");
      foldRouteMessage(table, message);
      decodeNamespaceId(message);
      decodeFamily(message);
      decodeEthtool(message);
      errnoOf(message);
    }
    for (const facts of table.interfaces.values()) promise(JSON.stringify(facts).length < 100_000, "facts are bounded");
  },
};

export const octetTargets: readonly FuzzTarget[] = [lldpdu, agent, capture, netlink];

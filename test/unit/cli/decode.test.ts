import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lldpFrame, ngInterface, ngPacket, ngSection, pcapOctets } from "../../support/capture-octets.ts";
import { runCommand } from "../../support/command-run.ts";
import { chassisHex, lldpduOctets, octetsOf, portHex, tlvHex } from "../../support/lldpdu-hex.ts";

const folder = mkdtempSync(join(tmpdir(), "lw-decode-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, octets: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, octets);
  return path;
}

const ethernet = { littleEndian: true, nanoseconds: false, linkType: 1 };
const hostile = tlvHex(5, "1b5d303b6f776e6564 07 1b5b324a e280ae c29b 3c7363726970743e 22 5c 0a 7b7d 2c3d");
const frames = [
  lldpFrame(lldpduOctets(tlvHex(5, "6f6e65"))),
  octetsOf(`ffffffffffff 020000000001 0800 ${"00".repeat(46)}`),
  lldpFrame(octetsOf(chassisHex + portHex + tlvHex(3, "0000"))),
  lldpFrame(octetsOf(portHex + chassisHex)),
  octetsOf(`0180c2000001 020000000001 88a8 0064 8100 0065 88cc ${chassisHex}${portHex}06020078 0e02 0001`),
  lldpFrame(lldpduOctets(hostile)),
].map((octets, index) => ({ octets, seconds: 1_700_000_000, fraction: index }));
const capture = file("six.pcap", pcapOctets(frames, ethernet));

describe("decode", () => {
  it("writes one JSON line for each LLDPDU, numbered among all frames", async () => {
    const { code, out, err } = await runCommand(["decode", "--ndjson", capture]);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(lines.map(({ frame, outcome, lldpdu }) => [frame, outcome, lldpdu === null])).toEqual([
      [1, "accepted", false],
      [3, "shutdown", false],
      [4, "discarded", true],
      [5, "accepted", false],
      [6, "accepted", false],
    ]);
    expect(lines[0]).toMatchObject({
      time: "2023-11-14T22:13:20.000000Z",
      sourceMac: "02:00:00:00:00:01",
      destinationMac: "01:80:c2:00:00:0e",
      vlan: null,
      vlans: [],
      faults: [],
      lldpdu: { chassisId: { subtype: "mac-address" }, ttl: 121, systemName: "one", dot1: null },
    });
    expect(lines[2].faults).toEqual([{ code: "mandatory-order", tlv: 2, offset: 0, clause: "802.1AB-2016 9.2.7.7.1" }]);
    expect(lines[3]).toMatchObject({ destinationMac: "01:80:c2:00:00:01", vlan: 100, vlans: [100, 101], faults: [{ code: "too-short", tlv: 7 }] });
  });

  it("says the same in one document", async () => {
    const lines = (await runCommand(["decode", "--ndjson", capture])).out.trimEnd().split("\n");
    const { out } = await runCommand(["decode", "--json", capture]);
    expect(JSON.parse(out)).toEqual({ schema: 1, lldpdus: lines.map((line) => JSON.parse(line)) });
  });

  it("tells people, and shows hostile text harmless", async () => {
    const { out } = await runCommand(["decode", capture]);
    expect(out).toContain("frame 1  2023-11-14T22:13:20.000000Z  02:00:00:00:00:01 > 01:80:c2:00:00:0e (nearest-bridge)  accepted\n");
    expect(out).toContain("  fault mandatory-order in TLV 2 at octet 0 (802.1AB-2016 9.2.7.7.1)\n");
    expect(out).toContain("  vlan 100, 101  accepted\n");
    expect(out).toContain('  system name: \ufffd]0;owned\ufffd\ufffd[2J\ufffd\ufffd<script>"\\\ufffd{},=\n');
  });

  it.each(["text", "json", "ndjson"])("never writes what a terminal obeys, as %s", async (form) => {
    const { out } = await runCommand(["decode", "--format", form, capture]);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  it("reads standard input and pcapng with nanoseconds", async () => {
    const ng = Uint8Array.from([
      ...ngSection(true),
      ...ngInterface(true, 1, 9),
      ...ngPacket(true, 0, 1_700_000_000_123_456_789n, frames[0]?.octets ?? new Uint8Array(0)),
    ]);
    const fromFile = await runCommand(["decode", "--ndjson", file("one.pcapng", ng)]);
    expect(JSON.parse(fromFile.out)).toMatchObject({ frame: 1, time: "2023-11-14T22:13:20.123456789Z" });
    const fromPipe = await runCommand(["decode", "--ndjson", "-"], { stdin: Buffer.from(ng) });
    expect(fromPipe).toEqual(fromFile);
  });

  it.each([
    ["a file that ends too early", file("cut.pcap", pcapOctets(frames, ethernet).slice(0, -3)), 1, "the file ends inside of a frame"],
    ["a text file", file("notes.txt", Buffer.from("hello, world\n")), 1, /libpcap: |neither pcap nor pcapng/],
    ["no file", join(folder, "absent.pcap"), 2, "ENOENT"],
    ["a folder", folder, 2, "EISDIR"],
  ])("explains %s", async (_, path, code, message) => {
    const result = await runCommand(["decode", "--ndjson", path]);
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });

  it("says when nothing was found, and which frames were not searched", async () => {
    const ip = { octets: octetsOf(`ffffffffffff 020000000001 0800 ${"00".repeat(46)}`), seconds: 1, fraction: 0 };
    expect(await runCommand(["decode", file("ip.pcap", pcapOctets([ip], ethernet))])).toMatchObject({
      code: 0,
      out: "",
      err: "lldp-watch: no LLDPDU in 1 frame\n",
    });
    const radio = await runCommand(["decode", file("radio.pcap", pcapOctets([ip], { ...ethernet, linkType: 127 }))]);
    expect(radio.err).toContain("link type 127");
  });
});

import { describe, expect, it } from "vitest";
import { fromHex } from "../../../../src/base/index.ts";
import { neighborCount, nextDeadline, portCounters } from "../../../../src/lldp/agent/index.ts";
import { DrivenPort, frameOf, Places, statuses } from "../../../support/lldp-port.ts";

function receiver(options: ConstructorParameters<typeof DrivenPort>[0] = {}): DrivenPort {
  const port = new DrivenPort(options);
  port.tell({ kind: "statuses", statuses: statuses("rx-only") });
  port.link(true);
  return port;
}

const header = "0180c200000e 020000000099 88cc";
const mandatory = "0203 0741 42 0403 0741 42 0602 0079";

describe("reception (802.1AB-2016 9.2.7.7, 9.2.10)", () => {
  it("tells of a new neighbor once, however often it repeats itself", () => {
    const port = receiver();
    const [effect] = port.hear(frameOf("b", "eth1"));
    expect(effect).toMatchObject({ kind: "neighbor-added", destination: "nearest-bridge", reason: "new", before: null });
    expect((effect as { after: { sourceMac: string } }).after.sourceMac).toBe("02:00:00:00:00:99");
    for (let round = 0; round < 10; round++) expect(port.hear(frameOf("b", "eth1"))).toEqual([]);
    expect(portCounters(port.state)).toMatchObject({ framesReceived: 11, framesDiscarded: 0 });
  });

  it("tells of a change with before and after", () => {
    const port = receiver();
    port.hear(frameOf("b", "eth1", { description: "one" }));
    const [effect] = port.at(500).hear(frameOf("b", "eth1", { description: "two" }));
    expect(effect).toMatchObject({ kind: "neighbor-changed", reason: "changed" });
    const { before, after } = effect as unknown as Record<"before" | "after", { lldpdu: { optional: { octets: Uint8Array }[] }; lastChange: number }>;
    expect([before, after].map(({ lldpdu }) => new TextDecoder().decode(lldpdu.optional[1]!.octets))).toEqual(["one", "two"]);
    expect([before.lastChange, after.lastChange]).toEqual([0, 500]);
  });

  it("keeps a neighbor as long as its TTL says and restarts it with each LLDPDU", () => {
    const port = receiver();
    port.hear(frameOf("b", "eth1", { ttl: 2 }));
    port.at(1500).hear(frameOf("b", "eth1", { ttl: 2 }));
    port.at(3499);
    expect(port.changes).toEqual(["added new"]);
    port.at(3500);
    expect(port.changes).toEqual(["added new", "removed aged-out"]);
    expect(portCounters(port.state).ageouts).toBe(1);
    expect(nextDeadline(port.state)).toBe(Number.POSITIVE_INFINITY);
  });

  it("forgets at once on a shutdown LLDPDU, and ignores that of a stranger", () => {
    const port = receiver();
    expect(port.hear(frameOf("b", "eth1", { ttl: 0 }))).toEqual([]);
    port.hear(frameOf("b", "eth1"));
    port.hear(frameOf("b", "eth1", { ttl: 0 }));
    expect(port.changes).toEqual(["added new", "removed shutdown"]);
    expect(portCounters(port.state).framesDiscarded).toBe(0);
  });

  it.each(["link-down", "interface-gone", "namespace-gone"] as const)("forgets all on %s", (reason) => {
    const places = new Places();
    const port = receiver({ places });
    for (const name of ["b", "c"]) port.hear(frameOf(name, "eth1"));
    port.tell({ kind: "link", up: false, reason });
    expect(port.changes).toEqual(["added new", "added new", `removed ${reason}`, `removed ${reason}`]);
    expect(places.taken).toBe(0);
  });

  it("forgets all when receiving is disabled, and hears nothing then", () => {
    const port = receiver();
    port.hear(frameOf("b", "eth1"));
    port.tell({ kind: "statuses", statuses: statuses("tx-only") });
    port.hear(frameOf("c", "eth1"));
    expect(port.changes).toEqual(["added new", "removed disabled"]);
    expect(portCounters(port.state).framesReceived).toBe(1);
  });

  it("keeps a table for each destination address", () => {
    const port = receiver();
    for (const destination of ["nearest-bridge", "nearest-non-tpmr-bridge", "nearest-customer-bridge"] as const) {
      const [effect] = port.hear(frameOf("b", "eth1", { destination }));
      expect(effect).toMatchObject({ kind: "neighbor-added", destination });
    }
    port.hear(frameOf("b", "eth1", { ttl: 0 }));
    expect(neighborCount(port.state)).toBe(2);
  });

  it("counts foreign destinations apart and judges nothing about them", () => {
    const port = receiver();
    const frame = frameOf("b", "eth1");
    frame[5] = 0x01;
    expect(port.hear(frame)).toEqual([]);
    expect(portCounters(port.state)).toMatchObject({ foreignDestination: 1, framesReceived: 0, framesDiscarded: 0 });
  });

  it("counts an LLDPDU that it must discard and says what was wrong", () => {
    const port = receiver();
    const [effect] = port.hear(fromHex(`${header} 0403 0741 42 0203 0741 42 0602 0079 0000`)!);
    expect(effect).toMatchObject({ kind: "discarded", sourceMac: "02:00:00:00:00:99", faults: [{ clause: "802.1AB-2016 9.2.7.7.1" }] });
    expect(portCounters(port.state)).toMatchObject({ framesReceived: 1, framesDiscarded: 1, framesInErrors: 1 });
    expect(neighborCount(port.state)).toBe(0);
  });

  it("counts discarded and unrecognized TLVs with every repetition", () => {
    const port = receiver();
    const frame = fromHex(`${header} ${mandatory} 1202 aabb 0e02 0001 0000`)!;
    port.hear(frame);
    port.hear(frame);
    expect(portCounters(port.state)).toMatchObject({ framesInErrors: 2, tlvsDiscarded: 2, tlvsUnrecognized: 2, framesDiscarded: 0 });
    expect(port.changes).toEqual(["added new"]);
  });

  it("remembers the tag, stripped by the kernel or not", () => {
    const port = receiver();
    const [stripped] = port.hear(frameOf("b", "eth1"), 7);
    expect(stripped).toMatchObject({ after: { vlan: 7 } });
    const frame = frameOf("c", "eth1");
    const tagged = Uint8Array.from([...frame.subarray(0, 12), 0x81, 0x00, 0x20, 0x09, ...frame.subarray(12)]);
    const [inFrame] = port.hear(tagged);
    expect(inFrame).toMatchObject({ after: { vlan: 9 } });
  });

  it("ignores what carries no LLDPDU, and discards one that was cut short", () => {
    const port = receiver();
    const frame = frameOf("b", "eth1");
    for (let length = 0; length < 26; length++) port.hear(frame.subarray(0, length));
    port.hear(fromHex("0180c200000e 020000000099 0800 4500")!);
    expect(port.changes).toEqual([]);
    expect(portCounters(port.state)).toMatchObject({ framesReceived: 12, framesDiscarded: 12, framesInErrors: 12 });
  });

  it("hears the first LLDPDU of a link that it has not been told of yet", () => {
    const port = receiver();
    port.link(false);
    port.at(1000).hear(frameOf("old", "eth1"));
    port.at(1400).hear(frameOf("b", "eth1"));
    expect(port.changes).toEqual([]);
    port.at(1410).link(true);
    expect(port.changes).toEqual(["added new"]);
    expect(neighborCount(port.state)).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { decodeReply, encodeRequest, requestType } from "../../../src/native/helper-messages.ts";

/** A reply as the helper writes it: magic, id, errno, value, name of the call. */
const reply = (words: readonly number[], call: string, octets = 64): Uint8Array => {
  const message = new Uint8Array(octets);
  message.set(new Uint8Array(new Int32Array(words).buffer));
  message.set(new TextEncoder().encode(call), 16);
  return message;
};
const magic = 0x4c575031;

describe("messages of the helper", () => {
  it("are written field by field, zero where nothing belongs", () => {
    const octets = encodeRequest(3, { type: requestType.findNamespace, inode: 4_026_531_833, nsid: 2, peers: [5, 6] });
    expect(octets).toHaveLength(296);
    expect([...new Uint32Array(octets.buffer, 0, 4)]).toEqual([magic, 3, 4, 0]);
    expect([...new Uint32Array(octets.buffer, 16, 6)]).toEqual([4_026_531_833, 0, 0, 0, 2, 2]);
    expect([...new Uint32Array(octets.buffer, 40, 6)]).toEqual([5, 0, 6, 0, 0, 0]);
    const state = encodeRequest(1, { type: requestType.notify, state: new TextEncoder().encode("READY=1") });
    expect(new TextDecoder().decode(state.subarray(40, 47))).toBe("READY=1");
    expect(new Uint32Array(state.buffer, 36, 1)[0]).toBe(7);
  });

  it("are read, also when the name of the call fills its field", () => {
    expect(decodeReply(reply([magic, 9, 1, -1], "helper"))).toEqual({ id: 9, errno: 1, value: -1, call: "helper" });
    expect(decodeReply(reply([magic, 9, 0, 4], "x".repeat(48)))?.call).toHaveLength(48);
  });

  it("are nothing when their size or magic is wrong", () => {
    expect(decodeReply(reply([magic, 9, 0, 0], "", 63 + 9))).toBeNull();
    expect(decodeReply(reply([magic + 1, 9, 0, 0], ""))).toBeNull();
  });
});

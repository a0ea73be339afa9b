import { describe, expect, it } from "vitest";
import { portCounters } from "../../../../src/lldp/agent/index.ts";
import { decodeLldpdu, textTlv } from "../../../../src/lldp/wire/index.ts";
import { DrivenPort, frameOf, localInformation, speaking, statuses } from "../../../support/lldp-port.ts";

const seconds = (...times: number[]) => times.map((time) => 1000 * time);

function lastSent(port: DrivenPort) {
  const sent = port.effects.findLast(({ effect }) => effect.kind === "transmit")!.effect;
  return decodeLldpdu((sent as { octets: Uint8Array }).octets, 14);
}

describe("transmission (802.1AB-2016 9.2.8, 9.2.9)", () => {
  it("starts fast on link up, then goes on at the interval", () => {
    const port = DrivenPort.speaking("a").at(110_000);
    // The first regular LLDPDU comes after a random part of the interval (half of it here), the others keep that phase.
    expect(port.transmissions).toEqual(seconds(0, 1, 2, 3, 18, 48, 78, 108));
  });

  it("says nothing before it knows what, without link, or without permission", () => {
    const port = new DrivenPort();
    port.tell({ kind: "statuses", statuses: speaking });
    port.link(true);
    expect(port.at(5000).transmissions).toEqual([]);
    port.tell({ kind: "local", local: localInformation("a", "eth0") });
    expect(port.transmissions).toEqual([5000]);
    expect(DrivenPort.speaking("a").link(false)).toEqual([]);
    const quiet = new DrivenPort();
    quiet.tell({ kind: "statuses", statuses: statuses("rx-only") });
    quiet.tell({ kind: "local", local: localInformation("a", "eth0") });
    quiet.link(true);
    expect(quiet.at(60_000).transmissions).toEqual([]);
  });

  it("answers a new neighbor with a fast start", () => {
    const port = DrivenPort.speaking("a").at(20_000);
    port.effects.length = 0;
    port.hear(frameOf("b", "eth1"));
    expect(port.at(24_000).transmissions).toEqual(seconds(20, 21, 22, 23));
  });

  it("sends a local change at once, and no more than the credit allows", () => {
    const port = DrivenPort.speaking("a").at(20_000);
    port.effects.length = 0;
    for (let round = 0; round < 20; round++) {
      port.tell({ kind: "local", local: localInformation("a", "eth0", [textTlv("system-description", `round ${round}`)]) });
      port.at(20_000 + 3 * (round + 1));
    }
    port.at(30_000);
    expect(port.transmissions.slice(0, 6)).toEqual([20_000, 20_003, 20_006, 20_009, 20_012, 21_000]);
    expect(port.transmissions.filter((time) => time < 22_000)).toHaveLength(6);
    const description = lastSent(port).value!.optional.find((tlv) => tlv.kind === "system-description");
    expect(new TextDecoder().decode((description as { octets: Uint8Array }).octets)).toBe("round 19");
  });

  it("has full credit again on a new link", () => {
    const port = DrivenPort.speaking("a");
    for (let round = 0; round < 10; round++) {
      port.link(false);
      port.link(true);
    }
    expect(port.transmissions).toHaveLength(11);
  });

  it("sends nothing when the local change changes no octet", () => {
    const port = DrivenPort.speaking("a").at(20_000);
    expect(port.tell({ kind: "local", local: localInformation("a", "eth0") })).toEqual([]);
  });

  it("takes back an identity that it gives up", () => {
    const port = DrivenPort.speaking("a").at(20_000);
    port.effects.length = 0;
    port.tell({ kind: "local", local: localInformation("other", "eth0") });
    const sent = port.effects.map(({ effect }) => decodeLldpdu((effect as { octets: Uint8Array }).octets, 14));
    expect(sent.map(({ outcome }) => outcome)).toEqual(["shutdown", "accepted"]);
    expect(new TextDecoder().decode(sent[0]!.value!.chassisId.id)).toBe("a");
  });

  it("says good-bye when disabled and keeps quiet for reinitDelay", () => {
    const port = DrivenPort.speaking("a").at(20_000);
    port.effects.length = 0;
    port.tell({ kind: "statuses", statuses: statuses("disabled") });
    expect(port.transmissions).toEqual([20_000]);
    expect(lastSent(port).outcome).toBe("shutdown");
    port.at(20_500).tell({ kind: "statuses", statuses: speaking });
    expect(port.at(23_100).transmissions).toEqual(seconds(20, 22, 23));
    expect(lastSent(port).outcome).toBe("accepted");
  });

  it("says no good-bye when it never said anything, nor into a link that is down", () => {
    const silent = new DrivenPort();
    silent.tell({ kind: "statuses", statuses: speaking });
    silent.link(true);
    expect(silent.tell({ kind: "statuses", statuses: statuses("disabled") })).toEqual([]);
    const down = DrivenPort.speaking("a");
    down.link(false);
    expect(down.tell({ kind: "statuses", statuses: statuses("disabled") })).toEqual([]);
  });

  it("sends interval x hold + 1 as TTL, also after the parameters changed", () => {
    const port = DrivenPort.speaking("a");
    expect(lastSent(port).value!.timeToLive.seconds).toBe(121);
    port.at(20_000).tell({ kind: "parameters", parameters: { ...port.state.around.parameters, msgTxInterval: 10_000 } });
    expect(lastSent(port).value!.timeToLive.seconds).toBe(41);
    port.effects.length = 0;
    expect(port.at(60_000).transmissions).toEqual(seconds(25, 35, 45, 55));
  });

  it("counts what it sends and what did not fit", () => {
    const port = new DrivenPort();
    port.tell({ kind: "statuses", statuses: speaking });
    port.link(true);
    const long = textTlv("system-description", "x".repeat(255));
    port.tell({ kind: "local", local: { ...localInformation("a", "eth0", [long]), maxLength: 120 } });
    expect(portCounters(port.state)).toMatchObject({ framesTransmitted: 1, lengthErrors: 1 });
    expect(lastSent(port).value!.optional.map(({ kind }) => kind)).toEqual(["system-name"]);
    port.at(20_000).tell({ kind: "local", local: { ...localInformation("a", "eth0"), maxLength: 10 } });
    expect(portCounters(port.state).lengthErrors).toBe(2);
    expect(port.at(100_000).transmissions.at(-1)).toBeLessThan(20_000);
  });

  it("pads to 60 octets and sends to the agent's group only", () => {
    const port = DrivenPort.speaking("a");
    const sent = port.effects.map(({ effect }) => (effect as { octets: Uint8Array }).octets);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.length).toBe(60);
    expect([...sent[0]!.subarray(0, 6)]).toEqual([0x01, 0x80, 0xc2, 0, 0, 0x0e]);
  });
});

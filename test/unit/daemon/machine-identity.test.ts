import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chassisIdOf, lowestMac, machineIdentity, systemNameOf } from "../../../src/daemon/machine-identity.ts";

const machineId = "0123456789abcdef0123456789abcdef";
const identity = machineIdentity(`${machineId}\n`, "box", null);
const text = (octets: Uint8Array) => new TextDecoder().decode(octets);

describe("machine identity", () => {
  it("is a keyed hash of the machine-id, which itself is not shown", () => {
    expect(identity.tag).toBe(createHmac("sha256", machineId).update("lldp-watch").digest("hex").slice(0, 12));
    expect(identity.tag).not.toContain(machineId.slice(0, 6));
  });

  it("is another one under a given host name, so that one machine can be two", () => {
    const other = machineIdentity(machineId, "box", "lab7");
    expect(other.hostName).toBe("lab7");
    expect(other.tag).not.toBe(identity.tag);
    expect(machineIdentity(machineId, "renamed", "lab7").tag).toBe(other.tag);
  });

  it("gives the host the MAC of its lowest NIC, and namespaces their name", () => {
    expect(chassisIdOf(identity, "host", true, "02:00:00:00:00:01")).toMatchObject({ subtype: 4, id: Uint8Array.of(2, 0, 0, 0, 0, 1) });
    const leaf = chassisIdOf(identity, "leaf1", false, null);
    expect([leaf.subtype, text(leaf.id)]).toEqual([7, `leaf1@${identity.tag}`]);
    expect(text(chassisIdOf(identity, "host", true, null).id)).toBe(`host@${identity.tag}`);
    expect(lowestMac(["02:00:00:00:00:0b", "02:00:00:00:00:0a"])).toBe("02:00:00:00:00:0a");
    expect(lowestMac([])).toBeNull();
  });

  it("names the host by its name and others after it", () => {
    expect(systemNameOf(identity, "host", true)).toBe("box");
    expect(systemNameOf(identity, "leaf1", false)).toBe("leaf1@box");
  });
});

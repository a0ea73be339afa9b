import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LldpduDocument } from "../../src/lldp/index.ts";
import { runCommand } from "../support/command-run.ts";
import { eventually } from "../support/eventually.ts";
import { LldpdProcess } from "../support/lldpd-process.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { haveTools } from "../support/tools.ts";
import { acceptedDifferences } from "./differential/accepted.ts";
import { compareWithTshark } from "./differential/compare.ts";

// Frames that lldpd and lldpad really send over a cable, read by tshark and by `decode`: every TLV that they can make without the
// hardware for it. (lldpad's DCBX TLVs need a NIC with DCB; ladvd does not transmit on veth.)

const folder = mkdtempSync(join(tmpdir(), "lw-live-"));
const able = privileged && haveTools("lldpd", "lldpcli", "lldpad", "lldptool", "tcpdump", "tshark");

/** What lldpcli is told: a value in every TLV that lldpd has. */
const lldpdConfiguration = [
  "configure lldp portidsubtype ifname",
  "configure system hostname switch.example",
  "configure system description Bench-switch",
  "configure med policy application voice tagged vlan 500 priority voice dscp 46",
  "configure med location coordinate latitude 48.85667N longitude 2.2014E altitude 117.47 m datum WGS84",
  "configure med location address country US language en_US city Roseville street Commercial",
  "configure med location elin 911",
  "configure med power pse source primary priority high value 5000",
  "configure dot3 power pse supported enabled paircontrol powerpairs spare class class-3 type 1 source primary priority low requested 10000 allocated 15000",
  "configure lldp custom-tlv oui 33,44,55 subtype 44 oui-info 45,46,47",
];

const lldpadConfiguration = [
  "-L -i eth0 -g ncb adminStatus=rxtx",
  "-T -i eth0 -g ncb -V evb enableTx=yes",
  "-L -i eth0 adminStatus=rxtx",
  ...["sysName", "sysDesc", "sysCap", "portDesc", "mngAddr", "linkAgg", "macPhyCfg"].map((tlv) => `-T -i eth0 -V ${tlv} enableTx=yes`),
];

interface Line {
  readonly outcome: string;
  readonly faults: readonly unknown[];
  readonly lldpdu: LldpduDocument | null;
}

describe.skipIf(!able)("frames of other agents", () => {
  const lab = new NamespaceLab("live");
  let lldpd: LldpdProcess | null = null;
  const capture = (name: string) => join(folder, `${name}.pcap`);

  beforeAll(async () => {
    for (const name of ["lldpd", "lldpad"]) {
      await lab.cable(`${name}:eth0`, `${name}tap:eth1`);
      lab.spawn(`${name}tap`, "tcpdump", "-U", "-n", "-i", "eth1", "-w", capture(name), "ether", "proto", "0x88cc");
      await eventually(() => (existsSync(capture(name)) ? true : null), "tcpdump listens");
    }
  });
  afterAll(async () => {
    await lldpd?.stop();
    await lab.close();
    rmSync(folder, { recursive: true });
  });

  async function lines(name: string): Promise<readonly Line[]> {
    const { out } = await runCommand(["decode", "--ndjson", capture(name)]);
    return out === ""
      ? []
      : out
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as Line);
  }

  /** Waits for an LLDPDU that has it all. */
  function heard(name: string, complete: (lldpdu: LldpduDocument) => boolean): Promise<LldpduDocument> {
    const ask = async () => (await lines(name)).map(({ lldpdu }) => lldpdu).find((lldpdu) => lldpdu !== null && complete(lldpdu)) ?? null;
    return eventually(ask, `a full LLDPDU of ${name}`, 40_000);
  }

  async function expectAgreement(name: string): Promise<void> {
    const { out } = await runCommand(["decode", "--ndjson", capture(name)]);
    const { differences } = compareWithTshark(capture(name), out);
    expect(differences.filter((difference) => !acceptedDifferences.some(({ explains }) => explains(difference)))).toEqual([]);
    expect((await lines(name)).flatMap(({ faults }) => faults)).toEqual([]);
  }

  it("lldpd: every TLV that it can make", async () => {
    lldpd = await LldpdProcess.start(lab.name("lldpd"), ["-M", "4"]);
    for (const words of lldpdConfiguration) await lldpd.cli(...words.split(" "));
    await lldpd.cli("update");
    const lldpdu = await heard(
      "lldpd",
      ({ med, dot3, organizationSpecific }) => med?.locations.length === 3 && dot3?.power != null && organizationSpecific.length === 1,
    );
    expect(lldpdu).toMatchObject({
      chassisId: { subtype: "mac-address" },
      portId: { subtype: "interface-name", value: "eth0" },
      ttl: 120,
      systemName: "switch.example",
      systemDescription: "Bench-switch",
      dot1: null,
      dot3: {
        power: {
          portClass: "pse",
          pairControl: true,
          pair: "spare",
          powerClass: 3,
          type: "type-1-pse",
          source: "primary",
          priority: "low",
          requestedWatts: 10,
          allocatedWatts: 15,
        },
        linkAggregation: { capable: true, enabled: false },
      },
      med: {
        capabilities: { deviceClass: "network-connectivity" },
        extendedPower: { type: "pse", source: "primary", priority: "high", watts: 5 },
      },
      organizationSpecific: [{ oui: "33-44-55", subtype: 44, bytes: "454647" }],
    });
    expect(lldpdu.med?.networkPolicies).toContainEqual({
      application: "voice",
      unknownPolicy: false,
      tagged: true,
      vlan: 500,
      priority: 5,
      dscp: 46,
    });
    const [place, address, number] = lldpdu.med?.locations ?? [];
    expect(place).toMatchObject({
      format: "coordinates",
      altitudeType: "meters",
      datum: "wgs84",
      latitude: expect.closeTo(48.85667, 4),
      longitude: expect.closeTo(2.2014, 4),
    });
    expect(address).toMatchObject({
      format: "civic",
      country: "US",
      elements: expect.arrayContaining([{ type: 3, name: "city", value: "Roseville" }]),
    });
    expect(number).toEqual({ format: "elin", number: "911" });
    await expectAgreement("lldpd");
  }, 90_000);

  it("lldpad: basic and 802.3 TLVs, and EVB to the nearest customer bridge", async () => {
    // lldpad and lldptool meet on an abstract socket, one for each namespace. lldpad wants a /run, and the
    // shared memory by which it knows that it is alone, of its own.
    await lab.ip("lldpad", "link set lo up");
    lab.spawn("lldpad", "sh", "-c", `mount -t tmpfs -o mode=755 tmpfs /run && exec unshare --ipc lldpad -f ${join(folder, "lldpad.conf")} -V 3`);
    const told = (words: string) => lab.exec("lldpad", "lldptool", ...words.split(" "));
    const answers = () =>
      told("ping")
        .then(() => true)
        .catch(() => null);
    await eventually(answers, "lldpad answers");
    for (const words of lldpadConfiguration) await told(words);
    const nearest = await heard("lldpad", ({ systemName, dot3 }) => systemName !== null && dot3?.linkAggregation != null);
    expect(nearest).toMatchObject({
      chassisId: { subtype: "mac-address" },
      portId: { subtype: "mac-address" },
      ttl: 120,
      dot3: { macPhy: { mauType: 0 } },
    });
    expect(nearest.managementAddresses).not.toEqual([]);
    const customer = await heard("lldpad", ({ dot1 }) => dot1?.edgeVirtualBridging != null);
    expect(customer.dot1?.edgeVirtualBridging).toMatchObject({ mode: "station", retries: 3, waitDelay: 20, keepAlive: 20 });
    await expectAgreement("lldpad");
  }, 90_000);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPacketChannel, type PacketChannel } from "../../src/capture/index.ts";
import type { PacketScope } from "../../src/native/index.ts";
import { scopeOf } from "../../src/netns/index.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { NetnsView } from "../support/netns-view.ts";
import { privileged } from "../support/privilege.ts";

const destinations = { "nearest-bridge (:0e)": 0x0e, "nearest-non-tpmr-bridge (:03)": 0x03, "nearest-customer-bridge (:00)": 0x00 };
const places = ["plain veth", "bridge port", "macvlan"] as const;
const soon = { timeout: 3000, interval: 2 };
/** Longer than any frame takes; to see that one does not come, time has to pass. */
const silence = 60;

describe.skipIf(!privileged)("an LLDP socket hears everything", () => {
  let lab: NamespaceLab;
  let view: NetnsView;
  let far: Record<(typeof places)[number], PacketChannel>;
  let serial = 0;

  beforeAll(async () => {
    lab = new NamespaceLab("netns");
    await lab.cable("veth:in", "far:veth");
    await lab.cable("bridge:in", "far:bridge");
    await lab.cable("macvlan:lower", "far:macvlan");
    await lab.ip("macvlan", "link add in link lower type macvlan mode bridge");
    await lab.ip("macvlan", "link set in up");
    await lab.bridge("bridge:br0", ["bridge:in"]);
    view = await NetnsView.open(({ names }) => names.some((name) => name.startsWith(lab.prefix)));
    const [veth, bridge, macvlan] = (await Promise.all(["veth", "bridge", "macvlan"].map((name) => open("far", name, "lldp")))) as [
      PacketChannel,
      PacketChannel,
      PacketChannel,
    ];
    far = { "plain veth": veth, "bridge port": bridge, macvlan };
  });

  afterAll(async () => {
    await view.close();
    await lab.close();
  });

  const open = (label: string, name: string, scope: PacketScope) => openPacketChannel(view.opener, { ...view.ref(lab.name(label), name), scope });

  /** Sends one frame from the far end and tells how often the channel heard it; waits for it only when it is expected. */
  const heardBy = async (channel: PacketChannel, place: (typeof places)[number], last: number, expected: boolean): Promise<number> => {
    const frame = new Uint8Array(60);
    frame.set([0x01, 0x80, 0xc2, 0x00, 0x00, last, 0x02, 0, 0, 0, 0, 1, 0x88, 0xcc, ++serial >> 8, serial & 0xff]);
    let count = 0;
    const stop = channel.frames.subscribe(({ octets }) => {
      if (octets[14] === serial >> 8 && octets[15] === (serial & 0xff)) count++;
    });
    expect(far[place].send(frame)).toBeNull();
    if (expected) await expect.poll(() => count, soon).toBeGreaterThan(0);
    else await new Promise((resolve) => setTimeout(resolve, silence));
    stop();
    return count;
  };

  const labels = { "plain veth": "veth", "bridge port": "bridge", macvlan: "macvlan" };
  for (const stp of [0, 1]) {
    for (const mask of [0, 0x4000]) {
      for (const [destination, last] of Object.entries(destinations)) {
        for (const place of places) {
          it(`${destination}, STP ${stp ? "on" : "off"}, mask 0x${mask.toString(16)}, ${place}`, async () => {
            await lab.ip("bridge", `link set br0 type bridge stp_state ${stp} group_fwd_mask ${mask} forward_delay ${stp ? 200 : 1500}`);
            const facts = () => view.interface(lab.name(labels[place]), "in");
            const wanted = place === "bridge port" ? "all" : "lldp";
            await expect.poll(() => facts() && scopeOf(facts() as never), soon).toBe(wanted);
            const channel = await open(labels[place], "in", scopeOf(facts() as never));
            expect(await heardBy(channel, place, last, true)).toBe(1);
            await channel.close();
          });
        }
      }
    }
  }

  it("would be deaf on a bridge port when bound to the LLDP ethertype alone", async () => {
    await lab.ip("bridge", "link set br0 type bridge stp_state 0 group_fwd_mask 0x4000");
    const channel = await open("bridge", "in", "lldp");
    expect(await heardBy(channel, "bridge port", 0x0e, false)).toBe(0);
    expect(await heardBy(channel, "bridge port", 0x00, false)).toBe(0);
    await channel.close();
  });

  it("goes on hearing when a master comes and goes, with the scope following", async () => {
    await lab.ip("bridge", "link set in nomaster");
    await lab.ip("bridge", "link set br0 type bridge stp_state 0 group_fwd_mask 0x4000");
    const facts = () => view.interface(lab.name("bridge"), "in") as never;
    const channel = await open("bridge", "in", "lldp");
    const stop = view.monitor(lab.name("bridge"))?.events.subscribe((event) => {
      if (event.kind === "changed" && event.after.name === "in") void channel.listen(scopeOf(event.after));
    });
    for (const master of ["master br0", "nomaster", "master br0"]) {
      await lab.ip("bridge", `link set in ${master}`);
      const scope = master === "nomaster" ? "lldp" : "all";
      await expect.poll(() => channel.scope, soon).toBe(scope);
      expect(scopeOf(facts())).toBe(scope);
      for (const last of Object.values(destinations)) expect(await heardBy(channel, "bridge port", last, true)).toBe(1);
    }
    stop?.();
    await channel.close();
  });
});

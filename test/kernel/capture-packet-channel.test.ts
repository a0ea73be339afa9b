import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPacketChannel } from "../../src/capture/index.ts";
import type { SocketOpener } from "../../src/native/index.ts";
import { frameChannelSuite, numberedFrame } from "../support/frame-channel.suite.ts";
import { openInMode } from "../support/mode.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

describe.skipIf(!privileged)("on the kernel", () => {
  let opener: SocketOpener;
  let lab: NamespaceLab;

  beforeAll(async () => {
    lab = new NamespaceLab("capture");
    await lab.cable("a:eth0", "b:eth0");
    opener = await openInMode();
  });

  afterAll(async () => {
    await opener.close();
    await lab.close();
  });

  const channelOn = async (label: string, scope: "lldp" | "all" = "lldp") => {
    const { namespaces } = await opener.listNamespaces("names");
    const namespace = namespaces.find(({ names }) => names.includes(lab.name(label)))?.inode as number;
    const index = JSON.parse(await lab.ip(label, "-j link show eth0"))[0].ifindex;
    return openPacketChannel(opener, { namespace, ifindex: index, scope });
  };
  const until = (done: () => boolean) => expect.poll(done, { timeout: 5000, interval: 5 }).toBe(true);

  frameChannelSuite("FrameChannel on a packet socket", async () => {
    await lab.ip("a", "link set eth0 up");
    const [near, far] = await Promise.all([channelOn("a"), channelOn("b")]);
    return {
      near,
      far,
      until,
      setUp: async (up) => {
        await lab.ip("a", `link set eth0 ${up ? "up" : "down"}`);
      },
      close: async () => {
        await Promise.all([near.close(), far.close()]);
      },
    };
  });

  it("switches its scope while frames arrive, without losing count", async () => {
    const [near, far] = await Promise.all([channelOn("a"), channelOn("b")]);
    const numbers = new Set<number>();
    far.frames.subscribe(({ octets }) => numbers.add(octets[17] as number));
    near.send(numberedFrame(1));
    await until(() => numbers.has(1));
    await Promise.all([far.listen("all"), far.listen("all"), far.listen("lldp"), far.listen("all")]);
    expect(far.scope).toBe("all");
    near.send(numberedFrame(2));
    await until(() => numbers.has(2));
    expect(far.statistics()).toEqual({ received: 2, dropped: 0 });
    await Promise.all([near.close(), far.close()]);
    await far.listen("lldp");
    expect(far.scope).toBe("all");
  });

  it("says ENODEV when the interface is deleted, also when a new one cannot be opened", async () => {
    await lab.cable("c:eth0", "b:spare");
    const channel = await channelOn("c");
    const failures: string[] = [];
    channel.failures.subscribe((failure) => failures.push(failure));
    await lab.ip("c", "link del eth0");
    await until(() => failures.includes("ENODEV"));
    await expect(channel.listen("all")).rejects.toMatchObject({ name: "SystemError", code: "ENODEV" });
    await channel.close();
  });
});

import { afterAll, describe, expect, test } from "vitest";
import type { LinkDocument, NodeDocument, TopologyDocument } from "../../src/topology/index.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { LabMachine } from "../support/lab-machine.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

// Networks of every shape, built for real: the graph must have exactly their cables, each heard both ways, and their shared media.

const tag = `lwtopo${process.pid}`;
const machine = new LabMachine();
afterAll(() => machine.close());

type Pair = readonly [string, string];

interface Network {
  readonly name: string;
  readonly cables: readonly Pair[];
  /** Bridges (nodes of their own) and their masks. */
  readonly bridges?: Readonly<Record<string, number>>;
  /** Nodes in which nobody speaks. */
  readonly silent?: readonly string[];
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const star = (count: number, hub = "hub"): Pair[] => range(count).map((index) => [`${hub}n${index}:eth0`, `${hub}:p${index}`]);
const clos = (spines: number, leaves: number, servers: number): Pair[] => [
  ...range(spines).flatMap((spine) => range(leaves).map((leaf): Pair => [`leaf${leaf}:up${spine}`, `spine${spine}:down${leaf}`])),
  ...range(servers).map((server): Pair => [`server${server}:eth0`, `leaf${server % leaves}:srv${server}`]),
];
/** Cables between pseudo-random nodes, several between two of them and some from a node to itself. */
function random(nodes: number, count: number): Pair[] {
  let state = 20260101;
  const below = (limit: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return range(count).map((index) => [`n${below(nodes)}:a${index}`, `n${below(nodes)}:b${index}`]);
}

const networks: readonly Network[] = [
  { name: "ring", cables: range(12).map((index) => [`n${index}:right`, `n${(index + 1) % 12}:left`]) },
  { name: "clos", cables: clos(4, 6, 18) },
  { name: "filtering", cables: star(6), bridges: { hub: 0 } },
  { name: "forwarding", cables: star(6), bridges: { hub: 0x4000 } },
  { name: "silent", cables: star(6), bridges: { hub: 0x4000 }, silent: ["hub"] },
  { name: "media", cables: [...star(3, "red"), ...star(5, "blue"), ["redn0:x", "bluen0:x"]], bridges: { red: 0x4000, blue: 0x4000 } },
  { name: "big", cables: random(60, 1000) },
];

function labText({ name, cables, bridges = {} }: Network): string {
  const nodes = new Set(cables.flat().map((end) => end.slice(0, end.indexOf(":"))));
  const lines = [...nodes].map((node) => {
    const mask = bridges[node];
    return mask === undefined ? `    ${node}: {}` : `    ${node}: { kind: bridge, group-fwd-mask: ${mask} }`;
  });
  const links = cables.map(([a, b]) => `    - endpoints: ["${a}", "${b}"]`);
  return [`name: ${name}`, `prefix: ${tag}`, "topology:", "  nodes:", ...lines, "  links:", ...links, ""].join("\n");
}

const heardBothWays = ({ wired, observed, verdict }: LinkDocument) =>
  wired === true && observed.aToB === true && observed.bToA === true && verdict === "ok";

/** The topology of the namespaces of one prefix, once it has so many links, all heard both ways, and so many members of segments. */
async function settled(
  daemon: DaemonProcess,
  prefix: string,
  links: number,
  members: number,
): Promise<{ links: LinkDocument[]; segments: NodeDocument[] }> {
  const ours = async () => {
    const topology = await daemon.get<TopologyDocument>("/api/v1/topology");
    const own = topology.links.filter(({ a, b }) => [a, b].some((end) => end.includes(prefix)));
    return { links: own, segments: topology.nodes.filter(({ kind, ports }) => kind === "segment" && ports.some((port) => port.includes(prefix))) };
  };
  const complete = ({ links: found, segments }: Awaited<ReturnType<typeof ours>>) =>
    found.filter(heardBothWays).length >= links && segments.flatMap(({ ports }) => ports).length >= members;
  return daemon.settled(ours, complete, `${links} links heard both ways and ${members} members of segments`, 40_000);
}

describe.runIf(privileged)("rebuilt from what is heard and what the kernel says", () => {
  test.each(networks)("$name", async (network) => {
    const { name, cables, bridges = {}, silent = [] } = network;
    const prefix = `${tag}-${name}-`;
    const path = machine.file(`${name}.clab.yml`, labText(network));
    await machine.must("up", path);
    const daemon = await DaemonProcess.start([`${prefix}*`, ...silent.map((node) => `!${prefix}${node}`)].join(","));
    try {
      const forwarding = Object.keys(bridges).filter((bridge) => bridges[bridge] !== 0);
      const media = forwarding.map((bridge) => cables.flat().filter((end) => cables.some(([a, b]) => a === end && b.startsWith(`${bridge}:`))));
      const { links, segments } = await settled(daemon, prefix, cables.length, media.flat().length);
      const expected = cables.map(([a, b]) => [`${prefix}${a}`, `${prefix}${b}`].sort().join("--")).sort();
      expect(links.map(({ id }) => id)).toEqual(expected);
      expect(links.filter((link) => !heardBothWays(link))).toEqual([]);
      expect(segments.map(({ ports }) => ports)).toEqual(expect.arrayContaining(media.map((ends) => ends.map((end) => `${prefix}${end}`).sort())));
      expect(segments).toHaveLength(media.length);
    } finally {
      await daemon.stop();
      await machine.must("down", path);
    }
  });

  test("macvlans on one parent, with somebody at the other end of its cable", async () => {
    const lab = new NamespaceLab("topology");
    await lab.cable("host:uplink", "switch:p0");
    for (const index of [1, 2]) {
      await lab.namespace(`c${index}`);
      await lab.ip("host", `link add link uplink name mv${index} netns ${lab.name(`c${index}`)} type macvlan mode bridge`);
      await lab.ip(`c${index}`, `link set mv${index} up`);
    }
    const daemon = await DaemonProcess.start(`${lab.prefix}*`);
    try {
      const { links, segments } = await settled(daemon, lab.prefix, 3, 3);
      const [up, p0, c1, c2] = [`${lab.name("host")}:uplink`, `${lab.name("switch")}:p0`, `${lab.name("c1")}:mv1`, `${lab.name("c2")}:mv2`];
      // The parent hears the far end over their cable, and its own macvlans not at all: the kernel hands their frames to it only on their way out.
      expect(segments.map(({ ports }) => ports)).toEqual([[c1, c2, p0].sort()]);
      const segment = segments[0]?.id as string;
      expect(segment).toBe(`segment:${up}`);
      expect(links.map(({ id }) => id)).toEqual([`${c1}--${segment}`, `${c2}--${segment}`, `${up}--${p0}`].sort());
    } finally {
      await daemon.stop();
      await lab.close();
    }
  });
});

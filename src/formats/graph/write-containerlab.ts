import { printable } from "../../base/index.ts";
import type { NodeDocument, PortView, TopologyDocument } from "../../topology/index.ts";
import { type Drawn, exists, outlineOf } from "./outline.ts";

/** A bridge that is found in a namespace. */
interface Bridge {
  readonly name: string;
  readonly slaves: ReadonlySet<string>;
  readonly forwards: boolean;
}

/**
 * A running network as a containerlab file that `lldp-watch lab up` builds again: a node per namespace, a link per cable. With the `ports`
 * of the moment bridges are found: a namespace whose cables all end at its one bridge becomes `kind: bridge`, any other gets the commands
 * that make its bridges. What a lab cannot build (network cards, remote systems, odd names) stands in comments.
 */
export function writeContainerlab(topology: TopologyDocument, ports: readonly PortView[] = []): string {
  const { nodes, links } = outlineOf(topology);
  const left: string[] = [];
  const cables = links.filter((drawn) => buildable(drawn, left));
  const used = new Set(cables.flatMap(({ from, to }) => [from.node, to.node]));
  const bridges = bridgesOf(topology, ports);
  const lines = ["name: snapshot", 'prefix: ""', "topology:", "  nodes:"];
  for (const node of nodes) if (used.has(node)) lines.push(...nodeLines(node, bridges.get(node.id) ?? [], cables));
  if (used.size === 0) lines.push("    {}");
  lines.push(cables.length > 0 ? "  links:" : "  links: []");
  for (const { from, to } of cables) lines.push(`    - endpoints: [${endText(from)}, ${endText(to)}]`);
  return `${[...left.map((reason) => `# left out: ${reason}`), ...lines].join("\n")}\n`;
}

function buildable({ link, from, to }: Drawn, left: string[]): boolean {
  if (!exists(link)) return false;
  const fit = [from, to].every(({ node, port }) => node.kind === "system" && port !== null && nodeName.test(node.id) && portText.test(port));
  if (fit && link.wired) return true;
  left.push(printable(`${link.id} (${fit ? "no cable of this machine" : "not a pair of interfaces with plain names"})`));
  return false;
}

const nodeName = /^[A-Za-z0-9][\w.-]{0,62}$/;
const portText = /^[\w.@-]{1,15}$/;

function nodeLines(node: NodeDocument, bridges: readonly Bridge[], cables: readonly Drawn[]): string[] {
  const ends = cables.flatMap(({ from, to }) => [from, to].filter((end) => end.node === node).map(({ port }) => port as string));
  const [only] = bridges;
  const key = JSON.stringify(node.id);
  if (node.id === "host") return [`    ${key}: { kind: host }`];
  if (only && bridges.length === 1 && ends.every((port) => only.slaves.has(port))) {
    return [`    ${key}:`, "      kind: bridge", ...(only.forwards ? ["      group-fwd-mask: 0x4000"] : [])];
  }
  if (bridges.length === 0) return [`    ${key}: { kind: linux }`];
  return [
    `    ${key}:`,
    "      kind: linux",
    "      exec:",
    ...bridges.flatMap(bridgeCommands).map((command) => `        - ${JSON.stringify(command)}`),
  ];
}

function bridgeCommands({ name, slaves, forwards }: Bridge): string[] {
  return [
    `ip link add ${name} type bridge${forwards ? " group_fwd_mask 0x4000" : ""}`,
    ...[...slaves].map((slave) => `ip link set dev ${slave} master ${name}`),
    `ip link set dev ${name} up`,
  ];
}

/** Bridges per namespace, with plain names only: they end up in commands. */
function bridgesOf({ nodes }: TopologyDocument, ports: readonly PortView[]): Map<string, Bridge[]> {
  const kinds = new Map(ports.map((port) => [port.id, port.kind]));
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { namespace, master, interface: name } of ports) {
    if (master === null || kinds.get(`${namespace}:${master}`) !== "bridge" || !portText.test(name) || !portText.test(master)) continue;
    const bridges = found.get(namespace) ?? new Map<string, Set<string>>();
    bridges.set(master, (bridges.get(master) ?? new Set()).add(name));
    found.set(namespace, bridges);
  }
  const media = new Set(nodes.filter(({ kind }) => kind === "segment").map(({ name }) => name));
  const described = ([namespace, bridges]: [string, Map<string, Set<string>>]): [string, Bridge[]] => {
    return [namespace, [...bridges].map(([name, slaves]) => ({ name, slaves, forwards: media.has(`${namespace}:${name}`) }))];
  };
  return new Map([...found].map(described));
}

function endText({ node, port }: Drawn["from"]): string {
  return JSON.stringify(`${node.id}:${port ?? ""}`);
}

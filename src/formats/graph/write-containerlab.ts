import { printable } from "../../base/index.ts";
import type { BridgeView, NodeDocument, TopologyDocument } from "../../topology/index.ts";
import { type Drawn, exists, outlineOf } from "./outline.ts";

/**
 * A running network as a containerlab file that `lldp-watch lab up` builds again: a node per namespace, a link per cable. With the `bridges`
 * of the moment a namespace whose cables all end at its one bridge becomes `kind: bridge`, any other gets the commands
 * that make its bridges. What a lab cannot build (network cards, remote systems, odd names) stands in comments.
 */
export function writeContainerlab(topology: TopologyDocument, bridges: readonly BridgeView[] = []): string {
  const { nodes, links } = outlineOf(topology);
  const left: string[] = [];
  const cables = links.filter((drawn) => buildable(drawn, left));
  const used = new Set(cables.flatMap(({ from, to }) => [from.node, to.node]));
  const lines = ["name: snapshot", 'prefix: ""', "topology:", "  nodes:"];
  for (const node of nodes)
    if (used.has(node))
      lines.push(
        ...nodeLines(
          node,
          bridges.filter(({ namespace }) => namespace === node.id),
          cables,
        ),
      );
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

function nodeLines(node: NodeDocument, bridges: readonly BridgeView[], cables: readonly Drawn[]): string[] {
  const ends = cables.flatMap(({ from, to }) => [from, to].filter((end) => end.node === node).map(({ port }) => port as string));
  const [only] = bridges;
  const key = JSON.stringify(node.id);
  if (node.id === "host") return [`    ${key}: { kind: host }`];
  if (only && bridges.length === 1 && ends.every((port) => only.slaves.includes(`${node.id}:${port}`))) {
    const mask = only.groupFwdMask === 0 ? [] : [`      group-fwd-mask: 0x${only.groupFwdMask.toString(16)}`];
    return [`    ${key}:`, "      kind: bridge", ...mask, ...(only.stp ? ["      stp: true"] : [])];
  }
  if (bridges.length === 0) return [`    ${key}: { kind: linux }`];
  return [
    `    ${key}:`,
    "      kind: linux",
    "      exec:",
    ...bridges.flatMap(bridgeCommands).map((command) => `        - ${JSON.stringify(command)}`),
  ];
}

/** Names that are not plain would be taken apart by the shell that runs these, so such a bridge is left to the reader. */
function bridgeCommands({ interface: name, namespace, slaves, groupFwdMask, stp }: BridgeView): string[] {
  const ports = slaves.map((slave) => slave.slice(namespace.length + 1));
  if (![name, ...ports].every((each) => portText.test(each))) return [];
  return [
    `ip link add ${name} type bridge stp_state ${stp ? 1 : 0} group_fwd_mask 0x${groupFwdMask.toString(16)}`,
    ...ports.map((port) => `ip link set dev ${port} master ${name}`),
    `ip link set dev ${name} up`,
  ];
}

function endText({ node, port }: Drawn["from"]): string {
  return JSON.stringify(`${node.id}:${port ?? ""}`);
}

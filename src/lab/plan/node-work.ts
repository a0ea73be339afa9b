import { bridgeDevice, type End, endsOf, type Lab, type LabLink, type LabNode, linkAlias, linkName, nodeAlias } from "../model.ts";
import type { NodeWork } from "./plan.ts";
import { routeLines } from "./routes.ts";
import type { SeenInterface, SeenNode } from "./seen.ts";

const quoted = (text: string) => `"${text}"`;

function loopbackLines(lab: Lab, node: LabNode, seen: SeenNode | undefined): string[] {
  if (node.kind === "host" || node.kind === "container") return [];
  const lo = seen?.interfaces.get("lo");
  const alias = nodeAlias(lab, node.name);
  return lo?.up && lo.alias === alias ? [] : [`link set lo alias ${quoted(alias)} up`];
}

function bridgeLines(node: LabNode, seen: SeenNode | undefined): string[] {
  if (node.bridge === null) return [];
  const device = bridgeDevice(node);
  const { groupFwdMask, stp, vlanFiltering } = node.bridge;
  const there = seen?.interfaces.get(device);
  const now = there?.bridge ?? { groupFwdMask: 0, stp: false, vlanFiltering: false };
  const words = [
    now.groupFwdMask === groupFwdMask ? "" : ` group_fwd_mask ${groupFwdMask}`,
    now.stp === stp ? "" : ` stp_state ${stp ? 1 : 0}`,
    now.vlanFiltering === vlanFiltering ? "" : ` vlan_filtering ${vlanFiltering ? 1 : 0}`,
  ].join("");
  if (there === undefined) return [`link add name ${device} type bridge${words}`, `link set ${device} up`];
  return [...(words === "" ? [] : [`link set ${device} type bridge${words}`]), ...(there.up ? [] : [`link set ${device} up`])];
}

function endLine(lab: Lab, node: LabNode, link: LabLink, end: End, there: SeenInterface | undefined): string[] {
  const words: string[] = [];
  if (node.bridge !== null && there?.master !== bridgeDevice(node)) words.push(`master ${bridgeDevice(node)}`);
  if (there?.alias !== linkAlias(lab, link)) words.push(`alias ${quoted(linkAlias(lab, link))}`);
  if (there !== undefined && link.mtu !== null && there.mtu !== link.mtu) words.push(`mtu ${link.mtu}`);
  if (there !== undefined && end.mac !== null && there.mac !== end.mac) words.push(`address ${end.mac}`);
  if (!there?.up) words.push("up");
  return words.length === 0 ? [] : [`link set ${end.interface} ${words.join(" ")}`];
}

function addressLines(node: LabNode, seen: SeenNode | undefined, made: ReadonlySet<string>): string[] {
  const missing = node.addresses.filter(
    ({ interface: name, address }) => made.has(name) || !(seen?.interfaces.get(name)?.addresses.includes(address) ?? false),
  );
  return missing.map(({ interface: name, address }) => `addr add ${address} dev ${name}${address.includes(":") ? " nodad" : ""}`);
}

/** `forwarding` first: writing it resets other keys of net.*.conf. */
function sysctlsOf(node: LabNode, previous: LabNode | undefined, seen: SeenNode | undefined): (readonly [string, string])[] {
  const forwarding = node.forwarding ? "1" : previous?.forwarding ? "0" : null;
  const routing = forwarding === null ? {} : { "net.ipv4.ip_forward": forwarding, "net.ipv6.conf.all.forwarding": forwarding };
  const wanted = Object.entries({ ...routing, ...node.sysctls });
  const plain = (text: string | undefined) => text?.trim().split(/\s+/).join(" ");
  return wanted.filter(([key, value]) => plain(seen?.sysctls[key]) !== plain(value));
}

function vlanLines(node: LabNode, made: ReadonlySet<string>, previous: LabNode | undefined): string[] {
  const changed = JSON.stringify(previous?.bridge?.vlans) !== JSON.stringify(node.bridge?.vlans);
  return Object.entries(node.bridge?.vlans ?? {}).flatMap(([port, { pvid, tagged }]) => {
    if (!changed && !made.has(port)) return [];
    const untagged = pvid === null ? [] : [`vlan del dev ${port} vid 1`, `vlan add dev ${port} vid ${pvid} pvid untagged`];
    return [...untagged, ...tagged.map((vid) => `vlan add dev ${port} vid ${vid}`)];
  });
}

/** Everything that a node needs inside its namespace once its links are there. `seen` is undefined for a namespace that is made by this plan. */
export function nodeWork(
  lab: Lab,
  node: LabNode,
  previous: LabNode | undefined,
  seen: SeenNode | undefined,
  links: readonly LabLink[],
  made: ReadonlySet<string>,
): NodeWork {
  const ends = links.flatMap((link) =>
    endsOf(link)
      .filter((end) => end.node === node.name)
      .map((end) => ({ link, end })),
  );
  const newEnds = new Set(ends.filter(({ link }) => made.has(linkName(link))).map(({ end }) => end.interface));
  const endLines = ends.flatMap(({ link, end }) =>
    endLine(lab, node, link, end, newEnds.has(end.interface) ? undefined : seen?.interfaces.get(end.interface)),
  );
  return {
    node: node.name,
    sysctls: sysctlsOf(node, previous, seen),
    ip: [...loopbackLines(lab, node, seen), ...bridgeLines(node, seen), ...endLines, ...addressLines(node, seen, newEnds), ...routeLines(node, seen)],
    bridge: vlanLines(node, newEnds, previous),
  };
}

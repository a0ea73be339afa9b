import type { TopologyDocument } from "../../topology/index.ts";
import { type Drawn, exists, outlineOf } from "./outline.ts";
import { dotString } from "./text.ts";

/**
 * The cabling of the moment as a plan in PTM's dialect, for `verify` to hold the network to: every link between two ports that is wired or
 * heard. A shared medium that no bridge of ours makes is no pair of ports, so it is left out.
 */
export function writePlan(topology: TopologyDocument): string {
  const links = outlineOf(topology).links.filter(learnable);
  const lines = [`// learned by lldp-watch snapshot, ${topology.generatedAt}`, "graph G {", '  LLDP="match_type=ifname, match_hostname=hostname"'];
  for (const { from, to } of links) lines.push(`  ${end(from)} -- ${end(to)}`);
  return `${[...lines, "}"].join("\n")}\n`;
}

function learnable({ link, from, to }: Drawn): boolean {
  return exists(link) && from.port !== null && to.port !== null && link.a !== link.b;
}

/** A remote system goes by its name where that is fit for a plan, else by its id. */
function end({ node, port }: Drawn["from"]): string {
  return `${dotString(node.kind === "remote" && /^[\w][\w.@-]{0,252}$/.test(node.name) ? node.name : node.id)}:${dotString(port ?? "")}`;
}

import type { Network } from "./network.ts";
import type { Selection } from "./state.ts";

export interface Found {
  readonly selection: Selection;
  /** The node that it is on. */
  readonly node: string;
}

/** What a search jumps to: a port or system of exactly that id or name, else the first whose id, name or chassis id holds the text. */
export function search(network: Network, text: string): Found | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  let partly: Found | null = null;
  for (const node of network.nodes.values()) {
    const found: Found = { selection: { kind: "node", id: node.id }, node: node.id };
    if (node.id.toLowerCase() === wanted || node.name.toLowerCase() === wanted) return found;
    const texts = [node.id, node.name, node.chassisId?.value ?? ""];
    if (texts.some((each) => each.toLowerCase().includes(wanted))) partly ??= found;
  }
  for (const node of network.nodes.values())
    for (const port of node.kind === "segment" ? [] : node.ports) {
      const found: Found = { selection: { kind: "port", id: port }, node: node.id };
      if (port.toLowerCase() === wanted) return found;
      if (port.toLowerCase().includes(wanted)) partly ??= found;
    }
  return partly;
}

import type { TopologyDocument } from "../../topology/index.ts";
import { splitPort } from "../port-id.ts";
import type { Paint } from "./paint.ts";
import { textWidth } from "./text-width.ts";

/** A lab file as a tree: each node with its interfaces and what they are cabled to. Names in it have passed the reader of lab files. */
export function labTree({ nodes, links }: Pick<TopologyDocument, "nodes" | "links">, paint: Paint): string[] {
  const peers = new Map(links.flatMap(({ a, b }) => [[a, b] as const, [b, a] as const]));
  return nodes.flatMap(({ name, ports }) => {
    const names = ports.map((port) => splitPort(port).name);
    const width = Math.max(0, ...names.map(textWidth));
    const lines = ports.map((port, index) => {
      const branch = index === ports.length - 1 ? "\u2514\u2500" : "\u251c\u2500";
      return `${paint(branch, "faint")} ${(names[index] as string).padEnd(width)}  ${paint("--", "faint")}  ${peers.get(port) ?? "?"}`;
    });
    return [paint(name, "boldCyan"), ...lines];
  });
}

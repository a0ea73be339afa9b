import type { BridgeView, TopologyDocument } from "../../topology/index.ts";
import { writeContainerlab } from "./write-containerlab.ts";
import { writeDot } from "./write-dot.ts";
import { writeGraphml } from "./write-graphml.ts";
import { writeMermaid } from "./write-mermaid.ts";
import { writeNetjson } from "./write-netjson.ts";
import { writeRfc8345 } from "./write-rfc8345.ts";

export type GraphFormat = "dot" | "graphml" | "netjson" | "rfc8345" | "mermaid" | "containerlab";

const writers: Readonly<Record<GraphFormat, (topology: TopologyDocument, bridges: readonly BridgeView[]) => string>> = {
  dot: writeDot,
  graphml: writeGraphml,
  netjson: writeNetjson,
  rfc8345: writeRfc8345,
  mermaid: writeMermaid,
  containerlab: writeContainerlab,
};

/** The topology in a format of others. `bridges` of the same moment go into the containerlab form. No name in it can break the form. */
export function writeGraph(topology: TopologyDocument, format: GraphFormat, bridges: readonly BridgeView[] = []): string {
  return writers[format](topology, bridges);
}

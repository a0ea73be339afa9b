import { bridgeDevice, endsOf } from "../model.ts";
import { nodeBatches } from "./apply.ts";
import type { FoundNode } from "./find-node.ts";
import { LabError } from "./lab-error.ts";

async function ip({ node, place }: FoundNode, line: string): Promise<void> {
  const work = { node: node.name, sysctls: [], ip: [line], bridge: [] };
  await nodeBatches("settings", [work], new Map([[node.name, place]]), {});
}

/** Sets one end of a cable down (`join` false) or up: the other end loses or finds its carrier, as when a plug is pulled. Only cables of the lab. */
export async function joinEnd(found: FoundNode, name: string, join: boolean): Promise<void> {
  const ends = found.lab.links.flatMap(endsOf).filter((end) => end.node === found.node.name);
  if (!ends.some((end) => end.interface === name)) {
    const have = ends.map((end) => end.interface).join(", ");
    throw new LabError(
      "absent",
      `no cable of lab ${found.lab.name} ends at ${found.node.name}:${name}`,
      have === "" ? null : `${found.node.name} has ${have}`,
    );
  }
  await ip(found, `link set ${name} ${join ? "up" : "down"}`);
}

/** LLDP's nearest bridge group, 01:80:c2:00:00:0e. */
const lldpBit = 0x4000;

/** Lets a bridge of the lab forward LLDP, or not. */
export async function maskBridge(found: FoundNode, forward: boolean): Promise<void> {
  if (found.node.kind !== "bridge") throw new LabError("absent", `${found.node.name} is no bridge`);
  await ip(found, `link set ${bridgeDevice(found.node)} type bridge group_fwd_mask ${forward ? lldpBit : 0}`);
}

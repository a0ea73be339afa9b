import { NetworkCopy } from "../../../../src/cli/client/network-copy.ts";
import { type Choices, LiveModel } from "../../../../src/cli/live/model.ts";
import { labLinks, labNamespaces, labNeighbors, labPorts, labWall } from "../../../support/lab-documents.ts";

export const moment = { now: 100_000, wall: labWall };

/** A view of the fixed lab; `many` multiplies it into so many ports of two-port namespaces. */
export function labModel(choices: Partial<Choices> = {}, many = 0): LiveModel {
  const model = new LiveModel("unix:/run/lldp-watch/api.sock", choices);
  const copy = new NetworkCopy();
  for (const namespace of labNamespaces) copy.add("namespace", namespace);
  for (const link of labLinks) copy.add("link", link);
  for (const port of labPorts) copy.add("port", port);
  for (const neighbor of labNeighbors) copy.add("neighbor", neighbor);
  for (let index = 0; index < many; index++) {
    const [namespace, name] = [`n${index >> 1}`, `eth${index & 1}`];
    const place = { namespace, interface: name };
    copy.add("port", { ...labPorts[index % 7]!, ...place, id: `${namespace}:${name}` });
    copy.add("neighbor", { ...labNeighbors[index % 4]!, ...place, id: `${index}`, port: `${namespace}:${name}` });
  }
  model.copy = copy;
  model.connection = { kind: "up" };
  return model;
}

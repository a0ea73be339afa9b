import { NetworkCopy } from "../../../../src/cli/client/network-copy.ts";
import { type Choices, LiveModel } from "../../../../src/cli/live/model.ts";
import { labLinks, labNamespaces, labNeighbors, labPorts, labWall } from "../../../support/lab-documents.ts";

export const moment = { now: 100_000, wall: labWall };

/** A view of the fixed lab; `many` multiplies it into so many ports of two-port namespaces. */
export function labModel(choices: Partial<Choices> = {}, many = 0): LiveModel {
  const model = new LiveModel("unix:/run/lldp-watch/api.sock", choices);
  const copy = new NetworkCopy();
  for (const namespace of labNamespaces) copy.namespaces.set(namespace.id, namespace);
  for (const link of labLinks) copy.links.set(link.id, link);
  for (const port of labPorts) copy.ports.set(port.id, port);
  for (const neighbor of labNeighbors) copy.neighbors.set(neighbor.id, neighbor);
  for (let index = 0; index < many; index++) {
    const [namespace, name] = [`n${index >> 1}`, `eth${index & 1}`];
    const place = { namespace, interface: name };
    copy.ports.set(`${namespace}:${name}`, { ...labPorts[index % 7]!, ...place, id: `${namespace}:${name}` });
    copy.neighbors.set(`${index}`, { ...labNeighbors[index % 4]!, ...place, id: `${index}`, port: `${namespace}:${name}` });
  }
  model.copy = copy;
  model.connection = { kind: "up" };
  return model;
}

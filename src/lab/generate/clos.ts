import { type FileNode, writeLabFile } from "./lab-file.ts";
import { InterfaceNames, tenNet } from "./numbering.ts";

export interface ClosOptions {
  readonly name: string;
  /** 1 to 256. */
  readonly spines: number;
  /** 1 to 4096. */
  readonly leaves: number;
  /** In total, spread evenly; 0 to 65,536. */
  readonly servers: number;
}

// 10.0.0.0/9 is for servers, one block per leaf; 10.128.0.0/9 for the links between leaves and spines.
const servers = "10.0.0.0/9";
const fabric = 1 << 23;

type Addresses = Record<string, string>;

interface Built {
  readonly nodes: FileNode[];
  readonly links: (readonly [string, string])[];
}

/**
 * A spine-leaf fabric in which every server reaches every other: leaves and spines are routers, each leaf has all spines as equal next
 * hops, each spine a route to the block of servers behind each leaf. Links are /31 (RFC 3021).
 */
export function clos({ name, spines, leaves, servers: count }: ClosOptions): string {
  const names = new InterfaceNames();
  const perLeaf = Math.ceil(count / leaves);
  const block = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * perLeaf)));
  const built: Built = { nodes: [], links: [] };
  const spineAddresses: Addresses[] = Array.from({ length: spines }, () => ({}));
  const spineRoutes: string[][] = Array.from({ length: spines }, () => []);
  const below: Built = { nodes: [], links: [] };
  for (let leaf = 0; leaf < leaves; leaf++) {
    const addresses: Addresses = {};
    const nexthops: string[] = [];
    for (let spine = 0; spine < spines; spine++) {
      const link = fabric + 2 * (leaf * spines + spine);
      const [up, down] = [names.next(`leaf${leaf + 1}`), names.next(`spine${spine + 1}`)];
      addresses[up] = `${tenNet(link)}/31`;
      (spineAddresses[spine] as Addresses)[down] = `${tenNet(link + 1)}/31`;
      spineRoutes[spine]?.push(`${tenNet(leaf * block)}/${32 - Math.log2(block)} via ${tenNet(link)}`);
      nexthops.push(`via ${tenNet(link + 1)}`);
      built.links.push([`leaf${leaf + 1}:${up}`, `spine${spine + 1}:${down}`]);
    }
    const first = Math.floor((leaf * count) / leaves);
    const last = Math.floor(((leaf + 1) * count) / leaves);
    for (let server = first; server < last; server++)
      addServer(below, names, `leaf${leaf + 1}`, server + 1, leaf * block + 2 * (server - first), addresses);
    built.nodes.push({ name: `leaf${leaf + 1}`, group: "leaves", addresses, routes: [`${servers} ${nexthops.join(" ")}`] });
  }
  const spineNodes = spineAddresses.map((addresses, index) => ({
    name: `spine${index + 1}`,
    group: "spines",
    addresses,
    routes: spineRoutes[index] ?? [],
  }));
  return writeLabFile({
    name,
    comment: `${spines} spines, ${leaves} leaves, ${count} servers; every server reaches every other`,
    forwardingGroups: ["spines", "leaves"],
    nodes: [...spineNodes, ...built.nodes, ...below.nodes],
    links: [...built.links, ...below.links],
  });
}

function addServer(built: Built, names: InterfaceNames, leaf: string, number: number, offset: number, leafAddresses: Addresses): void {
  const name = `server${number}`;
  const [near, far] = [names.next(name), names.next(leaf)];
  leafAddresses[far] = `${tenNet(offset)}/31`;
  built.nodes.push({ name, group: "servers", addresses: { [near]: `${tenNet(offset + 1)}/31` }, routes: [`default via ${tenNet(offset)}`] });
  built.links.push([`${name}:${near}`, `${leaf}:${far}`]);
}

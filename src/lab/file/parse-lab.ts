import { didYouMean } from "../../base/index.ts";
import { type Address, bridgeDevice, endName, endsOf, type Lab, type LabNode } from "../model.ts";
import { readDocument } from "./document.ts";
import type { LabFault } from "./fault.ts";
import { type ReadLink, readLink } from "./links.ts";
import { readNodes } from "./nodes.ts";
import { Reader, type UnplacedFault } from "./reader.ts";
import { substituteVariables } from "./variables.ts";
import { nodeNameFault } from "./words.ts";

export const fileKeys = ["name", "prefix", "topology", "mgmt", "settings", "debug"] as const;
export const topologyKeys = ["defaults", "kinds", "groups", "nodes", "links"] as const;

export type ParsedLab =
  | { readonly ok: true; readonly lab: Lab /** What was read past, one line each. */; readonly notes: readonly string[] }
  | { readonly ok: false; readonly faults: readonly LabFault[] };

/** A larger file is refused unread. */
export const maxFileSize = 16 << 20;

/**
 * Text of a lab file (containerlab's topology form) to its meaning. `variables` fill `${NAME}`. Every mistake is found in one
 * go, each with its line; faults are sorted by place.
 */
export function parseLab(text: string, variables: Readonly<Record<string, string | undefined>> = {}): ParsedLab {
  if (text.length > maxFileSize) return { ok: false, faults: [{ line: 1, column: 1, message: "larger than 16 MiB", hint: null }] };
  const substituted = substituteVariables(text, variables);
  if (substituted.faults.length > 0) return { ok: false, faults: substituted.faults };
  const read = readDocument(substituted.text);
  if (!read.ok) return read;
  const faults: UnplacedFault[] = [];
  const ignored = new Set<string>();
  const lab = readLab(new Reader(read.document.value, [], faults), ignored);
  if (faults.length > 0) {
    const placed = faults.map(read.document.place);
    return { ok: false, faults: placed.sort((a, b) => a.line - b.line || a.column - b.column) };
  }
  const notes = ignored.size > 0 ? [`a node is a namespace here, so these are read past: ${[...ignored].join(", ")}`] : [];
  return { ok: true, lab, notes };
}

function readLab(file: Reader, ignored: Set<string>): Lab {
  const fields = file.fields(fileKeys);
  for (const key of ["mgmt", "settings"]) if (fields.has(key)) ignored.add(key);
  const name = fields.get("name");
  if (name === undefined) file.fault("the lab needs a name", "add a line `name: NAME`");
  const nameFault = name === undefined ? null : nodeNameFault(name.text());
  if (nameFault !== null) name?.fault(`"${name.text()}" cannot name a lab: ${nameFault}`);
  const prefix = fields.get("prefix")?.text() ?? null;
  if (prefix !== null && prefix !== "" && prefix !== "__lab-name" && nodeNameFault(prefix) !== null)
    fields.get("prefix")?.fault(`"${prefix}" cannot be a prefix: ${nodeNameFault(prefix)}`);
  const topology = fields.get("topology");
  if (topology === undefined) file.fault("there is no topology", "add `topology:` with nodes and links");
  const parts = topology?.fields(topologyKeys) ?? new Map<string, Reader>();
  const nodes = readNodes(parts, ignored);
  const links = (parts.get("links")?.items() ?? []).flatMap((item) => readLink(item) ?? []);
  const complete = withImplicitHost(nodes, links);
  checkLinks(complete, links);
  checkAddresses(complete, links, parts.get("nodes"));
  return { name: name?.text() ?? "", prefix, nodes: withLinkAddresses(complete, links), links: links.map(({ link }) => link) };
}

/** Containerlab lets links name `host` without declaring it. */
function withImplicitHost(nodes: readonly LabNode[], links: readonly ReadLink[]): readonly LabNode[] {
  const named = links.some(({ link }) => endsOf(link).some((end) => end.node === "host"));
  if (!named || nodes.some((node) => node.name === "host")) return nodes;
  const empty = { container: null, group: null, forwarding: false, sysctls: {}, addresses: [], routes: [], exec: [], bridge: null };
  return [...nodes, { name: "host", kind: "host", ...empty }];
}

function checkLinks(nodes: readonly LabNode[], links: readonly ReadLink[]): void {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const taken = new Set<string>();
  for (const { link, reader } of links) {
    for (const end of endsOf(link)) {
      if (end.node === "") continue;
      const node = byName.get(end.node);
      const name = endName(end);
      if (node === undefined) reader.fault(`${name}: there is no node "${end.node}"`, didYouMean(end.node, [...byName.keys()]));
      else if (node.kind === "bridge" && end.interface === bridgeDevice(node))
        reader.fault(`${name}: the bridge itself has that name`, "name its ports eth1, eth2, ...");
      if (taken.has(name)) reader.fault(`${name} is already the end of another link`);
      taken.add(name);
    }
  }
}

function checkAddresses(nodes: readonly LabNode[], links: readonly ReadLink[], reader: Reader | undefined): void {
  const ends = new Set(links.flatMap(({ link }) => endsOf(link).map(endName)));
  const readers = new Map(reader?.entries());
  for (const node of nodes)
    for (const { interface: name, address } of node.addresses) {
      const known =
        name === "lo" || node.kind === "container" || ends.has(`${node.name}:${name}`) || (node.bridge !== null && name === bridgeDevice(node));
      if (known) continue;
      const mine = [...ends].filter((end) => end.startsWith(`${node.name}:`)).map((end) => end.slice(node.name.length + 1));
      readers.get(node.name)?.fault(`${node.name}: ${address} is for ${name}, which no link ends at`, didYouMean(name, mine));
    }
}

/** Nodes with the addresses that the extended form gives to ends of links. */
function withLinkAddresses(nodes: readonly LabNode[], links: readonly ReadLink[]): readonly LabNode[] {
  const more = new Map<string, Address[]>();
  for (const { addresses } of links)
    for (const { node, interface: name, address } of addresses) more.set(node, [...(more.get(node) ?? []), { interface: name, address }]);
  return nodes.map((node) => ({ ...node, addresses: [...node.addresses, ...(more.get(node.name) ?? [])] }));
}

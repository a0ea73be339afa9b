import { parseIp } from "../../base/index.ts";
import type { Address, End, LabLink } from "../model.ts";
import type { Reader } from "./reader.ts";
import { interfaceNameFault, readAddress, readMac } from "./words.ts";

/** A link with the addresses that its ends were given in the extended form. */
export interface ReadLink {
  readonly link: LabLink;
  readonly addresses: readonly (Address & { readonly node: string })[];
  readonly reader: Reader;
}

export const linkTypes = ["veth", "host", "macvlan", "vxlan"] as const;
const refused: Readonly<Record<string, string>> = {
  dummy: "a dummy interface has no other end; give `lo` an address instead",
  "mgmt-net": "there is no management network: the host reaches a namespace with `lldp-watch lab exec`",
  "veth-stitch": "stitching joins containers of other tools",
  "vxlan-stitch": "stitching joins containers of other tools",
};
const macvlanModes = ["bridge", "private", "vepa", "passthru", "source"] as const;
const notes = ["vars", "labels"] as const;

/** Keys by link type, for the parser and for the schema's test. */
export const linkKeys = {
  brief: ["endpoints", "mtu", ...notes],
  veth: ["type", "endpoints", "mtu", ...notes],
  host: ["type", "endpoint", "host-interface", "mtu", ...notes],
  macvlan: ["type", "endpoint", "host-interface", "mode", "mtu", ...notes],
  vxlan: ["type", "endpoint", "remote", "vni", "dst-port", "src-port", "mtu", ...notes],
} as const;
export const endKeys = ["node", "interface", "mac", "ipv4", "ipv6", "vars"] as const;

type Fields = ReadonlyMap<string, Reader>;
type ReadEnd = { readonly end: End; readonly addresses: ReadLink["addresses"] };

const keysOf = (reader: Reader): readonly string[] => (typeof reader.value === "object" && reader.value !== null ? Object.keys(reader.value) : []);

function checkedEnd(reader: Reader, node: string, name: string, mac: string | null = null): End {
  const fault = interfaceNameFault(name);
  if (fault !== null) reader.fault(`"${name}" cannot name an interface: ${fault}`, name.includes("/") ? "write the Linux name, as eth1" : null);
  return { node, interface: name, mac };
}

function briefEnd(reader: Reader): ReadEnd {
  const text = reader.text();
  const colon = text.indexOf(":");
  if (colon < 1) reader.fault(`"${text}" is no end of a link`, "write NODE:INTERFACE");
  else return { end: checkedEnd(reader, text.slice(0, colon), text.slice(colon + 1)), addresses: [] };
  return { end: { node: "", interface: "", mac: null }, addresses: [] };
}

function extendedEnd(reader: Reader): ReadEnd {
  if (typeof reader.value === "string") return briefEnd(reader);
  const fields = reader.fields(endKeys);
  const [node, name, mac] = [fields.get("node"), fields.get("interface"), fields.get("mac")];
  if (node === undefined || name === undefined) {
    reader.fault(`an end of a link needs node and interface`);
    return { end: { node: "", interface: "", mac: null }, addresses: [] };
  }
  const end = checkedEnd(name, node.text(), name.text(), mac === undefined ? null : readMac(mac));
  const given = [fields.get("ipv4"), fields.get("ipv6")].filter((field) => field !== undefined);
  return { end, addresses: given.map((field) => ({ node: end.node, interface: end.interface, address: readAddress(field) })) };
}

function readMtu(fields: Fields): number | null {
  return fields.get("mtu")?.integer(68, 65535) ?? null;
}

/** A field that must be there, or an empty end after a fault. */
function required<T>(fields: Fields, key: string, link: Reader, how: (reader: Reader) => T, otherwise: T): T {
  const field = fields.get(key);
  if (field !== undefined) return how(field);
  link.fault(`this link needs ${key}`);
  return otherwise;
}

const nowhere: ReadEnd = { end: { node: "", interface: "", mac: null }, addresses: [] };

function cable(reader: Reader, fields: Fields): ReadLink | null {
  const ends = required(fields, "endpoints", reader, (field) => field.items(), []);
  if (ends.length !== 2) {
    if (fields.has("endpoints")) reader.fault(`a link has two endpoints, not ${ends.length}`);
    return null;
  }
  const [a, b] = ends.map(extendedEnd) as [ReadEnd, ReadEnd];
  const mtu = readMtu(fields);
  const parent = [a, b].find((end) => end.end.node === "macvlan");
  const other = parent === a ? b : a;
  const link: LabLink =
    parent === undefined
      ? { kind: "veth", a: a.end, b: b.end, mtu }
      : { kind: "macvlan", a: other.end, parent: parent.end.interface, mode: "bridge", mtu };
  return { link, addresses: [...a.addresses, ...b.addresses], reader };
}

function hostLink(reader: Reader, fields: Fields): ReadLink {
  const { end, addresses } = required(fields, "endpoint", reader, extendedEnd, nowhere);
  const name = required(fields, "host-interface", reader, (field) => field.text(), "");
  const b = checkedEnd(fields.get("host-interface") ?? reader, "host", name);
  return { link: { kind: "veth", a: end, b, mtu: readMtu(fields) }, addresses, reader };
}

function macvlan(reader: Reader, fields: Fields): ReadLink {
  const { end, addresses } = required(fields, "endpoint", reader, extendedEnd, nowhere);
  const parent = required(fields, "host-interface", reader, (field) => field.text(), "");
  const mode = fields.get("mode")?.choice(macvlanModes) ?? "bridge";
  return { link: { kind: "macvlan", a: end, parent, mode, mtu: readMtu(fields) }, addresses, reader };
}

function vxlan(reader: Reader, fields: Fields): ReadLink {
  const { end, addresses } = required(fields, "endpoint", reader, extendedEnd, nowhere);
  const remote = required(fields, "remote", reader, (field) => field.text(), "127.0.0.1");
  if (parseIp(remote) === null) fields.get("remote")?.fault(`"${remote}" is no IP address`);
  const link: LabLink = {
    kind: "vxlan",
    a: end,
    remote,
    vni: required(fields, "vni", reader, (field) => field.integer(1, 0xffffff), 1),
    destinationPort: fields.get("dst-port")?.integer(1, 65535) ?? 4789,
    sourcePort: fields.get("src-port")?.integer(1, 65535) ?? null,
    mtu: readMtu(fields),
  };
  return { link, addresses, reader };
}

/** Reads one link in the brief or the extended form; null after a fault that leaves nothing to go on with. */
export function readLink(reader: Reader): ReadLink | null {
  if (!keysOf(reader).includes("type")) return cable(reader, reader.fields(linkKeys.brief));
  const typeReader = new Map(reader.entries()).get("type") as Reader;
  const type = typeReader.text();
  if (Object.hasOwn(refused, type)) {
    typeReader.fault(`links of type ${type} are not built`, refused[type]);
    return null;
  }
  switch (typeReader.choice(linkTypes)) {
    case "host":
      return hostLink(reader, reader.fields(linkKeys.host));
    case "macvlan":
      return macvlan(reader, reader.fields(linkKeys.macvlan));
    case "vxlan":
      return vxlan(reader, reader.fields(linkKeys.vxlan));
    default:
      return type === "veth" ? cable(reader, reader.fields(linkKeys.veth)) : null;
  }
}

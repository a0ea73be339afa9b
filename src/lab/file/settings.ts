import type { Address, nodeKinds, PortVlans, Route } from "../model.ts";
import type { Reader } from "./reader.ts";
import { interfaceNameFault, readAddress, readRoute } from "./words.ts";

/** What one level of a lab file (defaults, a kind, a group, the node itself) says about a node. */
export interface Settings {
  readonly kind: string | null;
  readonly group: string | null;
  readonly forwarding: boolean | null;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  readonly exec: readonly string[];
  readonly groupFwdMask: number | null;
  readonly stp: boolean | null;
  readonly vlanFiltering: boolean | null;
  readonly vlans: Readonly<Record<string, PortVlans>>;
}

/** Keys that a lab acts on. */
export const settingKeys = [
  "kind",
  "group",
  "forwarding",
  "sysctls",
  "addresses",
  "routes",
  "exec",
  "group-fwd-mask",
  "stp",
  "vlan-filtering",
  "vlans",
] as const;

/** Keys of a containerlab file that need an image, a container runtime or a page: read past with a note. */
export const ignoredKeys = [
  "image",
  "image-pull-policy",
  "type",
  "license",
  "startup-config",
  "enforce-startup-config",
  "suppress-startup-config",
  "startup-delay",
  "auto-remove",
  "restart-policy",
  "config",
  "binds",
  "volumes",
  "devices",
  "cap-add",
  "env",
  "env-files",
  "user",
  "entrypoint",
  "cmd",
  "ports",
  "publish",
  "mgmt-ipv4",
  "mgmt-ipv6",
  "network-mode",
  "labels",
  "vars",
  "position",
  "cpu",
  "cpu-set",
  "memory",
  "shm-size",
  "runtime",
  "extras",
  "dns",
  "certificate",
  "healthcheck",
  "aliases",
  "stages",
  "components",
  "netns-path",
] as const;

const kindWords = ["linux", "bridge", "host", "ext-container"] as const;
export const kinds: Readonly<Record<string, (typeof nodeKinds)[number]>> = {
  linux: "linux",
  bridge: "bridge",
  host: "host",
  "ext-container": "container",
};

function readKind(reader: Reader): string {
  const kind = reader.text();
  if (Object.hasOwn(kinds, kind) || kind === "") return kind;
  if (/^(ovs-bridge|k8s-kind|ceos|crpd|vr-|srl$|[a-z]+_)/.test(kind))
    reader.fault(`kind ${kind} runs an image, which namespaces cannot`, `a lab has ${kindWords.join(", ")}`);
  else reader.choice(kindWords);
  return "linux";
}

function readSysctls(reader: Reader): Record<string, string> {
  const pairs = reader.entries().map(([key, value]) => {
    if (!/^net[./][A-Za-z0-9_./@+-]+$/.test(key) || key.split("/").includes(".."))
      value.fault(`sysctl ${key} is not one of a network namespace`, "they begin with net.", true);
    if (/[\n\r]/.test(value.text())) value.fault(`the value of ${key} has more than one line`);
    return [key, value.text()] as const;
  });
  return Object.fromEntries(pairs);
}

function readAddresses(reader: Reader): Address[] {
  return reader.entries().flatMap(([name, value]) => {
    const fault = name === "lo" ? null : interfaceNameFault(name);
    if (fault !== null) value.fault(`"${name}" is no interface name: ${fault}`, null, true);
    const items = Array.isArray(value.value) ? value.items() : [value];
    return items.map((item) => ({ interface: name, address: readAddress(item) }));
  });
}

const vid = (reader: Reader) => reader.integer(1, 4094);

function readVlans(reader: Reader): Record<string, PortVlans> {
  const ports = reader.entries().map(([name, value]) => {
    const fields = value.fields(["pvid", "tagged"]);
    const pvid = fields.get("pvid");
    return [name, { pvid: pvid === undefined ? null : vid(pvid), tagged: fields.get("tagged")?.items().map(vid) ?? [] }] as const;
  });
  return Object.fromEntries(ports);
}

/** The kernel refuses bits 0 to 2: those groups must never be forwarded. */
function readMask(reader: Reader): number {
  const mask = reader.integer(0, 0xffff);
  if ((mask & 7) !== 0) reader.fault(`group-fwd-mask 0x${mask.toString(16)} has bits 0 to 2, which the kernel never forwards`, "LLDP is 0x4000");
  return mask;
}

/** Reads one level. Keys read past are added to `ignored`. */
export function readSettings(reader: Reader, ignored: Set<string>): Settings {
  const fields = reader.fields([...settingKeys, ...ignoredKeys]);
  for (const key of ignoredKeys) if (fields.has(key)) ignored.add(key);
  const read = <T, U>(key: (typeof settingKeys)[number], how: (reader: Reader) => T, otherwise: U): T | U => {
    const field = fields.get(key);
    return field === undefined ? otherwise : how(field);
  };
  return {
    kind: read("kind", readKind, null),
    group: read("group", (field) => field.text(), null),
    forwarding: read("forwarding", (field) => field.flag(), null),
    sysctls: read("sysctls", readSysctls, {}),
    addresses: read("addresses", readAddresses, []),
    routes: read("routes", (field) => field.items().flatMap((item) => readRoute(item) ?? []), []),
    exec: read("exec", (field) => field.items().map((item) => item.text()), []),
    groupFwdMask: read("group-fwd-mask", readMask, null),
    stp: read("stp", (field) => field.flag(), null),
    vlanFiltering: read("vlan-filtering", (field) => field.flag(), null),
    vlans: read("vlans", readVlans, {}),
  };
}

/** Later levels win; lists grow, mappings are merged key by key. */
export function mergeSettings(levels: readonly Settings[]): Settings {
  const last = <K extends keyof Settings>(key: K) => levels.findLast((level) => level[key] !== null)?.[key] ?? null;
  return {
    kind: last("kind"),
    group: last("group"),
    forwarding: last("forwarding"),
    groupFwdMask: last("groupFwdMask"),
    stp: last("stp"),
    vlanFiltering: last("vlanFiltering"),
    sysctls: Object.assign({}, ...levels.map((level) => level.sysctls)),
    vlans: Object.assign({}, ...levels.map((level) => level.vlans)),
    addresses: levels.flatMap((level) => level.addresses),
    routes: levels.flatMap((level) => level.routes),
    exec: levels.flatMap((level) => level.exec),
  };
}

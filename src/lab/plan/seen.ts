// What exists of a lab, as `ip -json` told it. Parsing is lenient: what another version of ip leaves out is null.

export interface SeenBridge {
  readonly groupFwdMask: number;
  readonly stp: boolean;
  readonly vlanFiltering: boolean;
}

export interface SeenInterface {
  readonly name: string;
  readonly index: number;
  readonly alias: string | null;
  readonly kind: string | null;
  readonly mac: string | null;
  readonly mtu: number;
  readonly up: boolean;
  /** IFF_UP and carrier. */
  readonly running: boolean;
  readonly master: string | null;
  readonly addresses: readonly string[];
  readonly bridge: SeenBridge | null;
}

export interface SeenRoute {
  readonly to: string;
  readonly via: readonly string[];
  readonly interface: string | null;
  readonly metric: number | null;
}

export interface SeenNode {
  readonly interfaces: ReadonlyMap<string, SeenInterface>;
  readonly routes: readonly SeenRoute[];
  readonly sysctls: Readonly<Record<string, string>>;
}

/** Nodes whose namespace exists, by node name. */
export type Seen = ReadonlyMap<string, SeenNode>;

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

function bridgeOf(info: Json): SeenBridge | null {
  if (info["info_kind"] !== "bridge") return null;
  const data = isJson(info["info_data"]) ? info["info_data"] : {};
  const mask = data["group_fwd_mask"];
  return {
    groupFwdMask: typeof mask === "string" ? Number(mask) : (number(mask) ?? 0),
    stp: data["stp_state"] === 1,
    vlanFiltering: data["vlan_filtering"] === 1,
  };
}

/** One element of `ip -json -details address show`. */
function interfaceOf(entry: Json): SeenInterface {
  const flags = Array.isArray(entry["flags"]) ? entry["flags"] : [];
  const info = isJson(entry["linkinfo"]) ? entry["linkinfo"] : {};
  return {
    name: text(entry["ifname"]) ?? "",
    index: number(entry["ifindex"]) ?? 0,
    alias: text(entry["ifalias"]),
    kind: text(info["info_kind"]),
    mac: text(entry["address"]),
    mtu: number(entry["mtu"]) ?? 0,
    up: flags.includes("UP"),
    running: flags.includes("UP") && flags.includes("LOWER_UP"),
    master: text(entry["master"]),
    addresses: list(entry["addr_info"]).map((address) => `${text(address["local"]) ?? ""}/${number(address["prefixlen"]) ?? 0}`),
    bridge: bridgeOf(info),
  };
}

/** All interfaces of one namespace from `ip -json -details address show`. */
export function seenInterfaces(json: unknown): ReadonlyMap<string, SeenInterface> {
  return new Map(list(json).map((entry) => [text(entry["ifname"]) ?? "", interfaceOf(entry)] as const));
}

/** The routes of `ip -json route show` (one family). `default` stands for the IPv4 default route, `::/0` for IPv6's. */
export function seenRoutes(json: unknown, family: 4 | 6): readonly SeenRoute[] {
  return list(json).map((entry) => {
    const to = text(entry["dst"]) ?? "";
    const hops = list(entry["nexthops"]).flatMap((hop) => text(hop["gateway"]) ?? []);
    const gateway = text(entry["gateway"]);
    return {
      to: to === "default" && family === 6 ? "::/0" : to,
      via: gateway === null ? hops : [gateway],
      interface: text(entry["dev"]),
      metric: number(entry["metric"]),
    };
  });
}

import { compilePattern, parseIp } from "../base/index.ts";
import { type CapabilityName, type ManagementAddress, managementAddress } from "../lldp/index.ts";
import type { InterfaceAddress, InterfaceFacts } from "../netns/index.ts";

/** What every port of a namespace says alike. */
export interface SystemInformation {
  readonly enabled: readonly CapabilityName[];
  readonly managementAddresses: readonly ManagementAddress[];
}

/** Everything Linux can be. */
export const supportedCapabilities: readonly CapabilityName[] = ["bridge", "router", "station"];

const mostAddresses = 16;
const bridgeKinds = new Set(["bridge", "openvswitch"]);

/** Looks at the interfaces of a namespace. `pattern` selects management addresses (by address or interface name); null takes one of each family. */
export function systemInformation(interfaces: Iterable<InterfaceFacts>, pattern: string | null): SystemInformation {
  const all = [...interfaces].sort((a, b) => a.ifindex - b.ifindex);
  return { enabled: enabledCapabilities(all), managementAddresses: managementAddresses(all, pattern) };
}

/** Whether two say the same. */
export function sameSystemInformation(a: SystemInformation, b: SystemInformation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A station is what is neither bridge nor router (802.1AB-2016 8.5.8.2, table 8-4). */
function enabledCapabilities(interfaces: readonly InterfaceFacts[]): readonly CapabilityName[] {
  const enabled: CapabilityName[] = [];
  if (interfaces.some(({ kind, adminUp }) => bridgeKinds.has(kind) && adminUp)) enabled.push("bridge");
  if (interfaces.some(({ kind, forwarding }) => forwarding && kind !== "loopback")) enabled.push("router");
  return enabled.length > 0 ? enabled : ["station"];
}

interface Candidate {
  readonly address: InterfaceAddress;
  readonly ifindex: number;
  readonly name: string;
}

function managementAddresses(interfaces: readonly InterfaceFacts[], pattern: string | null): readonly ManagementAddress[] {
  const candidates = interfaces.flatMap(({ addresses, ifindex, name, adminUp }) =>
    adminUp ? addresses.filter(({ usable, scope }) => usable && scope !== "host").map((address) => ({ address, ifindex, name })) : [],
  );
  return chosen(candidates, pattern ?? "").flatMap(({ address, ifindex }) => {
    const octets = parseIp(address.address);
    return octets ? [managementAddress(octets, ifindex)] : [];
  });
}

/** By lldpd's rule: without a term that allows, one address of each family from what is not denied; with one, all that it allows. */
function chosen(candidates: readonly Candidate[], pattern: string): readonly Candidate[] {
  const terms = pattern.split(",").map((term) => term.trim());
  const denied = terms.filter((term) => /^!(?!!)/.test(term)).map((term) => term.slice(1));
  const allowed = terms.filter((term) => term !== "" && !/^!(?!!)/.test(term));
  const rest = denied.length > 0 ? candidates.filter((each) => !named(each, denied)) : candidates;
  return allowed.length > 0 ? rest.filter((each) => named(each, allowed)).slice(0, mostAddresses) : oneOfEach(rest);
}

function named({ address, name }: Candidate, terms: readonly string[]): boolean {
  const matches = compilePattern(terms.join(","));
  return matches(address.address) || matches(name);
}

/** The first global IPv4 address, and the first global IPv6 address, else a link-local one. */
function oneOfEach(candidates: readonly Candidate[]): readonly Candidate[] {
  const first = (family: string, scopes: readonly string[]) =>
    candidates.find(({ address }) => address.family === family && scopes.includes(address.scope));
  const ipv6 = first("ipv6", ["global", "site"]) ?? first("ipv6", ["link"]);
  return [first("ipv4", ["global", "site"]), ipv6].filter((each) => each !== undefined);
}

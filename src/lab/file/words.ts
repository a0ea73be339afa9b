// Checks of the single words in a lab file: names, addresses, MACs, routes.
import { formatMac, parseIp, parseMac } from "../../base/index.ts";
import type { Route } from "../model.ts";
import type { Reader } from "./reader.ts";

/** A node's or lab's name: also the name of a file in /run/netns, and one word for a shell. Returns what is wrong, or null. */
export function nodeNameFault(name: string): string | null {
  if (name.length > 63) return "longer than 63 characters";
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name) ? null : "only letters, digits, `_`, `.` and `-`, a letter or digit first";
}

/** What is wrong with an interface name for the kernel and for `ip -batch`, or null. */
export function interfaceNameFault(name: string): string | null {
  if (name === "") return "empty";
  if (name.length > 15) return `longer than the kernel's 15 characters`;
  if (["lo", "all", "default", ".", ".."].includes(name)) return `\`${name}\` is taken by the kernel`;
  return /^[A-Za-z0-9][A-Za-z0-9_.@+-]*$/.test(name) ? null : "only letters, digits, `_`, `.`, `@`, `+` and `-`, a letter or digit first";
}

function prefixFault(text: string): string | null {
  const [address = "", length, ...rest] = text.split("/");
  const octets = parseIp(address);
  if (octets === null || address.includes("%")) return `"${text}" is no IP address`;
  if (length === undefined) return `"${text}" has no prefix length`;
  const bits = octets.length * 8;
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits ? null : `the prefix length of "${text}" is not 0 to ${bits}`;
}

/** An address with prefix length. */
export function readAddress(reader: Reader): string {
  const text = reader.text();
  const fault = prefixFault(text);
  if (fault !== null) reader.fault(fault, text.includes("/") ? null : `write ${text}/${text.includes(":") ? 64 : 24}`);
  return text;
}

/** A unicast MAC address; null after a fault. */
export function readMac(reader: Reader): string | null {
  const octets = parseMac(reader.text());
  if (octets === null) reader.fault(`"${reader.text()}" is no MAC address`, "six hex pairs with colons");
  else if (((octets[0] as number) & 1) === 1) reader.fault(`${reader.text()} is a group address; an interface needs an individual one`);
  else return formatMac(octets);
  return null;
}

/** `PREFIX|default via ADDRESS [via ADDRESS...] [dev INTERFACE] [metric N]`, as `ip route` has it. Null after a fault. */
export function readRoute(reader: Reader): Route | null {
  const [to = "", ...words] = reader.text().trim().split(/\s+/);
  const route = { to, via: [] as string[], interface: null as string | null, metric: null as number | null };
  const example = "for example: 10.0.0.0/8 via 192.0.2.1 dev eth1 metric 10";
  for (let index = 0; index < words.length; index += 2) {
    const value = words[index + 1] ?? "";
    if (words[index] === "via" && parseIp(value) !== null) route.via.push(value);
    else if (words[index] === "dev" && interfaceNameFault(value) === null) route.interface = value;
    else if (words[index] === "metric" && /^\d{1,9}$/.test(value)) route.metric = Number(value);
    else {
      reader.fault(`cannot read "${`${words[index]} ${value}`.trim()}" in a route`, example);
      return null;
    }
  }
  const fault = to === "default" ? null : prefixFault(to);
  if (fault !== null) reader.fault(fault, example);
  else if (route.via.length === 0 && route.interface === null) reader.fault(`route to ${to} goes nowhere`, "add `via ADDRESS` or `dev INTERFACE`");
  else return route;
  return null;
}

import { shortId } from "../base/index.ts";
import type { IdentifierDocument } from "./documents.ts";

// What is kept for long is joined, not added: V8 keeps a sum of strings as a tree of its parts, which is twice as large.

/** Equality of identifiers is subtype and octets, never the text for people. */
export function identifierKey(identifier: IdentifierDocument): string {
  return [identifier.subtype, identifier.bytes].join("=");
}

/** Identity of an agent's port: chassis id and port id with their subtypes (802.1AB-2016 6.6, MSAP identifier). */
export function msapKey(chassis: IdentifierDocument, port: IdentifierDocument): string {
  return [chassis.subtype, "=", chassis.bytes, "/", port.subtype, "=", port.bytes].join("");
}

/** Id of a system that we only hear about. */
export function remoteNodeId(chassis: IdentifierDocument): string {
  return `~${shortId(chassis.subtype, chassis.bytes)}`;
}

/** Port texts that may stand in an id as they are; `--` joins the two ends of a link. */
const plain = /^(?!.*--)[\w./:@+-]{1,64}$/;

/** Id of a port of such a system: its text where that is harmless, else a hash. */
export function remotePortId(node: string, port: IdentifierDocument): string {
  return `${node}:${plain.test(port.value) ? port.value : `~${shortId(port.subtype, port.bytes)}`}`;
}

/** The system that a remote port id belongs to, or null when the id is that of no remote port. */
export function remoteNodeOf(port: string): string | null {
  return port.startsWith("~") ? port.slice(0, port.indexOf(":")) : null;
}

/** Id of the link between two ports, whichever comes first. */
export function linkId(a: string, b: string): string {
  return (a <= b ? [a, b] : [b, a]).join("--");
}

/** Prefix of the ids of shared media. */
export const segmentPrefix = "segment:";

/** The node of a port id that nobody knows: the text before the last `:` behind which `exists` finds a node, else before the last. */
export function ownerOf(port: string, exists: (node: string) => boolean): string {
  for (let at = port.lastIndexOf(":"); at > 0; at = port.lastIndexOf(":", at - 1)) if (exists(port.slice(0, at))) return port.slice(0, at);
  const last = port.lastIndexOf(":");
  return last > 0 ? port.slice(0, last) : port;
}

/** The interface name of a bridge that is named in port-id form. */
export function bridgeInterface(bridge: string, namespace: string): string {
  return bridge.startsWith(`${namespace}:`) ? bridge.slice(namespace.length + 1) : bridge.slice(bridge.lastIndexOf(":") + 1);
}

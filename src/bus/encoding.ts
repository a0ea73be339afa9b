import { deflateRawSync, inflateRawSync } from "node:zlib";
import { documentSchema, type Heartbeat, type NamespaceDocument } from "./document.ts";

// A value is one octet that names its form, then the body. Deflated JSON won over plain JSON (docs/adr) because the load of a fleet
// is memory and transfer of the bucket, and both forms are read.
const plain = 0x4a;
const deflated = 0x44;
/** A body that inflates to more than this is refused: no publisher of ours writes it. */
const largest = 64 * 1024 * 1024;

/** Why a value was not taken. */
export type Refusal = "garbage" | "newer-schema";
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** A document or heartbeat as octets. `compress` false writes plain JSON. */
export function encodeValue(value: NamespaceDocument | Heartbeat, compress: boolean): Uint8Array {
  const json = Buffer.from(JSON.stringify(value));
  const body = compress ? deflateRawSync(json, { level: 1 }) : json;
  return Buffer.concat([Uint8Array.of(compress ? deflated : plain), body]);
}

/** The document in a value of the bucket. Never throws, whatever the octets are. */
export function readDocument(octets: Uint8Array): Read<NamespaceDocument> {
  return read(octets, isDocument);
}

/** The heartbeat in a message. Never throws. */
export function readHeartbeat(octets: Uint8Array): Read<Heartbeat> {
  return read(octets, isHeartbeat);
}

function read<T extends { readonly schema: number }>(octets: Uint8Array, fits: (value: Fields) => boolean): Read<T> {
  const value = parse(octets);
  if (value === null || typeof value["schema"] !== "number") return { ok: false, refusal: "garbage" };
  if (value["schema"] > documentSchema) return { ok: false, refusal: "newer-schema" };
  return fits(value) ? { ok: true, value: value as unknown as T } : { ok: false, refusal: "garbage" };
}

type Fields = Readonly<Record<string, unknown>>;

function parse(octets: Uint8Array): Fields | null {
  const body = octets.subarray(1);
  try {
    const json = octets[0] === deflated ? inflateRawSync(body, { maxOutputLength: largest }) : octets[0] === plain ? Buffer.from(body) : null;
    const value: unknown = json === null ? null : JSON.parse(json.toString("utf8"));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const texts = (value: Fields, names: readonly string[]): boolean => names.every((name) => typeof value[name] === "string");
const numbers = (value: Fields, names: readonly string[]): boolean => names.every((name) => Number.isFinite(value[name]));
const identifier = (value: unknown): boolean => isFields(value) && texts(value, ["subtype", "value", "bytes"]);
const list = (value: unknown, fits: (each: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((each) => isFields(each) && fits(each));

// Only what the graph relies on is checked: identities, names and shapes. The rest is shown as it came, through the usual sanitizers.
function isDocument(value: Fields): boolean {
  return (
    texts(value, ["host", "boot", "machine"]) &&
    numbers(value, ["version", "parts"]) &&
    (value["namespace"] === null || (isFields(value["namespace"]) && isNamespace(value["namespace"]))) &&
    list(value["ports"], isPort) &&
    list(value["neighbors"], isNeighbor)
  );
}

function isNamespace(value: Fields): boolean {
  return texts(value, ["id", "name", "kind", "state", "host", "systemName"]) && Array.isArray(value["names"]) && identifier(value["chassis"]);
}

function isPort(value: Fields): boolean {
  return (
    texts(value, ["id", "namespace", "interface", "mac", "kind", "state", "mode"]) &&
    numbers(value, ["ifindex", "mtu"]) &&
    identifier(value["portId"])
  );
}

function isNeighbor(value: Fields): boolean {
  return (
    texts(value, ["id", "port", "namespace", "interface", "destination", "sourceMac", "firstSeen", "lastChange"]) &&
    numbers(value, ["ttl"]) &&
    identifier(value["chassisId"]) &&
    identifier(value["portId"]) &&
    Array.isArray(value["managementAddresses"])
  );
}

function isHeartbeat(value: Fields): boolean {
  return texts(value, ["host", "boot", "machine", "state"]) && numbers(value, ["namespaces"]);
}

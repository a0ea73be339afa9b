// A key of the bucket is `HOST.NS`, or `HOST.NS.PART` when the namespace's value was split. NATS allows letters, digits and `-_=/` in
// a token and gives `.` its own meaning, so every other octet is written as `=` and two hexadecimal digits.
const utf8 = new TextEncoder();
const text = new TextDecoder("utf-8", { fatal: true });

/** A name as one token of a NATS subject. */
export function encodeToken(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/gu, (character) =>
    Array.from(utf8.encode(character), (octet) => `=${octet.toString(16).padStart(2, "0")}`).join(""),
  );
}

/** The name that a token means, or null when it is not one that `encodeToken` makes. */
export function decodeToken(token: string): string | null {
  if (!/^(?:[A-Za-z0-9_-]|=[0-9a-f]{2})+$/.test(token)) return null;
  const octets =
    token.match(/=[0-9a-f]{2}|./g)?.map((piece) => (piece.length === 3 ? Number.parseInt(piece.slice(1), 16) : piece.charCodeAt(0))) ?? [];
  try {
    const name = text.decode(Uint8Array.from(octets));
    return encodeToken(name) === token ? name : null;
  } catch {
    return null;
  }
}

export interface DocumentKey {
  readonly host: string;
  readonly namespace: string;
  /** From 0; the first part has no suffix. */
  readonly part: number;
}

/** The key of one part of a namespace's document. */
export function encodeKey({ host, namespace, part }: DocumentKey): string {
  return `${encodeToken(host)}.${encodeToken(namespace)}${part === 0 ? "" : `.${part}`}`;
}

/** What a key means, or null when no publisher of ours wrote it. */
export function decodeKey(key: string): DocumentKey | null {
  const [hostToken, namespaceToken, suffix, ...rest] = key.split(".");
  const host = decodeToken(hostToken ?? "");
  const namespace = decodeToken(namespaceToken ?? "");
  if (host === null || namespace === null || rest.length > 0) return null;
  if (suffix === undefined) return { host, namespace, part: 0 };
  return /^[1-9]\d{0,3}$/.test(suffix) ? { host, namespace, part: Number(suffix) } : null;
}

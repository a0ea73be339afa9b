import { isMap, isScalar, type Node } from "yaml";
import { closestWord, fromHex, printable, seconds } from "../../base/index.ts";
import type { AdminStatus } from "../../lldp/index.ts";
import type { Hook } from "../hooks/hook.ts";
import type { CustomTlv, PortRule } from "./config.ts";

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
type Fields = Readonly<Record<string, string>>;

const modes: readonly string[] = ["rx-and-tx", "rx-only", "tx-only", "disabled"];
const longestCustomTlv = 507;
/** Seconds. */
const longestHook = 3600;

/** An item of `ports`: `{ match: PATTERN of NS:IF, mode: MODE }`. */
export function parsePortRule(node: Node): Parsed<PortRule> {
  const fields = fieldsOf(node, ["match", "mode"], []);
  if (!fields.ok) return fields;
  const { match = "", mode = "" } = fields.value;
  if (!modes.includes(mode)) return { ok: false, message: `mode "${printable(mode, 40)}" is none of ${modes.join(", ")}` };
  return { ok: true, value: { match, mode: mode as AdminStatus } };
}

/** An item of `custom-tlvs`: `{ oui: 00-11-22, subtype: 0..255, bytes: HEX, ports: PATTERN of NS:IF }`; `ports` may be left out. */
export function parseCustomTlv(node: Node): Parsed<CustomTlv> {
  const fields = fieldsOf(node, ["oui", "subtype", "bytes"], ["ports"]);
  if (!fields.ok) return fields;
  const { oui = "", subtype = "", bytes = "", ports = "*" } = fields.value;
  const organization = fromHex(oui);
  if (organization?.length !== 3) return { ok: false, message: `oui "${printable(oui, 40)}" is not three octets in hex` };
  const number = Number(subtype);
  if (!/^\d+$/.test(subtype) || number > 255) return { ok: false, message: `subtype "${printable(subtype, 40)}" is not between 0 and 255` };
  const octets = fromHex(bytes);
  if (octets === null || octets.length > longestCustomTlv) return { ok: false, message: `bytes are not hex of at most ${longestCustomTlv} octets` };
  const [a, b, c] = organization as unknown as [number, number, number];
  return { ok: true, value: { oui: (a << 16) | (b << 8) | c, subtype: number, bytes: octets, ports } };
}

/** An item of `hooks`: `{ program: PATH, verdicts: PATTERN, ports: PATTERN of NS:IF, timeout: SECONDS }`; all but the program may be left out. */
export function parseHook(node: Node): Parsed<Hook> {
  const fields = fieldsOf(node, ["program"], ["verdicts", "ports", "timeout"]);
  if (!fields.ok) return fields;
  const { program = "", verdicts = "*", ports = "*", timeout = "30" } = fields.value;
  if (!program.startsWith("/")) return { ok: false, message: `program "${printable(program, 80)}" is not an absolute path` };
  const patience = Number(timeout);
  if (!(patience > 0 && patience <= longestHook))
    return { ok: false, message: `timeout "${printable(timeout, 40)}" is not between 0 and ${longestHook} seconds` };
  return { ok: true, value: { program, verdicts, ports, timeout: seconds(patience) } };
}

/** Scalars as they are written, so that `00-11-22` and `0` stay texts. */
function fieldsOf(node: Node, needed: readonly string[], allowed: readonly string[]): Parsed<Fields> {
  if (!isMap(node)) return { ok: false, message: `expected ${needed.join(", ")}` };
  const fields: Record<string, string> = {};
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const known = [...needed, ...allowed];
    if (!known.includes(name)) {
      const near = closestWord(name.slice(0, 64), known);
      return { ok: false, message: `unknown key "${printable(name, 40)}"${near ? `, did you mean ${near}?` : ""}` };
    }
    if (!isScalar(value)) return { ok: false, message: `expected one value for ${name}` };
    fields[name] = value.source ?? String(value.value);
  }
  const missing = needed.find((name) => !(name in fields));
  return missing === undefined ? { ok: true, value: fields } : { ok: false, message: `${missing} is missing` };
}

import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { closestWord, printable } from "../../base/index.ts";
import type { Hook } from "../hooks/hook.ts";
import type { CustomTlv, PortRule } from "./config.ts";
import type { ConfigFault } from "./config-fault.ts";
import { type Checked, type OptionValue, parseOption } from "./option-value.ts";
import { daemonOptions } from "./options.ts";
import { parseCustomTlv, parseHook, parsePortRule } from "./structured-keys.ts";

export interface FileContent {
  readonly values: ReadonlyMap<string, OptionValue>;
  readonly ports: readonly PortRule[];
  readonly customTlvs: readonly CustomTlv[];
  readonly hooks: readonly Hook[];
  readonly faults: readonly ConfigFault[];
}

const structured = ["ports", "custom-tlvs", "hooks"];
const longestText = 1 << 20;

/** Reads a configuration file: YAML 1.2, keys as in the table of options, plus `ports`, `custom-tlvs` and `hooks`. Whatever is not understood is a fault with its line. */
export function readConfigFile(text: string, name: string): FileContent {
  const values = new Map<string, OptionValue>();
  const ports: PortRule[] = [];
  const customTlvs: CustomTlv[] = [];
  const hooks: Hook[] = [];
  const faults: ConfigFault[] = [];
  if (text.length > longestText) return { values, ports, customTlvs, hooks, faults: [{ where: name, message: "the file is longer than 1 MiB" }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as Parameters<typeof parseDocument>[1]);
  const at = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  for (const error of document.errors)
    faults.push({ where: at(error.pos[0]), message: (error.message.split("\n", 1)[0] as string).replace(/ at line.*$/, "") });
  const root = document.contents;
  if (faults.length > 0 || root === null) return { values, ports, customTlvs, hooks, faults };
  if (!isMap(root)) return { values, ports, customTlvs, hooks, faults: [{ where: `${name}:1`, message: "expected keys with values" }] };
  for (const pair of root.items) {
    const { key, offset } = keyOf(pair);
    const fault = (message: string, node: unknown = null) => faults.push({ where: at(offsetOf(node) ?? offset), message });
    const option = daemonOptions.find((each) => each.name === key && key !== "config");
    if (option)
      take(
        parseValue(option.multiple === true, pair.value as Node | null, (each) => parseOption(option, each)),
        (value) => values.set(key, value),
        fault,
      );
    else if (key === "ports")
      eachItem(pair.value, fault, (item) =>
        take(
          parsePortRule(item),
          (rule) => ports.push(rule),
          (message) => fault(message, item),
        ),
      );
    else if (key === "hooks")
      eachItem(pair.value, fault, (item) =>
        take(
          parseHook(item),
          (hook) => hooks.push(hook),
          (message) => fault(message, item),
        ),
      );
    else if (key === "custom-tlvs")
      eachItem(pair.value, fault, (item) =>
        take(
          parseCustomTlv(item),
          (tlv) => customTlvs.push(tlv),
          (message) => fault(message, item),
        ),
      );
    else fault(unknownKey(key));
  }
  return { values, ports, customTlvs, hooks, faults };
}

function take<T>(
  checked: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string },
  use: (value: T) => void,
  fault: (message: string) => void,
): void {
  if (checked.ok) use(checked.value);
  else fault(checked.message);
}

function parseValue(multiple: boolean, node: Node | null, parse: (text: string) => Checked): Checked {
  if (multiple && isSeq(node)) {
    const items = node.items.map((item) => (isScalar(item) && typeof item.value === "string" ? item.value : null));
    return items.includes(null) ? { ok: false, message: "expected a list of texts" } : { ok: true, value: items as string[] };
  }
  if (isScalar(node) && node.value !== null && typeof node.value !== "object") return parse(String(node.value));
  return { ok: false, message: "expected one value" };
}

function eachItem(node: unknown, fault: (message: string) => void, use: (item: Node) => void): void {
  if (!isSeq(node)) fault("expected a list");
  else for (const item of node.items) use(item as Node);
}

function keyOf({ key }: Pair): { readonly key: string; readonly offset: number } {
  return isScalar(key) ? { key: String(key.value), offset: key.range?.[0] ?? 0 } : { key: "", offset: 0 };
}

function offsetOf(node: unknown): number | null {
  return (node as Node | null)?.range?.[0] ?? null;
}

function unknownKey(key: string): string {
  const known = [...daemonOptions.map(({ name }) => name), ...structured];
  const near = closestWord(key.slice(0, 64), known);
  return `unknown key "${printable(key, 40)}"${near ? `, did you mean ${near}?` : ""}`;
}

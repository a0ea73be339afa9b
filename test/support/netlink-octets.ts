import { readFileSync } from "node:fs";
import { fromHex } from "../../src/base/index.ts";

/** Messages of a Linux 6.1 kernel with the devices that test machines often lack, by label; test/fixtures/netlink/README.md says how they were recorded. */
export function recordedMessages(label: string): Uint8Array[] {
  const hex = recordings[label];
  if (!Array.isArray(hex)) throw new Error(`nothing is recorded as ${label}`);
  return hex.map((text) => fromHex(text) as Uint8Array);
}

const recordings: Record<string, string[] | string> = JSON.parse(
  readFileSync(new URL("../fixtures/netlink/linux-6.1.json", import.meta.url), "utf8"),
);

/** Labels of all recordings. */
export const recordedLabels: readonly string[] = Object.keys(recordings).filter((label) => Array.isArray(recordings[label]));

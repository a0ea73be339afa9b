import { existsSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import type { BusDevice } from "./interface-facts.ts";

/** Reads what sysfs says of a device on a bus (the same in every network namespace). What cannot be read is null or false. */
export function readBusDevice(bus: string, name: string, root = "/sys"): BusDevice {
  if (![bus, name].every(isFileName)) return { bus, name, driver: null, virtualFunction: false };
  const folder = join(root, "bus", bus, "devices", name);
  return { bus, name, driver: driverOf(folder), virtualFunction: existsSync(join(folder, "physfn")) };
}

function isFileName(text: string): boolean {
  return !text.includes("/") && text !== "" && text !== "." && text !== "..";
}

function driverOf(folder: string): string | null {
  try {
    return basename(readlinkSync(join(folder, "driver")));
  } catch {
    // No driver is bound, or sysfs is not mounted here.
    return null;
  }
}

import { existsSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import type { BusDevice } from "./interface-facts.ts";

/** Reads what sysfs says of a device on a bus (the same in every network namespace). What cannot be read is null or false. */
export function readBusDevice(bus: string, name: string, root = "/sys"): BusDevice {
  const folder = join(root, "bus", basename(bus), "devices", basename(name));
  return { bus, name, driver: driverOf(folder), virtualFunction: existsSync(join(folder, "physfn")) };
}

function driverOf(folder: string): string | null {
  try {
    return basename(readlinkSync(join(folder, "driver")));
  } catch {
    // No driver is bound, or sysfs is not mounted here.
    return null;
  }
}

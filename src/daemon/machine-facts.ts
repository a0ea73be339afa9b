import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname, type as osType, version as osVersion, release } from "node:os";
import { join } from "node:path";
import { parseMac } from "../base/index.ts";
import type { InventoryFacts } from "./inventory.ts";
import { lowestMac, type MachineIdentity, machineIdentity } from "./machine-identity.ts";

/** The first of some files that can be read, trimmed; empty when none can. */
function firstText(...paths: readonly string[]): string {
  for (const path of paths) {
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      // The next one, or none: every fact of the machine is optional.
    }
  }
  return "";
}

/** This machine. Without a machine-id (a container image, say) the host name has to do. */
export function readMachineIdentity(givenHostName: string | null): MachineIdentity {
  const systemHostName = hostname() || "localhost";
  const machineId = firstText("/etc/machine-id", "/var/lib/dbus/machine-id");
  return machineIdentity(machineId || systemHostName, systemHostName, givenHostName);
}

/** Operating system and kernel, as lldpd and uname(1) say them. */
export function readSystemDescription(): string {
  const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(firstText("/etc/os-release", "/usr/lib/os-release"))?.[1];
  return [name, osType(), release(), osVersion()].filter(Boolean).join(" ");
}

/** What the firmware tells of the hardware (DMI). Serial numbers are for root only; without that right they stay away. */
export function readInventory(): InventoryFacts {
  const dmi = (name: string): string => firstText(join("/sys/class/dmi/id", name));
  return {
    hardware: dmi("product_version"),
    firmware: dmi("bios_version"),
    software: release(),
    "serial-number": dmi("product_serial"),
    manufacturer: dmi("sys_vendor"),
    model: dmi("product_name"),
    "asset-id": dmi("chassis_asset_tag"),
  };
}

/** The host's MAC for its chassis id: the one remembered in the state folder, else the lowest of its physical NICs, which is remembered. */
export function rememberHostMac(state: string | null, physical: readonly string[]): string | null {
  const file = state === null ? null : join(state, "chassis-mac");
  const remembered = file === null ? "" : firstText(file);
  if (parseMac(remembered)) return remembered;
  const lowest = lowestMac(physical.filter((mac) => parseMac(mac) !== null));
  if (file !== null && lowest !== null) remember(file, lowest);
  return lowest;
}

/** A state folder that cannot be written costs the memory of a replaced NIC, nothing else; history reports it. */
function remember(file: string, mac: string): void {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(`${file}.new`, `${mac}\n`);
    renameSync(`${file}.new`, file);
  } catch {
    // See above.
  }
}

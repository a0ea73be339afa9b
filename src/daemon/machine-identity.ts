import { createHmac } from "node:crypto";
import { parseMac } from "../base/index.ts";
import { type ChassisId, chassisId } from "../lldp/index.ts";

/** What stays the same about this machine, as long as it is this machine. */
export interface MachineIdentity {
  /** Name to show, and the HOST in ids and system names. */
  readonly hostName: string;
  /** 12 hex digits that tell this machine from others without showing its machine-id. */
  readonly tag: string;
}

/**
 * `machineId` is the text of /etc/machine-id, which must not be shown: only an HMAC of it goes out (machine-id(5)). A given host name
 * takes part in it, so that two daemons on one machine can be two machines.
 */
export function machineIdentity(machineId: string, systemHostName: string, givenHostName: string | null): MachineIdentity {
  const hmac = createHmac("sha256", machineId.trim()).update("lldp-watch");
  if (givenHostName !== null) hmac.update(`\0${givenHostName}`);
  return { hostName: givenHostName ?? systemHostName, tag: hmac.digest("hex").slice(0, 12) };
}

/**
 * The chassis id that agents in a namespace send. The host's is the MAC of its lowest physical NIC (`hostMac`, as it was when first
 * seen). `ip netns` renames nothing and veth addresses are random at each creation, so other namespaces send their name and the machine's tag.
 */
export function chassisIdOf(identity: MachineIdentity, namespace: string, isHost: boolean, hostMac: string | null): ChassisId {
  const mac = isHost && hostMac !== null ? parseMac(hostMac) : null;
  return mac ? chassisId("mac-address", mac) : chassisId("local", `${namespace}@${identity.tag}`);
}

/** `NS@HOST`; the host itself is just HOST. */
export function systemNameOf(identity: MachineIdentity, namespace: string, isHost: boolean): string {
  return isHost ? identity.hostName : `${namespace}@${identity.hostName}`;
}

/** The lowest of some MAC addresses, or null. */
export function lowestMac(macs: readonly string[]): string | null {
  return [...macs].sort()[0] ?? null;
}

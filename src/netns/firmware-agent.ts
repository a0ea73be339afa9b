import type { InterfaceFacts } from "./interface-facts.ts";

/** Firmware of a NIC that takes LLDPDUs for itself. */
export interface FirmwareAgent {
  readonly driver: string;
  /** Turns the firmware's agent off. */
  readonly fix: string;
}

interface Rule {
  readonly driver: string;
  readonly flag: string;
  /** The value at which the firmware speaks LLDP. */
  readonly speaks: boolean;
}

// Names of the drivers' private flags: i40e and ice in Linux, mlx5 in the vendor's driver (the one in Linux has none of them).
const rules: readonly Rule[] = [
  { driver: "i40e", flag: "disable-fw-lldp", speaks: false },
  { driver: "ice", flag: "fw-lldp-agent", speaks: true },
  { driver: "mlx5_core", flag: "dcbx_handle_by_fw", speaks: true },
  { driver: "mlx5_core", flag: "qos_with_dcbx_by_fw", speaks: true },
];

/** Whether the NIC's firmware swallows LLDP, as far as its driver tells; null when it does not or no driver is known to. */
export function firmwareAgentOf({ name, device, ethtool }: InterfaceFacts): FirmwareAgent | null {
  const rule = rules.find(({ driver, flag, speaks }) => driver === device?.driver && ethtool?.privateFlags[flag] === speaks);
  return rule ? { driver: rule.driver, fix: `ethtool --set-priv-flags ${name} ${rule.flag} ${rule.speaks ? "off" : "on"}` } : null;
}

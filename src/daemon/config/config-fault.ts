/** Something in flags, environment or file that cannot be used. Nothing is started then. */
export interface ConfigFault {
  /** `--tx-interval`, `LLDP_WATCH_TX_INTERVAL`, or `FILE:LINE`. */
  readonly where: string;
  /** Without full stop. */
  readonly message: string;
}

/** One line for a person. */
export function faultText({ where, message }: ConfigFault): string {
  return `${where}: ${message}`;
}

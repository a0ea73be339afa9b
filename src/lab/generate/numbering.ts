import { formatIpv4 } from "../../base/index.ts";

/** The IPv4 address so many above 10.0.0.0 (0 to 2^24 - 1). */
export function tenNet(offset: number): string {
  return formatIpv4(Uint8Array.of(10, (offset >> 16) & 0xff, (offset >> 8) & 0xff, offset & 0xff));
}

/** Hands out the next interface name of each node: eth1, eth2, ... */
export class InterfaceNames {
  readonly #used = new Map<string, number>();

  next(node: string): string {
    const number = (this.#used.get(node) ?? 0) + 1;
    this.#used.set(node, number);
    return `eth${number}`;
  }
}

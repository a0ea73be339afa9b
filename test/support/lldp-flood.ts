import { once } from "node:events";
import { lldpFlood } from "./compiled.ts";
import type { NamespaceLab } from "./namespace-lab.ts";

export interface Flood {
  /** LLDPDUs a second. */
  readonly rate: number;
  readonly seconds: number;
  /** How many systems speak in turn; 0: every frame is of another one. */
  readonly identities: number;
}

/** Sends LLDPDUs from a process of its own out of an interface (`label:interface`); resolves with how many the kernel took. */
export async function flood(lab: NamespaceLab, end: string, { rate, seconds, identities }: Flood): Promise<number> {
  const [label, name] = end.split(":") as [string, string];
  const sender = lab.spawn(label, lldpFlood(), name, String(rate), String(seconds), String(identities));
  let output = "";
  sender.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(sender, "close");
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  return Number(output.split(" ")[0]);
}

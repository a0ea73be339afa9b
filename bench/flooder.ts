import { spawn } from "node:child_process";
import { once } from "node:events";
import { lldpFlood } from "../test/support/compiled.ts";

/** What a sender got rid of. */
export interface Sent {
  readonly frames: number;
  readonly seconds: number;
}

/** LLDPDUs out of eth0 of a namespace at a rate, from a process of its own: of so many systems in turn, or (0) each of another one. */
export async function sendLldpdus(namespace: string, rate: number, seconds: number, identities: number): Promise<Sent> {
  const words = ["netns", "exec", namespace, lldpFlood(), "eth0", String(rate), String(seconds), String(identities)];
  const sender = spawn("ip", words, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  sender.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await once(sender, "close");
  const [frames = 0, took = 0] = output.trim().split(" ").map(Number);
  return { frames, seconds: took };
}

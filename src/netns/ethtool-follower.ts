import type { Logger } from "../base/index.ts";
import type { SocketOpener } from "../native/index.ts";
import { readEthtool } from "./ethtool-reader.ts";
import type { EthtoolFacts, InterfaceFacts } from "./interface-facts.ts";
import type { LinkEvent, LinkMonitor } from "./link-event.ts";

type Learn = (ifindex: number, facts: EthtoolFacts | null) => void;

/**
 * Asks ethtool about the interfaces with hardware when they appear and whenever their carrier comes or goes, which is when speed and
 * duplex change. One conversation at a time: what changes meanwhile is asked in the next.
 */
export function followEthtool(monitor: LinkMonitor, opener: SocketOpener, log: Logger, learn: Learn): void {
  const waiting = new Set<number>();
  let busy = false;
  const ask = async (): Promise<void> => {
    busy = true;
    while (waiting.size > 0) {
      const ifindexes = [...waiting];
      waiting.clear();
      const answers = await readEthtool(opener, monitor.namespace, ifindexes);
      for (const ifindex of ifindexes) learn(ifindex, answers.get(ifindex) ?? null);
    }
    busy = false;
  };
  const want = (facts: InterfaceFacts): void => {
    if (facts.device === null) return;
    waiting.add(facts.ifindex);
    if (busy) return;
    ask().catch((error: unknown) => {
      busy = false;
      log.debug({ namespace: monitor.namespace, error: String(error) }, "cannot ask ethtool");
    });
  };
  monitor.events.subscribe((event) => {
    if (isWorthAsking(event)) want(event.after);
  });
  for (const facts of monitor.interfaces.values()) want(facts);
}

function isWorthAsking(event: LinkEvent): event is Exclude<LinkEvent, { kind: "vanished" }> {
  return event.kind === "appeared" || (event.kind === "changed" && event.before.carrier !== event.after.carrier);
}

import type { ApiClient } from "../client/api-client.ts";
import { followNetwork } from "../client/follow-network.ts";
import type { NetworkCopy } from "../client/network-copy.ts";
import type { CommandIo } from "../command.ts";
import { missingPart } from "../expectation.ts";

/** Milliseconds until every namespace has to be open. */
const openLimit = 30_000;

/**
 * Waits until everybody who can be expected has been heard: every wired link both ways, or, where a port leaves the machine, the whole
 * time, which begins when all namespaces are open.
 */
export async function oneRound(client: ApiClient, seconds: number, io: CommandIo): Promise<void> {
  const over = new AbortController();
  const endIn = (duration: number) => io.clock.at(io.clock.now() + duration, () => over.abort());
  let cancel = endIn(openLimit + seconds * 1000);
  let listening = false;
  let copy: NetworkCopy | null = null;
  try {
    for await (const news of followNetwork(client, { clock: io.clock, signal: AbortSignal.any([io.signal, over.signal]) })) {
      if (news.kind === "loaded") copy = news.copy;
      if (!copy || opening(copy)) continue;
      if (allHeard(copy)) return;
      if (listening) continue;
      listening = true;
      cancel();
      cancel = endIn(seconds * 1000);
    }
  } finally {
    cancel();
  }
}

function opening(copy: NetworkCopy): boolean {
  return [...copy.namespaces.values()].some(({ state }) => state === "opening");
}

function allHeard(copy: NetworkCopy): boolean {
  const outside = [...copy.ports.values()].some(
    ({ kind, state, mode }) => kind === "physical" && state === "up" && (mode === "rx-and-tx" || mode === "rx-only"),
  );
  return !outside && missingPart({ kind: "all" }, copy) === null;
}

import type { ApiClient } from "../client/api-client.ts";
import { followNetwork } from "../client/follow-network.ts";
import type { NetworkCopy } from "../client/network-copy.ts";
import type { CommandIo } from "../command.ts";
import { missingPart } from "../expectation.ts";

/** Waits until everybody who can be expected has been heard: every wired link both ways, or, where a port leaves the machine, the whole time. */
export async function oneRound(client: ApiClient, seconds: number, io: CommandIo): Promise<void> {
  const over = new AbortController();
  const cancel = io.clock.at(io.clock.now() + seconds * 1000, () => over.abort());
  let copy: NetworkCopy | null = null;
  try {
    for await (const news of followNetwork(client, { clock: io.clock, signal: AbortSignal.any([io.signal, over.signal]) })) {
      if (news.kind === "loaded") copy = news.copy;
      if (copy && allHeard(copy)) return;
    }
  } finally {
    cancel();
  }
}

function allHeard(copy: NetworkCopy): boolean {
  const opening = [...copy.namespaces.values()].some(({ state }) => state === "opening");
  const outside = [...copy.ports.values()].some(
    ({ kind, state, mode }) => kind === "physical" && state === "up" && (mode === "rx-and-tx" || mode === "rx-only"),
  );
  return !opening && !outside && missingPart({ kind: "all" }, copy) === null;
}

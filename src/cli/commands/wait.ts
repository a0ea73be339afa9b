import { printable } from "../../base/index.ts";
import type { ApiClient } from "../client/api-client.ts";
import { connect } from "../client/connect.ts";
import { followNetwork } from "../client/follow-network.ts";
import type { NetworkCopy } from "../client/network-copy.ts";
import type { CommandIo, Invocation } from "../command.ts";
import { CommandError, type ExitCode, exitCodes, usageError } from "../exit-code.ts";
import { type Expectation, missingPart } from "../expectation.ts";
import { pause } from "../system-time.ts";

const retryWait = 100;

export function run(invocation: Invocation, io: CommandIo): Promise<ExitCode> {
  const expectations: readonly Expectation[] = [
    ...(invocation.flag("all") ? [{ kind: "all" } as const] : []),
    ...invocation.list("neighbor").map((name) => ({ kind: "neighbor", name }) as const),
    ...invocation.list("port").map((port) => ({ kind: "port", port }) as const),
  ];
  if (expectations.length === 0) throw usageError("say what to wait for", "--all, --neighbor NAME or --port PORT");
  const seconds = invocation.number("timeout") ?? 30;
  return waitFor(invocation, expectations, seconds, io);
}

/** A daemon that is not there yet is waited for as well. */
async function waitFor(invocation: Invocation, expectations: readonly Expectation[], seconds: number, io: CommandIo): Promise<ExitCode> {
  const over = new AbortController();
  const cancel = io.clock.at(io.clock.now() + seconds * 1000, () => over.abort());
  const until = AbortSignal.any([io.signal, over.signal]);
  try {
    const client = await connectInTime(invocation, io, until);
    try {
      const missing = await stillMissing(client, expectations, io, until);
      if (io.signal.aborted) return exitCodes.interrupted;
      if (missing.length === 0) return exitCodes.ok;
      if (invocation.flag("quiet")) return exitCodes.unmet;
      throw new CommandError(exitCodes.unmet, `after ${seconds} s ${missing.map((text) => printable(text, 400)).join(", and ")}`);
    } finally {
      client.close();
    }
  } finally {
    cancel();
  }
}

/** A client whose server answers. Throws exit 3 when none did until the time was over. */
async function connectInTime(invocation: Invocation, io: CommandIo, until: AbortSignal): Promise<ApiClient> {
  for (;;) {
    try {
      const client = await connect(invocation, io);
      await client.document("/healthz");
      return client;
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode !== exitCodes.unreachable || until.aborted) throw error;
      await pause(io.clock, retryWait, until);
    }
  }
}

/** What is missing when all holds (nothing) or the time is over. */
async function stillMissing(client: ApiClient, expectations: readonly Expectation[], io: CommandIo, until: AbortSignal): Promise<readonly string[]> {
  let copy: NetworkCopy | null = null;
  let missing: readonly string[] = ["the daemon told nothing"];
  for await (const news of followNetwork(client, { clock: io.clock, signal: until })) {
    if (news.kind === "loaded") copy = news.copy;
    else if (news.kind !== "events") continue;
    missing = expectations.flatMap((expectation) => (copy ? (missingPart(expectation, copy) ?? []) : []));
    if (missing.length === 0) break;
  }
  return missing;
}

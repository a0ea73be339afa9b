import type { CommandIo, Invocation } from "../command.ts";
import { ApiClient, unreachable } from "./api-client.ts";
import { type ServerAddress, serverCandidates } from "./server-address.ts";
import { readToken } from "./token.ts";

/** A client of the first server that takes a connection. Throws exit 3 when none does, exit 2 for a bad address or token file. */
export async function connect(invocation: Invocation, io: CommandIo): Promise<ApiClient> {
  const token = await readToken(invocation.text("token-file"), io.env);
  const candidates = serverCandidates(invocation.text("server"), io.env);
  // One candidate needs no probe: the first request tells.
  if (candidates.length === 1) return new ApiClient(candidates[0] as ServerAddress, token, io.signal);
  const tried: [ServerAddress, unknown][] = [];
  for (const address of candidates) {
    const client = new ApiClient(address, token, io.signal);
    const refusal = await probe(client, io.signal);
    if (refusal === null) return client;
    client.close();
    tried.push([address, refusal]);
  }
  throw unreachable(tried);
}

/** Null when somebody answers HTTP there, else the error. */
async function probe(client: ApiClient, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await client.exchange.open({ method: "GET", path: "/healthz", headers: client.headers, body: null, signal, idle: 5000 });
    response.resume();
    return null;
  } catch (error) {
    if (signal.aborted) throw error;
    return error;
  }
}

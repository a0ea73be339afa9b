import type { ApiClient } from "../client/api-client.ts";
import { connect } from "../client/connect.ts";
import type { CommandIo, Invocation } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";

/** Connects, runs, and closes the connection however it ends. */
export async function withClient(invocation: Invocation, io: CommandIo, use: (client: ApiClient) => Promise<ExitCode>): Promise<ExitCode> {
  const client = await connect(invocation, io);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

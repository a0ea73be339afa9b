import { readFileSync } from "node:fs";
import type { BusConnection, NatsOptions } from "../../bus/index.ts";
import type { StatusDocument } from "../../topology/index.ts";
import type { NatsConfig } from "../config/room-config.ts";
import type { RoomParts, RunningRoom } from "./room.ts";

/** Publishes what this machine knows to NATS. Rejects when a file that the configuration names cannot be read. */
export async function openBus(config: NatsConfig, { daemon, clock, log, version }: RoomParts): Promise<RunningRoom<StatusDocument["bus"]>> {
  const { openNats, Publisher } = await import("../../bus/index.ts");
  const { hostName, tag } = daemon.identity;
  const connection: BusConnection = openNats(natsOptions(config, `lldp-watch ${version} on ${hostName}`));
  const origin = { host: hostName, boot: daemon.graph.epoch, machine: tag };
  const publisher = new Publisher({ connection, origin, clock, log, random: Math.random });
  const unsubscribe = daemon.facts?.listen((facts) => publisher.apply(facts));
  return {
    state: () => publisher.state(),
    samples: () => {
      const { puts, bytes, failures } = publisher.figures();
      return [
        { family: "busConnected", value: connection.state === "connected" ? 1 : 0 },
        { family: "busPuts", value: puts },
        { family: "busBytes", value: bytes },
        { family: "busFailures", value: failures },
      ];
    },
    close: () => {
      unsubscribe?.();
      return publisher.close();
    },
  };
}

/** What the configuration says, as the bus wants it. Throws when the password file cannot be read. */
export function natsOptions(config: NatsConfig, clientName: string): NatsOptions {
  const { servers, bucket, credentialsFile, caFile, certFile, keyFile, user, passwordFile } = config;
  const tls = { ...(caFile ? { caFile } : {}), ...(certFile ? { certFile } : {}), ...(keyFile ? { keyFile } : {}) };
  return {
    servers,
    bucket,
    credentialsFile,
    user: user === null ? null : { name: user, password: passwordFile === null ? "" : readFileSync(passwordFile, "utf8").trim() },
    tls: Object.keys(tls).length > 0 ? tls : null,
    clientName,
  };
}

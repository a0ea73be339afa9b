import { type GraphView, type StatusDocument, schemaVersion, type Verdict } from "../topology/index.ts";

export type RoomStates = Pick<StatusDocument, "history" | "bus" | "push">;

/** Rooms that are not in use. */
export const roomsOff: RoomStates = {
  history: { state: "off", events: 0, bytes: 0, error: null },
  bus: { state: "off", error: null },
  push: { state: "off", queued: 0, written: 0, dropped: 0, error: null },
};

/** How the daemon is doing. `uptime` in seconds. */
export function statusDocument(graph: GraphView, version: string, uptime: number, rooms: RoomStates): StatusDocument {
  const links: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of graph.links()) links[verdict] = (links[verdict] ?? 0) + 1;
  return {
    schema: schemaVersion,
    version,
    epoch: graph.epoch,
    revision: graph.revision,
    uptime,
    namespaces: graph.namespaces().length,
    ports: graph.ports().length,
    neighbors: graph.neighbors().length,
    links,
    ...rooms,
  };
}

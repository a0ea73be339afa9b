import type { RouteId } from "../contract/routes.ts";
import type { Handler } from "../room.ts";
import { getDiff, getExplain, getStatus, setPort, verifyPlan } from "./answers.ts";
import { getEvents } from "./events.ts";
import { getLink, getNamespace, getNeighbor, getPort, listLinks, listNamespaces, listNeighbors, listPorts } from "./lists.ts";
import { getHealth, getMetrics, getOpenapi, getReady } from "./operations.ts";
import { getTopology, getTopologyEdges, getTopologyNodes } from "./topology.ts";

/** Which code answers which route: the compiler refuses a route of the contract without one. */
export const handlers: { readonly [Id in RouteId]: Handler<Id> } = {
  getTopology,
  getTopologyNodes,
  getTopologyEdges,
  listNamespaces,
  getNamespace,
  listPorts,
  getPort,
  setPort,
  listNeighbors,
  getNeighbor,
  listLinks,
  getLink,
  getEvents,
  getDiff,
  getExplain,
  verifyPlan,
  getStatus,
  getMetrics,
  getHealth,
  getReady,
  getOpenapi,
};

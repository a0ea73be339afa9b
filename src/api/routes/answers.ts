import { ApiError, notFound } from "../api-error.ts";
import { Body } from "../body.ts";
import { jsonMediaType } from "../contract/media-types.ts";
import { topologyAt } from "../moment.ts";
import { acceptedType } from "../negotiation.ts";
import type { Asked, Handler } from "../room.ts";
import { sendBody } from "../send.ts";
import { sendItem } from "./lists.ts";

export const getDiff: Handler<"getDiff"> = async ({ deps }, asked) => {
  const { from, to } = asked.query;
  const [before, after] = [await topologyAt(from, deps), await topologyAt(to ?? "now", deps)];
  return answer(asked, deps.diff(before, after));
};

export const getExplain: Handler<"getExplain"> = ({ deps }, asked) => {
  const { port, peer } = asked.query;
  const found = deps.graph.explain(port, peer ?? null, (id) => deps.live.drift(id));
  if (!found) throw notFound("port", port);
  return answer(asked, found);
};

export const verifyPlan: Handler<"verifyPlan"> = ({ deps }, asked) => {
  const { query, body } = asked;
  const read = deps.readPlan(typeof body === "string" ? body : body.plan, query.name ?? null);
  if (!read.ok) throw new ApiError("plan-unreadable", `Line ${read.fault.line}: ${read.fault.message}`);
  return answer(asked, deps.graph.verify(read.plan, query.strict ?? false));
};

export const getStatus: Handler<"getStatus"> = ({ deps }, asked) => answer(asked, deps.status());

export const setPort: Handler<"setPort"> = async (room, { request, reply, params, body }) => {
  acceptedType(request, [jsonMediaType]);
  const outcome = await room.deps.setPortMode(params.id, body.mode);
  if (outcome === "not-watched") throw new ApiError("port-not-watched", "No agent of ours runs on this port, so it has no mode to set.");
  const found = outcome === "done" ? room.deps.graph.port(params.id) : null;
  return sendItem(room, request, reply, "port", params.id, found && room.text.port(found));
};

function answer({ request, reply }: Pick<Asked<"getStatus">, "request" | "reply">, document: object) {
  acceptedType(request, [jsonMediaType]);
  return sendBody(request, reply, new Body(jsonMediaType, JSON.stringify(document)));
}

import { Validator } from "@seriousme/openapi-schema-validator";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Api } from "../../src/api/index.ts";
import { apiRig, token } from "../support/api-rig.ts";
import { documentJudge } from "../support/schema-check.ts";

// Works from the served document alone: what it promises is asked for, and what comes is held against it.

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Record<string, unknown> }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

let api: Api;
let document: Document;
let judge: ReturnType<typeof documentJudge>;

beforeAll(async () => {
  ({ api } = await apiRig());
  document = (await api.app.inject({ url: "/openapi.json" })).json();
  judge = documentJudge(document.components.schemas);
});
afterAll(() => api.close());

const values: Record<string, string> = { from: "now", port: "ns0000:up0", at: "now", to: "now", since: "-10m", until: "now", after: "e1-0" };
const ids: Record<string, string> = {
  getNamespace: "ns0000",
  getPort: "ns0000:up0",
  setPort: "ns0000:up0",
  getNeighbor: "000000000000",
  getLink: "ns0000:down0--ns0002:up0",
};
const bodies: Record<string, string> = {
  "setPort application/json": '{"mode":"rx-only"}',
  "verifyPlan application/json": '{"plan":"ns0000:up0 ns0001:down0"}',
};

function everyRequest() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const url = path.replace("{id}", encodeURIComponent(ids[operation.operationId] ?? ""));
      const required = operation.parameters.filter((each) => each.in === "query" && (each as { required?: boolean }).required);
      const query = new URLSearchParams(required.map(({ name }): [string, string] => [name, values[name] ?? "x"])).toString();
      const accepts = Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        status === "200" ? Object.keys(content).filter((type) => type !== "text/event-stream") : [],
      );
      const contentTypes = operation.requestBody ? Object.keys(operation.requestBody.content) : [null];
      return accepts.flatMap((accept) =>
        contentTypes.map((contentType) => ({
          operation,
          accept,
          method: method.toUpperCase() as "GET",
          url: query ? `${url}?${query}` : url,
          headers: { accept, authorization: `Bearer ${token}`, ...(contentType ? { "content-type": contentType } : {}) },
          ...(contentType ? { payload: bodies[`${operation.operationId} ${contentType}`] ?? "ns0000:up0 ns0001:down0" } : {}),
        })),
      );
    }),
  );
}

test("the document is valid OpenAPI 3.1 for a validator that did not make it", async () => {
  const verdict = await new Validator().validate(document as unknown as Record<string, unknown>);
  expect(verdict.errors).toBeUndefined();
  expect(verdict.valid).toBe(true);
  const broken = structuredClone(document) as unknown as { paths: Record<string, unknown> };
  broken.paths["/x"] = { get: { responses: "none" } };
  expect((await new Validator().validate(broken as unknown as Record<string, unknown>)).valid).toBe(false);
});

test("every route answers every media type that the document promises, with a body that its schema holds", async () => {
  const requests = everyRequest();
  expect(new Set(requests.map(({ operation }) => operation.operationId)).size).toBe(21);
  for (const { operation, accept, ...request } of requests) {
    const reply = await api.app.inject(request);
    const where = `${request.method} ${request.url} as ${accept}: ${reply.body.slice(0, 200)}`;
    expect(reply.statusCode, where).toBe(200);
    expect(String(reply.headers["content-type"]).split(";")[0], where).toBe(accept);
    const schema = operation.responses["200"]?.content?.[accept]?.schema;
    if (accept === "application/json") expect(judge(schema as object, reply.json()), where).toEqual([]);
  }
});

test("every query parameter of the document is understood, and anything else is refused by name", async () => {
  for (const { operation, accept, ...request } of everyRequest().filter(({ accept }) => accept === "application/json")) {
    for (const { name, schema } of operation.parameters.filter((each) => each.in === "query")) {
      const words = (schema["items"] as { enum?: string[]; $ref?: string } | undefined) ?? (schema as { enum?: string[]; $ref?: string });
      const named = words.$ref ? (document.components.schemas[words.$ref.split("/").at(-1) ?? ""] as { enum: string[] }).enum : words.enum;
      const value = named?.[0] ?? { integer: "1", boolean: "true" }[String(schema["type"])] ?? values[name] ?? "x";
      if (name === "cursor") continue;
      const url = new URL(request.url, "http://localhost");
      url.searchParams.set(name, value);
      const reply = await api.app.inject({ ...request, url: url.pathname + url.search });
      expect(reply.json().code ?? "", `${operation.operationId} ${name}=${value}: ${reply.body.slice(0, 200)}`).not.toMatch(/^(query|moment)-/);
    }
    const url = `${request.url}${request.url.includes("?") ? "&" : "?"}nonsense=1`;
    const reply = await api.app.inject({ ...request, url });
    expect(reply.statusCode, url).toBe(400);
    expect(reply.json()).toMatchObject({ code: "query-unknown", errors: [{ in: "query", name: "nonsense" }] });
  }
});

test("every answer that is no success is a problem that its schema holds", async () => {
  const problem = { $ref: "#/components/schemas/Problem" };
  const cases: [string, number, InjectOptions][] = [
    ["route-unknown", 404, { url: "/api/v2/topology" }],
    ["not-found", 404, { url: "/api/v1/ports/none" }],
    ["not-found", 404, { url: "/api/v1/explain?port=none" }],
    ["method-not-allowed", 405, { method: "DELETE", url: "/api/v1/ports/ns0000:up0" }],
    ["not-acceptable", 406, { url: "/api/v1/ports", headers: { accept: "image/png" } }],
    ["not-acceptable", 406, { url: "/api/v1/topology", headers: { accept: "application/json;q=0" } }],
    ["query-unknown", 400, { url: "/api/v1/ports?namspace=a" }],
    ["query-invalid", 400, { url: "/api/v1/ports?limit=1001" }],
    ["query-invalid", 400, { url: "/api/v1/ports?limit=1&limit=2" }],
    ["query-invalid", 400, { url: "/api/v1/explain" }],
    ["cursor-invalid", 400, { url: "/api/v1/ports?cursor=e30" }],
    ["moment-invalid", 400, { url: "/api/v1/topology?at=yesterday" }],
    ["moment-invalid", 400, { url: "/api/v1/events?after=1" }],
    ["history-off", 404, { url: "/api/v1/topology?at=-10000d" }],
    ["request-malformed", 400, { url: "/api/v1/ports/%ff" }],
    ["body-malformed", 400, { method: "POST", url: "/api/v1/verify", headers: { "content-type": "application/json" }, payload: "{" }],
    ["body-malformed", 400, { method: "POST", url: "/api/v1/verify", headers: { "content-type": "application/json" } }],
    ["body-invalid", 422, { method: "POST", url: "/api/v1/verify", payload: { plans: "" } }],
    ["plan-unreadable", 422, { method: "POST", url: "/api/v1/verify", payload: { plan: "nonsense" } }],
    ["content-type-unsupported", 415, { method: "POST", url: "/api/v1/verify", headers: { "content-type": "image/png" }, payload: "x" }],
    ["body-too-large", 413, { method: "POST", url: "/api/v1/verify", headers: { "content-type": "text/plain" }, payload: "x".repeat((4 << 20) + 1) }],
    ["token-missing", 401, { method: "PATCH", url: "/api/v1/ports/ns0000:up0", payload: { mode: "disabled" } }],
  ];
  for (const [code, status, request] of cases) {
    const reply = await api.app.inject(request);
    expect([reply.statusCode, reply.json().code], reply.body).toEqual([status, code]);
    expect(reply.headers["content-type"]).toBe("application/problem+json");
    expect(judge(problem, reply.json())).toEqual([]);
    expect(reply.headers["x-request-id"]).toBe(reply.json().requestId);
  }
});

import type { TObject, TSchema } from "typebox";
import { Problem } from "./contract/answers.ts";
import { type ErrorCode, errors } from "./contract/errors.ts";
import { problemMediaType } from "./contract/media-types.ts";
import { commonErrors, type Route } from "./contract/route.ts";
import { type RouteId, routes } from "./contract/routes.ts";
import { SchemaBook } from "./schema-book.ts";

// OpenAPI 3.1 from the contract. Made when it is first asked for.

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of this version, as JSON text. */
export function openApiText(version: string): string {
  return JSON.stringify(openApiDocument(version));
}

/** The OpenAPI 3.1 document of this version. */
export function openApiDocument(version: string): Json {
  const book = new SchemaBook("#/components/schemas/");
  const paths: Record<string, Record<string, Json>> = {};
  for (const [id, route] of Object.entries(routes) as [RouteId, Route][]) {
    const path = paths[route.path] ?? {};
    path[route.method.toLowerCase()] = operation(id, route, book);
    paths[route.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "lldp-watch",
      version,
      license: { name: "MIT", identifier: "MIT" },
      description: "Live topology of every network namespace of a Linux machine, by LLDP.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: book.definitions,
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "The content of the daemon's token file." } },
    },
  };
}

function operation(operationId: RouteId, route: Route, book: SchemaBook): Json {
  return {
    operationId,
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    security: { open: [], read: [{}, { token: [] }], write: [{ token: [] }] }[route.access],
    parameters: [...parameters(route.params, "path", book), ...parameters(route.query, "query", book), ...headerParameters(operationId, route)],
    ...(route.body ? { requestBody: { required: true, content: content(Object.entries(route.body), book) } } : {}),
    responses: { ...replies(route, book), ...problems(route, book) },
  };
}

function parameters(object: TObject | null, where: "path" | "query", book: SchemaBook): Json[] {
  if (!object) return [];
  const required = new Set((object as { required?: readonly string[] }).required ?? []);
  return Object.entries(object.properties as Record<string, TSchema>).map(([name, schema]) => {
    const { description, ...rest } = book.inline(schema) as { description?: string };
    return {
      name,
      in: where,
      required: where === "path" || required.has(name),
      ...(description ? { description } : {}),
      ...("items" in rest ? { style: "form", explode: false } : {}),
      schema: rest,
    };
  });
}

function headerParameters(id: RouteId, route: Route): Json[] {
  const header = (name: string, description: string) => ({ name, in: "header", required: false, description, schema: { type: "string" } });
  return [
    ...(route.revisioned ? [header("If-None-Match", "ETag of an answer that the client has.")] : []),
    ...(id === "getEvents" ? [header("Last-Event-ID", "Id of the last event that the client has.")] : []),
  ];
}

function replies(route: Route, book: SchemaBook): Json {
  const byStatus: Record<string, { description: string; content: Json }> = {};
  for (const { status, type, schema, description } of route.replies) {
    const known = byStatus[status] ?? { description, content: {} };
    byStatus[status] = { ...known, content: { ...known.content, ...content([[type, schema]], book) } };
  }
  return { ...byStatus, ...(route.revisioned ? { 304: { description: "The client has it already." } } : {}) };
}

function content(bodies: readonly (readonly [string, TSchema | null])[], book: SchemaBook): Json {
  return Object.fromEntries(bodies.map(([type, schema]) => [type, { schema: schema ? book.inline(schema) : anyBody(type) }]));
}

const anyBody = (type: string) => (type.endsWith("json") ? { type: "object" } : { type: "string" });

function problems(route: Route, book: SchemaBook): Json {
  const codes = [...new Set<ErrorCode>([...commonErrors, ...route.errors, "internal"])];
  const taken = new Set(route.replies.map(({ status }) => status));
  const statuses = [...new Set(codes.map((code) => errors[code].status))].filter((status) => !taken.has(status)).sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const named = codes.filter((code) => errors[code].status === status).map((code) => `\`${code}\`: ${errors[code].title}.`);
      return [status, { description: named.join(" "), content: { [problemMediaType]: { schema: book.inline(Problem) } } }];
    }),
  );
}

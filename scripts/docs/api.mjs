// The API's documents, from its contract: schemas/*.json, docs/reference/api.md and docs/reference/errors.md.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../project/terminal.mjs";

async function contract() {
  const outfile = join(root, ".cache/docs/api-contract.mjs");
  mkdirSync(join(root, ".cache/docs"), { recursive: true });
  const contents =
    'export * from "./src/api/contract.ts"; export { SchemaBook } from "./src/api/schema-book.ts"; export * as queries from "./src/api/contract/queries.ts";';
  await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return import(`${pathToFileURL(outfile)}?${process.hrtime.bigint()}`);
}

const pretty = (value) => `${JSON.stringify(value, null, 2)}\n`;
const cell = (text) =>
  String(text ?? "")
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ");
const table = (head, rows) =>
  [`| ${head.join(" | ")} |`, `|${head.map(() => "---|").join("")}`, ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`)].join("\n");

function schemaFiles({ publishedSchemas, SchemaBook }) {
  return Object.entries(publishedSchemas).map(([name, schema]) => {
    const book = new SchemaBook("#/$defs/");
    const spelled = book.spelled(schema);
    const head = { $schema: "https://json-schema.org/draft/2020-12/schema", $id: `urn:lldp-watch:schema:1:${name}` };
    return {
      path: `schemas/${name}.json`,
      text: pretty({ ...head, ...spelled, ...(Object.keys(book.definitions).length > 0 ? { $defs: book.definitions } : {}) }),
    };
  });
}

/** A schema in a few words: `string`, `integer 1..1000`, `one of a, b`, `list of ...`. */
function words(schema) {
  if (schema.enum) return `one of ${schema.enum.map((word) => `\`${word}\``).join(", ")}`;
  if (schema.type === "array") return `list: ${words(schema.items)}`;
  if (schema.type === "integer" && schema.maximum) return `integer ${schema.minimum}..${schema.maximum}`;
  return schema.type ?? "any";
}

function parameterTable({ properties, required = [] }) {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const fields = name === "fields" ? "list: names of fields" : words(schema);
    return [`\`${name}\`${required.includes(name) ? " (required)" : ""}`, fields, schema.description];
  });
  return rows.length > 0 ? `${table(["query key", "value", "meaning"], rows)}\n\n` : "";
}

const accessWords = {
  open: "Open to everybody who reaches the listener.",
  read: "On loopback and the Unix socket open; from another machine it needs the token, unless the daemon runs with `--insecure-listen`.",
  write: "Needs the token, everywhere.",
};

function routeSection(id, route, { commonErrors }, schemaNames) {
  const replies = route.replies.map(({ status, type, schema, description }) => [status, `\`${type}\``, schemaNames.get(schema) ?? "", description]);
  const bodies = Object.entries(route.body ?? {}).map(([type, schema]) => `\`${type}\`${schema ? `: ${JSON.stringify(schema.properties)}` : ""}`);
  const errors = route.errors.filter((code) => !commonErrors.includes(code)).map((code) => `[\`${code}\`](errors.md#${code})`);
  return [
    `### ${route.method} ${route.path}\n`,
    `${route.summary}. ${route.description}`.trim().replace(/\s+$/, ""),
    "",
    `Operation \`${id}\`. ${accessWords[route.access]}${route.revisioned ? " Answers 304 to a matching If-None-Match." : ""}`,
    "",
    parameterTable(route.query) +
      (bodies.length > 0 ? `Body: ${bodies.join("; ")}.\n\n` : "") +
      table(["status", "media type", "schema", ""], replies),
    ...(errors.length > 0 ? ["", `Errors of its own: ${errors.join(", ")}.`] : []),
    "",
  ].join("\n");
}

function apiPage(all) {
  const { routes, publishedSchemas, commonErrors } = all;
  const schemaNames = new Map(Object.entries(publishedSchemas).map(([name, schema]) => [schema, `[${name}](../../schemas/${name}.json)`]));
  const overview = Object.entries(routes).map(([, { method, path, summary }]) => [`\`${method}\``, `\`${path}\``, summary]);
  const sections = Object.entries(routes).map(([id, route]) => routeSection(id, route, all, schemaNames));
  return `# The HTTP API, route by route

Made from \`src/api/contract.ts\` by \`npm run docs\`; \`GET /openapi.json\` says the same to programs. How to use it: [guide](../guides/http-api.md).

${table(["method", "path", ""], overview)}

Any route may also answer ${commonErrors.map((code) => `[\`${code}\`](errors.md#${code})`).join(", ")} and [\`internal\`](errors.md#internal). Query keys that a route does not name are
refused. HEAD is answered wherever GET is.

${sections.join("\n")}`;
}

function errorsPage({ errors }) {
  const sections = Object.entries(errors).map(([code, { status, title, remedy }]) => `## ${code}\n\n${status} ${title}. ${remedy}\n`);
  return `# Errors of the HTTP API

Made from \`src/api/contract/errors.ts\` by \`npm run docs\`. Every error is \`application/problem+json\` (RFC 9457): \`type\` is \`urn:lldp-watch:error:CODE\`,
\`code\` the code below, \`detail\` what was wrong with this request, \`requestId\` what the daemon's log names it by. The codes stay; the words may change.

${sections.join("\n")}`;
}

/** Every file that is made from the contract. */
export async function files() {
  const all = await contract();
  return [
    ...schemaFiles(all),
    { path: "docs/reference/api.md", text: `${apiPage(all).trimEnd()}\n` },
    { path: "docs/reference/errors.md", text: `${errorsPage(all).trimEnd()}\n` },
  ];
}

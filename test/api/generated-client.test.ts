import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import openapiTypescript, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiProcess } from "../support/api-process.ts";

// Somebody else's generator makes types of the running server's document; somebody else's client runs on them.

const root = fileURLToPath(new URL("../..", import.meta.url));
// Inside of the checkout, so that packages are found.
const folder = join(root, ".cache/test/generated-client");
let api: ApiProcess;

beforeAll(async () => {
  api = await ApiProcess.start({ namespaces: 3 });
  mkdirSync(folder, { recursive: true });
  const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as Parameters<typeof openapiTypescript>[0];
  writeFileSync(join(folder, "schema.d.ts"), astToString(await openapiTypescript(document)));
});
afterAll(() => api.stop());

/** What the compiler has to say about a program; nothing when it has no objection. */
function compile(name: string, program: string): string {
  writeFileSync(join(folder, `${name}.ts`), program);
  const compilerOptions = { noEmit: true, strict: true, target: "es2023", lib: ["es2023", "dom"], module: "nodenext", types: [], skipLibCheck: true };
  const project = join(folder, `${name}.tsconfig.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  return spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], { encoding: "utf8" }).stdout;
}

const head = `import createClient from "openapi-fetch";
import type { paths } from "./schema.js";
export async function run(baseUrl: string): Promise<string> {
  const client = createClient<paths>({ baseUrl });
`;

const program = `${head}
  const ports = await client.GET("/api/v1/ports", { params: { query: { limit: 2, state: ["up"] } } });
  const name: string = ports.data?.ports[0]?.interface ?? "";
  const sent: number = ports.data?.ports[0]?.counters?.framesTransmitted ?? -1;
  const topology = await client.GET("/api/v1/topology", { params: { query: { namespace: "ns0000" } } });
  const graph = topology.data;
  const verdict: string = typeof graph === "object" && "links" in graph ? (graph.links[0]?.verdict ?? "") : "";
  const one = await client.GET("/api/v1/ports/{id}", { params: { path: { id: "ns0000:up0" } } });
  const none = await client.GET("/api/v1/links/{id}", { params: { path: { id: "none" } } });
  const code: string = none.error?.code ?? "";
  const plan = await client.POST("/api/v1/verify", { body: { plan: "ns0000:up0 ns0001:down0" } });
  const mode = one.data?.port.mode ?? "";
  return JSON.stringify([name, sent, verdict, mode, code, plan.data?.ok]);
}
`;

test("the client type-checks, and gets from the server what its types promise", async () => {
  expect(compile("client", program)).toBe("");
  await build({
    entryPoints: [join(folder, "client.ts")],
    outfile: join(folder, "client.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  const { run } = (await import(join(folder, "client.mjs"))) as { run(url: string): Promise<string> };
  expect(JSON.parse(await run(api.url))).toEqual(["down0", 1, "ok", "rx-and-tx", "not-found", true]);
});

test.each([
  ["a field that no document has", 'const port = await client.GET("/api/v1/ports"); return port.data?.ports[0]?.speedo ?? "";', "speedo"],
  ["a query key that no route knows", 'await client.GET("/api/v1/ports", { params: { query: { stat: "up" } } }); return "";', "stat"],
  ["a word that is none", 'await client.PATCH("/api/v1/ports/{id}", { params: { path: { id: "" } }, body: { mode: "off" } }); return "";', "off"],
])("%s does not type-check", (_, body, word) => {
  expect(compile("wrong", `${head}  ${body}\n}\n`)).toContain(word);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Api } from "../../src/api/index.ts";
import { apiRig } from "../support/api-rig.ts";

let api: Api;
const root = mkdtempSync(join(tmpdir(), "lw-api-page-"));
afterEach(async () => {
  await api.close(0);
  rmSync(root, { recursive: true, force: true });
});

test("the page: what lies in the directory and nothing else, under a policy that runs no foreign script", async () => {
  mkdirSync(join(root, "assets"), { recursive: true });
  writeFileSync(join(root, "index.html"), "<!doctype html><title>x</title>");
  writeFileSync(join(root, "assets/app-1a2b.js"), `console.log(${JSON.stringify("x".repeat(2000))})`);
  writeFileSync(join(root, "assets/secret.pem"), "no type that a page has");
  ({ api } = await apiRig({ namespaces: 3 }, { webRoot: root }));
  writeFileSync(join(root, "assets/late.js"), "not there at the start");
  const page = await api.app.inject("/");
  expect([page.statusCode, page.body, page.headers["cache-control"]]).toEqual([200, "<!doctype html><title>x</title>", "no-cache"]);
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN", "referrer-policy": "no-referrer" });
  const script = await api.app.inject({ url: "/assets/app-1a2b.js", headers: { "accept-encoding": "gzip" } });
  expect(script.headers).toMatchObject({ "content-type": "text/javascript; charset=utf-8", "content-encoding": "gzip" });
  expect(script.headers["cache-control"]).toContain("immutable");
  for (const url of ["/assets/secret.pem", "/assets/late.js", "/assets/", "/assets/../index.html%2f"]) {
    expect((await api.app.inject(url)).statusCode, url).toBe(404);
  }
});

test.each([null, join(root, "nowhere")])("without a built page (%s), some words that help", async (webRoot) => {
  ({ api } = await apiRig({ namespaces: 3 }, { webRoot }));
  const page = await api.app.inject("/");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("not built");
  expect(page.body).not.toContain("<script");
});

test("HEAD is answered wherever GET is, and opens no stream", async () => {
  ({ api } = await apiRig());
  for (const url of ["/", "/api/v1/topology", "/api/v1/events", "/healthz"]) {
    const reply = await api.app.inject({ method: "HEAD", url });
    expect([reply.statusCode, reply.body], url).toEqual([200, ""]);
  }
  expect(api.stats().streams.open).toBe(0);
});

test("readiness names who is not up, as a document with status 503", async () => {
  const failing = [{ namespace: "ns0001", reason: "EPERM" }];
  ({ api } = await apiRig({ namespaces: 3 }, {}, { readiness: () => ({ ready: false, failing }) }));
  const reply = await api.app.inject("/readyz");
  expect([reply.statusCode, reply.json()]).toEqual([503, { schema: 1, ready: false, failing }]);
});

test("a bug answers 500 without a word about itself, and the log has it under the request id", async () => {
  const lines: { facts: object; message: string }[] = [];
  const keep = (facts: object, message: string) => void lines.push({ facts, message });
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  const status = () => {
    throw new TypeError("inside");
  };
  ({ api } = await apiRig({ namespaces: 3 }, { accessLog: true }, { log, status }));
  const reply = await api.app.inject("/api/v1/status");
  expect([reply.statusCode, reply.json().code]).toEqual([500, "internal"]);
  expect(reply.body).not.toContain("inside");
  const { requestId } = reply.json();
  expect(lines[0]?.facts).toMatchObject({ requestId, cause: expect.stringContaining("TypeError: inside") });
  expect(lines[1]).toMatchObject({ message: "request", facts: { requestId, route: "/api/v1/status", method: "GET", status: 500 } });
});

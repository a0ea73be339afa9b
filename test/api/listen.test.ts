import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as tlsConnect } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { type Api, whyNotListen } from "../../src/api/index.ts";
import { ApiProcess } from "../support/api-process.ts";
import { apiRig } from "../support/api-rig.ts";

const folders: string[] = [];
const apis: Api[] = [];
afterEach(async () => {
  await Promise.all(apis.splice(0).map((api) => api.close(0)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function rig() {
  const { api } = await apiRig({ namespaces: 3 });
  apis.push(api);
  return api;
}

function statusOver(socketPath: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ socketPath, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject).end();
  });
}

function temp(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lw-api-listen-"));
  folders.push(folder);
  return join(folder, name);
}

test("TCP: a free port, and a clear error when it is taken", async () => {
  const api = await rig();
  const listener = await api.listen({ kind: "tcp", host: "127.0.0.1", port: 0 });
  expect((await fetch(`${listener.url}/healthz`)).status).toBe(200);
  await expect(api.listen({ kind: "tcp", host: "127.0.0.1", port: listener.port ?? 0 })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("a Unix socket: mode 0660, any Host, a left-over file replaced, a used one not, gone after close", async () => {
  const path = temp("api.sock");
  const dead: Server = createServer();
  await new Promise<void>((resolve) => dead.listen(path, resolve));
  const taken = await rig();
  await expect(taken.listen({ kind: "unix", path })).rejects.toMatchObject({ code: "EADDRINUSE" });
  writeFileSync(`${path}.not`, "a file");
  await expect(taken.listen({ kind: "unix", path: `${path}.not` })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await new Promise((resolve) => dead.close(resolve));
  const api = await rig();
  await api.listen({ kind: "unix", path });
  expect(statSync(path).mode & 0o777).toBe(0o660);
  expect(await statusOver(path, "/api/v1/topology")).toBe(200);
  await api.close();
  expect(existsSync(path)).toBe(false);
});

test("a socket that somebody else has bound, by its descriptor", async () => {
  const path = temp("inherited.sock");
  const child = await ApiProcess.start({ namespaces: 3, descriptorOf: path });
  expect(child.url).toBe(`unix:${path}`);
  expect(await statusOver(path, "/api/v1/topology")).toBe(200);
  await child.stop();
});

test("TLS: serves the files' certificate, and the new one after a reload; a broken pair changes nothing", async () => {
  const [cert, key] = [temp("cert.pem"), temp("key.pem")];
  const use = (name: string) => {
    copyFileSync(`test/fixtures/tls/${name}-cert.pem`, cert);
    copyFileSync(`test/fixtures/tls/${name}-key.pem`, key);
  };
  use("first");
  const api = await rig();
  const listener = await api.listen({ kind: "tcp", host: "127.0.0.1", port: 0, tls: { cert, key } });
  const peer = () =>
    new Promise<string>((resolve, reject) => {
      const socket = tlsConnect({ host: "127.0.0.1", port: listener.port ?? 0, rejectUnauthorized: false }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      });
      socket.on("error", reject);
    });
  expect(listener.url).toMatch(/^https:/);
  expect(await peer()).toBe("first.test");
  use("second");
  await listener.reloadTls();
  expect(await peer()).toBe("second.test");
  writeFileSync(key, "nonsense");
  await expect(listener.reloadTls()).rejects.toThrow();
  expect(await peer()).toBe("second.test");
});

test.each([
  ["127.0.0.1", false, false, true],
  ["127.9.9.9", false, false, true],
  ["::1", false, false, true],
  ["localhost", false, false, true],
  ["0.0.0.0", false, false, false],
  ["::", false, false, false],
  ["192.0.2.1", false, false, false],
  ["127.evil.example", false, false, false],
  ["0.0.0.0", true, false, true],
  ["0.0.0.0", false, true, true],
])("listening on %s (token %s, insecure %s) is allowed: %s", (host, hasToken, insecure, allowed) => {
  const why = whyNotListen(host, { hasToken, insecure });
  if (allowed) expect(why).toBeNull();
  else expect(why).toContain("--token-file");
});

test("closing lets a request under way finish", async () => {
  const { api } = await apiRig({ namespaces: 3 }, {}, { metrics: () => new Promise((resolve) => setTimeout(() => resolve("x 1\n"), 200)) });
  const { url } = await api.listen({ kind: "tcp", host: "127.0.0.1", port: 0 });
  const reply = fetch(`${url}/metrics`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  await Promise.all([api.close(10_000), api.close()]);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(await (await reply).text()).toBe("x 1\n");
});

import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { afterEach, expect, test } from "vitest";
import { type Api, type ApiOptions, openTokenFile } from "../../src/api/index.ts";
import { silentLogger } from "../../src/base/index.ts";
import { apiRig, token } from "../support/api-rig.ts";
import { TurnedClock } from "../support/turned-clock.ts";

let api: Api;
afterEach(() => api.close(0));

async function ask(options: ApiOptions, request: InjectOptions): Promise<string> {
  ({ api } = await apiRig({ namespaces: 3 }, options));
  const reply = await api.app.inject({ url: "/api/v1/ports", ...request });
  return reply.statusCode < 300 ? "ok" : String(reply.json().code);
}

const away = { remoteAddress: "192.0.2.7" };
const bearer = (word: string) => ({ authorization: `Bearer ${word}` });
const patch = { method: "PATCH" as const, url: "/api/v1/ports/ns0000%3Aup0", payload: { mode: "rx-only" } };

test.each<[string, ApiOptions, InjectOptions, string]>([
  ["this machine reads", {}, {}, "ok"],
  ["this machine reads over IPv6", {}, { remoteAddress: "::1" }, "ok"],
  ["another machine does not", {}, away, "token-missing"],
  ["nor with a wrong token", {}, { ...away, headers: bearer("a-token-for-tests-onlx") }, "token-wrong"],
  ["nor with a token of another length", {}, { ...away, headers: bearer("x") }, "token-wrong"],
  ["nor with the token in the address", {}, { ...away, query: { token } }, "token-missing"],
  ["nor by basic authentication", {}, { ...away, headers: { authorization: `Basic ${token}` } }, "token-missing"],
  ["nor when there is no token at all", { token: () => null }, { ...away, headers: bearer("null") }, "token-wrong"],
  ["it does with the token", {}, { ...away, headers: bearer(token) }, "ok"],
  ["or when the operator said so", { insecure: true }, away, "ok"],
  ["its health may be asked by all", {}, { ...away, url: "/healthz" }, "ok"],
  ["writing needs the token, here", {}, patch, "token-missing"],
  ["and there, whatever the operator said about reading", { insecure: true }, { ...patch, ...away }, "token-missing"],
  ["with it, one may write", {}, { ...patch, headers: bearer(token) }, "ok"],
  ["without a token file nobody may", { token: () => null }, { ...patch, headers: bearer("") }, "writing-off"],
  ["a foreign name that was made to point here", {}, { headers: { host: "evil.example:8802" } }, "host-not-allowed"],
  ["the same for the page", {}, { url: "/", headers: { host: "evil.example" } }, "host-not-allowed"],
  ["and where nothing is", {}, { url: "/nothing", headers: { host: "evil.example" } }, "host-not-allowed"],
  ["a name that only begins like an address", {}, { headers: { host: "127.0.0.1.evil.example" } }, "host-not-allowed"],
  ["an allowed name", { allowHosts: ["Proxy.example"] }, { headers: { host: "proxy.example:9090" } }, "ok"],
  ["an address", {}, { headers: { host: "[::1]:8802" } }, "ok"],
])("%s", async (_, options, request, expected) => {
  expect(await ask(options, request)).toBe(expected);
});

test("no answer allows another origin to read it", async () => {
  ({ api } = await apiRig());
  const reply = await api.app.inject({ url: "/api/v1/ports", headers: { origin: "https://evil.example" } });
  expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  expect(reply.headers).toMatchObject({ "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff" });
});

test("the rate of other machines is bounded, this machine's is not", async () => {
  ({ api } = await apiRig({ namespaces: 3 }, { insecure: true, ratePerMinute: 5 }));
  const statuses = async (remoteAddress: string) => {
    const replies = [];
    for (let count = 0; count < 8; count++) replies.push(await api.app.inject({ url: "/api/v1/ports", remoteAddress }));
    return replies.filter(({ statusCode }) => statusCode === 429);
  };
  const refused = await statuses("192.0.2.7");
  expect(refused.length).toBe(3);
  expect(refused[0]?.json().code).toBe("too-many-requests");
  expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await statuses("192.0.2.8")).length).toBe(3);
  expect((await statuses("127.0.0.1")).length).toBe(0);
});

test("a loop that stays behind turns requests away, but says that it lives", async () => {
  const clock = new TurnedClock();
  ({ api } = await apiRig({ namespaces: 3 }, {}, { clock }));
  const codes = async () => [(await api.app.inject("/api/v1/ports")).statusCode, (await api.app.inject("/healthz")).statusCode];
  clock.late = 1000;
  clock.turn(2000);
  expect(await codes()).toEqual([200, 200]);
  clock.turn(4000);
  expect(await codes()).toEqual([503, 200]);
  expect((await api.app.inject("/api/v1/ports")).headers["retry-after"]).toBe("1");
  expect(api.stats().loopLag.max).toBe(1000);
  clock.late = 0;
  clock.turn(2000);
  expect(await codes()).toEqual([200, 200]);
});

test("a token file: closed to others, one long word, followed when it changes", async () => {
  ({ api } = await apiRig());
  const path = join(mkdtempSync(join(tmpdir(), "lw-api-token-")), "token");
  const clock = new TurnedClock();
  const write = (text: string, mode: number) => {
    writeFileSync(path, text);
    chmodSync(path, mode);
  };
  expect(() => openTokenFile(path, clock, silentLogger)).toThrow(/ENOENT/);
  write("0123456789abcdef\n", 0o644);
  expect(() => openTokenFile(path, clock, silentLogger)).toThrow(/open to every user/);
  write("short\n", 0o600);
  expect(() => openTokenFile(path, clock, silentLogger)).toThrow(/16 characters/);
  write("0123456789abcdef\n", 0o600);
  const read = openTokenFile(path, clock, silentLogger);
  expect(read()).toBe("0123456789abcdef");
  write("fedcba9876543210-new\n", 0o600);
  clock.turn(1500);
  expect(read()).toBe("fedcba9876543210-new");
  write("short", 0o600);
  clock.turn(1500);
  expect(read()).toBe("fedcba9876543210-new");
});

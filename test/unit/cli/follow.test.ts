import { afterEach, beforeEach, expect, test } from "vitest";
import type { LinkDocument } from "../../../src/topology/index.ts";
import { runCommand } from "../../support/command-run.ts";
import { FakeApi, json, listHandler } from "../../support/fake-api.ts";
import { labEvents, labLinks, labNeighbors } from "../../support/lab-documents.ts";

let api: FakeApi;
beforeEach(async () => {
  api = await FakeApi.listen();
});
afterEach(() => api.close());

const eventually = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("watch prints one line per event and ends after --count", async () => {
  const running = runCommand(["watch", "--count", "2", "--server", api.url]);
  await eventually(() => api.readers === 1);
  api.emit(...labEvents);
  const { code, out } = await running;
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot("./golden/watch.txt");
});

test("watch goes on after a loss, from the last id that it saw", async () => {
  let err = "";
  const running = runCommand(["watch", "--ndjson", "--count", "2", "--server", api.url], { onErr: (text) => (err = text) });
  await eventually(() => api.readers === 1);
  api.emit(labEvents[0]!);
  api.emitRaw(": heartbeat\nid: e1-99\n\n");
  await new Promise((resolve) => setTimeout(resolve, 20));
  api.cut();
  await eventually(() => err.includes("gone"));
  await eventually(() => api.readers === 1);
  expect(api.requests.at(-1)?.path).toBe("/api/v1/events?after=e1-99");
  api.emit(labEvents[1]!);
  const { code, out } = await running;
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).id),
  ).toEqual(["e1-43", "e1-44"]);
  expect(err).toMatch(/^lldp-watch: the daemon is gone \(.*\); waiting for it\nlldp-watch: connected again\n$/);
});

test("watch says when events were missed", async () => {
  const running = runCommand(["watch", "--count", "1", "--server", api.url]);
  await eventually(() => api.readers === 1);
  api.emitRaw('id: e2-3\nevent: reset\ndata: {"epoch":"e2","revision":3}\n\n');
  api.emit(labEvents[1]!);
  expect((await running).err).toBe("lldp-watch: events were missed here\n");
});

test("watch --no-reconnect ends with 3", async () => {
  const running = runCommand(["watch", "--no-reconnect", "--server", api.url]);
  await eventually(() => api.readers === 1);
  api.cut();
  const { code, err } = await running;
  expect({ code, start: err.slice(0, 30) }).toEqual({ code: 3, start: "lldp-watch: the daemon is gone" });
});

test("watch filters, and ends with 130 when it is interrupted", async () => {
  const abort = new AbortController();
  let out = "";
  const running = runCommand(["watch", "-n", "net0", "-i", "eth*", "--server", api.url], { signal: abort.signal, onOut: (text) => (out = text) });
  await eventually(() => api.readers === 1);
  expect(api.requests.at(-1)?.path).toBe("/api/v1/events?namespace=net0");
  api.emit({ ...labEvents[0]!, interface: "lo" }, labEvents[1]!);
  await eventually(() => out !== "");
  abort.abort("SIGINT");
  expect((await running).code).toBe(130);
  expect(out.trim().split("\n")).toHaveLength(1);
});

test("wait --all ends as soon as every wired link is heard both ways", async () => {
  const [fine, , , half] = labLinks as readonly LinkDocument[] as [LinkDocument, LinkDocument, LinkDocument, LinkDocument];
  api.handlers["/api/v1/links"] = listHandler("links", [fine, half]);
  const running = runCommand(["wait", "--all", "--server", api.url]);
  await eventually(() => api.readers === 1);
  api.emit({ ...labEvents[1]!, before: half, after: { ...half, observed: { aToB: true, bToA: true }, verdict: "ok" } });
  expect(await running).toEqual({ code: 0, out: "", err: "" });
});

test("wait says what is missing when the time is over, and ends with 4", async () => {
  const { code, err } = await runCommand(["wait", "--all", "--neighbor", "spine9", "--port", "net1:eth0", "--timeout", "0.2", "--server", api.url]);
  expect({ code, err }).toEqual({
    code: 4,
    err: "lldp-watch: after 0.2 s 2 of 3 wired links are not heard both ways: br0:p1 and net1:eth1 do not hear each other (admin-down); net1:eth0 does not hear net0:eth0 (agent-disabled), and nobody hears spine9, and net1:eth0 hears nobody\n",
  });
  expect(await runCommand(["wait", "--all", "--quiet", "--timeout", "0", "--server", api.url])).toEqual({ code: 4, out: "", err: "" });
});

test("a lab without wires is not up", async () => {
  api.handlers["/api/v1/links"] = listHandler("links", []);
  const { code, err } = await runCommand(["wait", "--all", "--timeout", "0.1", "--server", api.url]);
  expect({ code, err }).toEqual({ code: 4, err: "lldp-watch: after 0.1 s no wired link is known\n" });
});

test.each(["net0@lab", "net0", "NET0", "00:11:22:33:44:55", "net1"])("wait --neighbor knows %s", async (name) => {
  expect((await runCommand(["wait", "--neighbor", name, "--timeout", "5", "--server", api.url])).code).toBe(0);
});

test("wait waits for a daemon that is not there yet, and ends with 3 when none comes", async () => {
  const port = new URL(api.url).port;
  await api.close();
  const early = runCommand(["wait", "--port", "net0:eth0", "--timeout", "10", "--server", `127.0.0.1:${port}`]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  api = await FakeApi.listen(Number(port));
  expect((await early).code).toBe(0);
  expect((await runCommand(["wait", "--all", "--timeout", "0.1", "--server", "127.0.0.1:1"])).code).toBe(3);
});

test("a restart in between is read anew", async () => {
  const running = runCommand(["wait", "--neighbor", "late", "--server", api.url]);
  await eventually(() => api.readers === 1);
  api.handlers["/api/v1/neighbors"] = listHandler("neighbors", [...labNeighbors, { ...labNeighbors[0], id: "0b", systemName: "late" }]);
  api.emitRaw('id: e2-3\nevent: reset\ndata: {"epoch":"e2","revision":3}\n\n');
  expect((await running).code).toBe(0);
});

test("lists of more than a page are joined", async () => {
  const many = Array.from({ length: 2500 }, (_, index) => ({ ...labNeighbors[0], id: String(index).padStart(12, "0") }));
  api.handlers["/api/v1/neighbors"] = listHandler("neighbors", many);
  const { out } = await runCommand(["neighbors", "--json", "--server", api.url]);
  expect(JSON.parse(out).neighbors).toHaveLength(2500);
  api.handlers["/api/v1/neighbors"] = (_request, response) => json(response, { schema: 1, epoch: "e1", revision: 1 });
  expect((await runCommand(["neighbors", "--server", api.url])).err).toBe("lldp-watch: the server's answer has no neighbors\n");
});

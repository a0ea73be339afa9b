import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DiffDocument, ExplainDocument, VerifyDocument } from "../../../src/topology/index.ts";
import { runCommand } from "../../support/command-run.ts";
import { FakeApi, json, problem } from "../../support/fake-api.ts";
import { labEvents, labLinks, labTopology } from "../../support/lab-documents.ts";

let api: FakeApi;
let folder: string;
beforeAll(async () => {
  api = await FakeApi.listen();
  folder = await mkdtemp(join(tmpdir(), "lldp-watch-cli-"));
  writeFileSync(join(folder, "lab.clab.yml"), "topology: {}\n");
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const ask = (...argv: string[]) => runCommand([...argv, "--server", api.url]);

const verify: VerifyDocument = {
  schema: 1,
  ok: false,
  summary: { ok: 2, swapped: 1, missing: 1, unexpected: 1 },
  links: [
    { planned: { a: "net0:eth1", b: "br0:p0" }, actual: ["br0:p0", "net0:eth1"], verdict: "ok", reason: null, fix: null, warnings: [] },
    { planned: { a: "net2:eth0", b: "br0:p2" }, actual: ["br0:p2", "net2:eth0"], verdict: "ok", reason: null, fix: null, warnings: [] },
    {
      planned: { a: "leaf1:eth1", b: "spine1:eth1" },
      actual: ["leaf1:eth1", "spine1:eth2"],
      verdict: "swapped",
      reason: "not-wired-as-planned",
      fix: "ip -n spine1 link set eth1 name tmp\nip -n spine1 link set eth2 name eth1\nip -n spine1 link set tmp name eth2",
      warnings: [],
    },
    {
      planned: { a: "net0:eth0", b: "net1:eth0" },
      actual: [],
      verdict: "missing",
      reason: "admin-down",
      fix: "ip -n net1 link set eth0 up",
      warnings: ["flapping"],
    },
    { planned: null, actual: ["host:enp1s0", "~0f1e2d3c4b5a:Gi0/1\u001b[2J"], verdict: "unexpected", reason: "not-planned", fix: null, warnings: [] },
  ],
};

test("verify tells what is wrong and how to mend it, and ends with 4", async () => {
  api.handlers["/api/v1/verify"] = (_request, response) => json(response, verify);
  const { code, out } = await ask("verify", join(folder, "lab.clab.yml"));
  expect(code).toBe(4);
  await expect(out.replaceAll(folder, "/plans")).toMatchFileSnapshot("./golden/verify.txt");
  const sent = api.requests.at(-1);
  expect(sent?.path).toBe("/api/v1/verify?name=lab.clab.yml");
  expect(JSON.parse(sent?.body ?? "")).toEqual({ plan: "topology: {}\n" });
});

test("verify --all lists the good links, and a plan that holds ends with 0", async () => {
  const links = verify.links.slice(0, 2);
  api.handlers["/api/v1/verify"] = (_request, response) => json(response, { schema: 1, ok: true, summary: { ok: 2 }, links });
  const { code, out } = await ask("verify", join(folder, "lab.clab.yml"), "--all", "--strict");
  expect({ code, out: out.replaceAll(folder, "/plans") }).toEqual({
    code: 0,
    out: "ok  /plans/lab.clab.yml: 2 of 2 links are ok\n\n  ok  net0:eth1 -- br0:p0\n  ok  net2:eth0 -- br0:p2\n",
  });
  expect(api.requests.at(-1)?.path).toContain("strict=true");
});

test("a plan that cannot be read is named, with its line, and ends with 2", async () => {
  api.handlers["/api/v1/verify"] = (_request, response) => problem(response, 422, "plan-unreadable", "Line 3: endpoints needs two ends.");
  const { code, err } = await ask("verify", join(folder, "lab.clab.yml"));
  expect({ code, err: err.replaceAll(folder, "/plans") }).toEqual({
    code: 2,
    err: "lldp-watch: /plans/lab.clab.yml: line 3: endpoints needs two ends\n",
  });
});

test("a plan that is not there ends with 2", async () => {
  expect(await ask("verify", "/nowhere/plan.yml")).toEqual({ code: 2, out: "", err: "lldp-watch: cannot read /nowhere/plan.yml: ENOENT\n" });
});

test("a plan may come from standard input", async () => {
  api.handlers["/api/v1/verify"] = (_request, response) => json(response, { schema: 1, ok: true, summary: {}, links: [] });
  const { code, out } = await runCommand(["verify", "-", "--server", api.url], { stdin: "graph {}" });
  expect({ code, out }).toEqual({ code: 0, out: "ok  standard input: the plan has no links\n" });
  expect(JSON.parse(api.requests.at(-1)?.body ?? "")).toEqual({ plan: "graph {}" });
});

const explain: ExplainDocument = {
  schema: 1,
  port: "net0:eth0",
  peer: "net1:eth0",
  verdict: "one-way",
  reason: "agent-disabled",
  fix: "lldp-watch port set net1:eth0 --mode rx-and-tx",
  evidence: [
    { fact: "net0:eth0 state", source: "rtnetlink", value: "up" },
    { fact: "wire of net0:eth0", source: "veth peer", value: "net1:eth0" },
    { fact: "net1:eth0 mode", source: "configuration", value: "rx-only" },
    { fact: "net0:eth0 last heard", source: "LLDP", value: "net1\u009b31m, 2 min ago, then nothing more for the whole of its time to live" },
  ],
};

test("explain shows the chain of evidence and the fix", async () => {
  api.handlers["/api/v1/explain"] = (_request, response) => json(response, explain);
  for (const columns of [80, 120]) {
    const { code, out } = await runCommand(["explain", "net0:eth0", "net1:eth0", "--server", api.url], { columns });
    expect(code).toBe(0);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
    await expect(out).toMatchFileSnapshot(`./golden/explain-${columns}.txt`);
  }
});

test("explain suggests the port that was meant", async () => {
  expect(await ask("explain", "net0:eht0")).toEqual({ code: 1, out: "", err: 'lldp-watch: no port "net0:eht0"; did you mean net0:eth0?\n' });
  expect(await ask("explain", "net0")).toEqual({ code: 2, out: "", err: 'lldp-watch: "net0" is no port; write NAMESPACE:INTERFACE\n' });
});

test("snapshot is a plan of what is cabled now, or the server's containerlab form of it", async () => {
  expect(await ask("snapshot")).toMatchObject({ code: 0, out: expect.stringContaining('  "net0":"eth0" -- "net1":"eth0"\n'), err: "" });
  expect(await ask("snapshot", "--format", "containerlab")).toEqual({ code: 0, out: "containerlab text\n", err: "" });
});

const diff: DiffDocument = {
  schema: 1,
  from: { id: "e1-40", time: "2026-11-25T07:00:00.000Z" },
  to: { id: "e1-42", time: "2026-11-25T08:00:00.000Z" },
  added: { nodes: labTopology.nodes.slice(0, 1), links: labLinks.slice(0, 1) },
  removed: { nodes: labTopology.nodes.slice(4), links: labLinks.slice(2, 3) },
  changed: [{ id: "net0:eth0--net1:eth0", before: labEvents[1]?.before, after: labEvents[1]?.after }],
};

test("diff takes ages that begin with a dash", async () => {
  api.handlers["/api/v1/diff"] = (_request, response) => json(response, diff);
  const { code, out } = await ask("diff", "-1h", "now");
  expect(code).toBe(0);
  expect(api.requests.at(-1)?.path).toBe("/api/v1/diff?from=-1h&to=now");
  await expect(out).toMatchFileSnapshot("./golden/diff.txt");
});

test("events are the history in pages, the newest when there are too many", async () => {
  api.handlers["/api/v1/events"] = (_request, response, url) => {
    const at = Number(url.searchParams.get("cursor") ?? 0);
    json(response, { schema: 1, epoch: "e1", revision: 44, events: [labEvents[at]], nextCursor: at === 0 ? "1" : null });
  };
  const { code, out } = await ask("events", "--since", "-10m");
  expect(code).toBe(0);
  expect(api.requests.at(-2)?.path).toBe("/api/v1/events?since=-10m");
  await expect(out).toMatchFileSnapshot("./golden/events.txt");
  const one = await ask("events", "--limit", "1", "--ndjson");
  expect(JSON.parse(one.out)).toEqual(labEvents[1]);
  await ask("events", "--since", "e1-42");
  expect(api.requests.at(-1)?.path).toContain("after=e1-42");
  delete api.handlers["/api/v1/events"];
});

test("port set asks with the token and says what is now", async () => {
  const token = join(folder, "token");
  writeFileSync(token, "secret\n");
  api.handlers["/api/v1/ports/net0%3Aeth0"] = (request, response) =>
    request.headers.authorization === "Bearer secret"
      ? json(response, { schema: 1, epoch: "e1", revision: 43, port: { id: "net0:eth0", mode: "rx-only" } })
      : problem(response, 401, request.headers.authorization ? "token-wrong" : "token-missing", "No.");
  expect(await ask("port", "set", "net0:eth0", "--mode", "rx-only", "--token-file", token)).toEqual({
    code: 0,
    out: "net0:eth0 is now rx-only\n",
    err: "",
  });
  expect(await ask("port", "set", "net0:eth0", "--mode", "rx-only")).toEqual({
    code: 1,
    out: "",
    err: "lldp-watch: the server wants a token; give its file with --token-file or LLDP_WATCH_TOKEN_FILE\n",
  });
  writeFileSync(token, "wrong\n");
  expect((await ask("port", "set", "net0:eth0", "--mode", "rx-only", "--token-file", token)).err).toBe(
    "lldp-watch: the server refuses the token; see --token-file\n",
  );
});

import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../support/command-run.ts";
import { FakeApi, problem } from "../../support/fake-api.ts";

let api: FakeApi;
let folder: string;
beforeAll(async () => {
  api = await FakeApi.listen();
  folder = await mkdtemp(join(tmpdir(), "lldp-watch-cli-"));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

describe("one clear line and the right exit code", () => {
  const usage: readonly (readonly [string, string])[] = [
    ["neighbrs", 'unknown command "neighbrs"; did you mean neighbors?'],
    ["frobnicate", 'unknown command "frobnicate"; see lldp-watch --help'],
    ["port", "port needs a command; one of set"],
    ["port sett x", 'unknown command "port sett"; did you mean port set?'],
    ["neighbors --jsno", "unknown flag --jsno; did you mean --json?"],
    ["neighbors -x", "unknown flag -x; see lldp-watch neighbors --help"],
    ["neighbors --format yaml", '--format cannot be "yaml"; it is one of table, json, ndjson, csv, lldpcli-json'],
    ["neighbors --format ndjsn", '--format cannot be "ndjsn"; did you mean ndjson?'],
    ["neighbors --json --ndjson", "only one form at a time, not json and ndjson"],
    ["neighbors --json=yes", "--json takes no value"],
    ["neighbors --columns", "--columns needs a value (LIST)"],
    ["neighbors --columns prot", 'no column "prot"; did you mean port?'],
    ["neighbors extra", 'unexpected word "extra"'],
    ["links --verdict baad", 'no verdict "baad"; did you mean bad?'],
    ["explain", "PORT is missing; see lldp-watch explain --help"],
    ["wait", "say what to wait for; --all, --neighbor NAME or --port PORT"],
    ["wait --all --timeout soon", '--timeout needs a number, not "soon"'],
    ["wait --all --timeout -1", "--timeout must be at least 0"],
    ["port set net0:eth0", "--mode is missing; see lldp-watch port set --help"],
    ["status --server ftp://x", '"ftp://x" is no server address; write http://HOST:PORT or unix:PATH'],
    ["status --server unix:", '"unix:" names no socket; write unix:PATH'],
    ["status --token-file /nowhere", "cannot read the token file /nowhere: ENOENT"],
    ["", "the live view needs a terminal; try lldp-watch neighbors, or lldp-watch watch"],
  ];
  test.each(usage)("lldp-watch %s", async (words, message) => {
    const result = await runCommand(words.split(" ").filter(Boolean));
    expect(result).toEqual({ code: 2, out: "", err: `lldp-watch: ${message}\n` });
  });

  test("a namespace that is not there", async () => {
    api.handlers["/api/v1/neighbors"] = (_request, response) =>
      response.end(JSON.stringify({ schema: 1, epoch: "e1", revision: 1, neighbors: [], nextCursor: null }));
    expect(await runCommand(["neighbors", "-n", "nte0", "--server", api.url])).toEqual({
      code: 1,
      out: "",
      err: 'lldp-watch: no namespace "nte0" is watched; did you mean net0?\n',
    });
    expect((await runCommand(["neighbors", "-n", "x*", "--no-headers", "--server", api.url])).code).toBe(0);
  });

  test("nobody listens", async () => {
    const missing = `unix:${join(folder, "none.sock")}`;
    const { code, err } = await runCommand(["status", "--server", missing]);
    expect({ code, err }).toEqual({ code: 3, err: `lldp-watch: no daemon answers at ${missing} (ENOENT); is it running? sudo lldp-watch daemon\n` });
  });

  test("LLDP_WATCH_SERVER is asked when no flag is given, and the flag goes before it", async () => {
    const there = await runCommand(["status"], { env: { LLDP_WATCH_SERVER: api.url } });
    expect(there.code).toBe(0);
    const other = await runCommand(["status", "--server", "127.0.0.1:1"], { env: { LLDP_WATCH_SERVER: api.url } });
    expect(other).toEqual({
      code: 3,
      out: "",
      err: "lldp-watch: no daemon answers at http://127.0.0.1:1 (ECONNREFUSED); is it running? sudo lldp-watch daemon\n",
    });
  });

  test("a Unix socket serves as well", async () => {
    const path = join(folder, "api.sock");
    const local = await FakeApi.listen(path);
    expect((await runCommand(["status", "--server", `unix:${path}`])).code).toBe(0);
    expect((await runCommand(["status", "--server", path])).code).toBe(0);
    await local.close();
  });

  test("whoever answers there is no lldp-watch", async () => {
    api.handlers["/api/v1/status"] = (_request, response) => response.end("<html>");
    expect(await runCommand(["status", "--server", api.url])).toEqual({
      code: 1,
      out: "",
      err: "lldp-watch: the server did not answer with JSON; is it lldp-watch that listens there?\n",
    });
    api.handlers["/api/v1/status"] = (_request, response) => response.end(JSON.stringify({ schema: 2 }));
    expect((await runCommand(["status", "--server", api.url])).err).toContain("in a form that this version does not know");
    api.handlers["/api/v1/status"] = (_request, response) => response.writeHead(500).end("\u001b[31mboom");
    expect((await runCommand(["status", "--server", api.url])).err).toBe("lldp-watch: the server answers with HTTP status 500\n");
    api.handlers["/api/v1/status"] = (_request, response) => problem(response, 503, "overloaded", "Too busy\u001b[31m now.");
    expect((await runCommand(["status", "--server", api.url])).err).toBe("lldp-watch: too busy\ufffd[31m now\n");
  });

  test("the server breaks off in the middle", async () => {
    const server = createServer((socket) => socket.resume().end("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"));
    await new Promise<void>((resolve) => server.listen(join(folder, "broken.sock"), resolve));
    const { code, err } = await runCommand(["status", "--server", join(folder, "broken.sock")]);
    expect({ code, line: err.split("\n").length }).toEqual({ code: 3, line: 2 });
    await new Promise((resolve) => server.close(resolve));
  });

  test("a token with a line break inside", async () => {
    const file = join(folder, "token");
    writeFileSync(file, "one\ntwo\n");
    expect((await runCommand(["status", "--server", api.url, "--token-file", file])).err).toBe(
      `lldp-watch: the token file ${file} does not hold one line of plain characters\n`,
    );
  });
});

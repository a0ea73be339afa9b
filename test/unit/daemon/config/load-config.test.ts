import { describe, expect, it } from "vitest";
import { type LoadedConfig, loadConfig } from "../../../../src/daemon/config/load-config.ts";
import { daemonOptions } from "../../../../src/daemon/config/options.ts";

function load(
  sources: { flags?: Record<string, string | boolean | string[]>; environment?: Record<string, string>; file?: string } = {},
): LoadedConfig {
  const { flags = {}, environment = {}, file } = sources;
  return loadConfig({ flags, environment, readFile: (path) => (path === "/etc/lldp-watch/config.yaml" ? (file ?? null) : null) });
}

function config(sources: Parameters<typeof load>[0] = {}) {
  const loaded = load(sources);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.config;
}

function faults(sources: Parameters<typeof load>[0]): string[] {
  const loaded = load(sources);
  return loaded.ok ? [] : loaded.faults.map(({ where, message }) => `${where}: ${message}`);
}

describe("configuration", () => {
  it("has the defaults of the standard and of the design", () => {
    expect(config()).toMatchObject({
      listen: { host: "127.0.0.1", port: 8802 },
      socket: "/run/lldp-watch/api.sock",
      state: "/var/lib/lldp-watch",
      namespaces: "*",
      mode: null,
      destinations: { "nearest-bridge": "rx-and-tx", "nearest-non-tpmr-bridge": "rx-only", "nearest-customer-bridge": "rx-only" },
      parameters: { msgTxInterval: 30_000, msgTxHold: 4, txFastInit: 4, msgFastTx: 1000, txCreditMax: 5, reinitDelay: 2000, maxNeighbors: 128 },
      maxNeighborsNamespace: 20_000,
      maxNeighborsTotal: 50_000,
      nats: null,
      influx: null,
    });
  });

  it("lets flags win over the environment, that over the file", () => {
    const file = "tx-interval: 10\ntx-hold: 2\nhost-name: file\n";
    const environment = { LLDP_WATCH_TX_INTERVAL: "20", LLDP_WATCH_TX_HOLD: "3" };
    const { parameters, hostName } = config({ file, environment, flags: { "tx-interval": "5" } });
    expect([parameters.msgTxInterval, parameters.msgTxHold, hostName]).toEqual([5000, 3, "file"]);
  });

  it("takes none for what may be absent", () => {
    expect(config({ flags: { listen: "none", socket: "none", state: "none" } })).toMatchObject({ listen: null, socket: null, state: null });
  });

  it.each([
    ["[::1]:80", { host: "::1", port: 80 }],
    ["localhost:0", { host: "localhost", port: 0 }],
    [":8080", { host: "0.0.0.0", port: 8080 }],
  ])("understands the address %s", (listen, expected) => {
    expect(config({ flags: { listen } }).listen).toEqual(expected);
  });

  it("reads lists and structures of the file", () => {
    const file = [
      "allow-host: [one.example, two.example]",
      "insecure-listen: true",
      "ports:",
      '  - { match: "host:eth*", mode: rx-only }',
      "custom-tlvs:",
      "  - oui: 00-11-22",
      "    subtype: 0",
      "    bytes: cafe",
      "nats: nats://bus:4222",
    ].join("\n");
    expect(config({ file })).toMatchObject({
      allowHosts: ["one.example", "two.example"],
      insecureListen: true,
      ports: [{ match: "host:eth*", mode: "rx-only" }],
      customTlvs: [{ oui: 0x001122, subtype: 0, bytes: Uint8Array.of(0xca, 0xfe), ports: "*" }],
      nats: { servers: ["nats://bus:4222"], bucket: "lldp-watch" },
    });
  });

  it("refuses an unknown key with its line and what was meant", () => {
    expect(faults({ file: "tx-interval: 10\n\nnamespace: lab-*\n" })).toEqual([
      '/etc/lldp-watch/config.yaml:3: unknown key "namespace", did you mean namespaces?',
    ]);
  });

  it("tells every fault, not only the first", () => {
    const file =
      "mode: loud\ntx-interval: 0\nports:\n  - { match: a, mod: rx-only }\n  - { match: a }\ncustom-tlvs:\n  - { oui: 1, subtype: 1, bytes: 00 }\n";
    expect(faults({ file, flags: { "tx-hold": "x" }, environment: { LLDP_WATCH_REINIT_DELAY: "99" } })).toEqual([
      expect.stringMatching(/:1: "loud" is none of rx-and-tx/),
      expect.stringMatching(/:2: 0 is not between 1 and 3600/),
      expect.stringMatching(/:4: unknown key "mod", did you mean mode\?/),
      expect.stringMatching(/:5: mode is missing/),
      expect.stringMatching(/:7: oui "1" is not three octets in hex/),
      '--tx-hold: "x" is not a number',
      "LLDP_WATCH_REINIT_DELAY: 99 is not between 1 and 10",
    ]);
  });

  it.each([
    ["no YAML", "a: [1\n", /config\.yaml:\d+: /],
    ["no mapping", "- a\n", /config\.yaml:1: expected keys with values/],
    ["a key twice", "tx-hold: 1\ntx-hold: 2\n", /config\.yaml:2: /],
    ["an alias bomb", 'a: &a ["x"]\ntx-hold: *a\n', /config\.yaml/],
    ["a list for one value", "tx-hold: [1]\n", /:1: expected one value/],
    ["a terminal escape in a key", '"\\e[31mx": 1\n', /^[^\u001b]*$/],
  ])("refuses %s in a line", (_, file, expected) => {
    const found = faults({ file });
    expect(found.length).toBeGreaterThan(0);
    for (const text of found) expect(text).toMatch(expected);
  });

  it("refuses a file that is not there only when it was asked for", () => {
    expect(load()).toMatchObject({ ok: true, file: null });
    expect(faults({ flags: { config: "/nowhere" } })).toEqual(["/nowhere: no such file"]);
  });

  it("takes certificate and key only together", () => {
    expect(faults({ flags: { "tls-cert": "a" } })).toEqual(["tls-cert: a certificate and its key go together"]);
  });

  it("ignores an empty variable", () => {
    expect(config({ environment: { LLDP_WATCH_TX_HOLD: "" } }).parameters.msgTxHold).toBe(4);
  });
});

describe("table of options", () => {
  it("names each once, with a default that it would accept itself", () => {
    expect(new Set(daemonOptions.map(({ name }) => name)).size).toBe(daemonOptions.length);
    for (const { name, default: standard } of daemonOptions) {
      if (standard !== undefined) expect(load({ flags: { [name]: standard } }), name).toMatchObject({ ok: true });
    }
  });

  it("has one line for each, without a full stop", () => {
    for (const { summary } of daemonOptions) expect(summary).toMatch(/^[^\n]+[^.\n]$/);
  });
});

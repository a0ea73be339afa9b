import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/daemon/config/load-config.ts";
import { compilePolicy, narrower, type PortQuestion } from "../../../src/daemon/port-policy.ts";

function policy(flags: Record<string, string> = {}, file = "", overrides: Record<string, "rx-only" | "disabled" | "rx-and-tx"> = {}, held?: string) {
  const loaded = loadConfig({ flags, environment: {}, readFile: () => file });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return compilePolicy(loaded.config, new Map(Object.entries(overrides)), held);
}

const port = (more: Partial<PortQuestion> = {}): PortQuestion => ({
  namespace: "leaf1",
  interface: "eth0",
  leavesMachine: false,
  otherDaemon: false,
  ...more,
});
const nic = port({ namespace: "host", interface: "enp1s0", leavesMachine: true });

describe("port policy", () => {
  it("speaks inside the machine and only listens where the wire leaves it, unless told", () => {
    expect(policy().decide(port())).toEqual({ watched: true, mode: "rx-and-tx" });
    expect(policy().decide(nic)).toEqual({ watched: true, mode: "rx-only" });
    expect(policy({ mode: "rx-and-tx" }).decide(nic).mode).toBe("rx-and-tx");
  });

  it("leaves alone what the patterns leave out", () => {
    expect(policy({ namespaces: "leaf*,!leaf1" }).decide(port())).toEqual({ watched: false, mode: "disabled" });
    expect(policy({ namespaces: "!leaf1,!!leaf*" }).decide(port()).watched).toBe(true);
    expect(policy({ interfaces: "eth1" }).decide(port()).watched).toBe(false);
  });

  it("goes no further than the pattern that the helper holds to", () => {
    expect(policy({ namespaces: "*" }, "", {}, "leaf2,leaf3").decide(port()).watched).toBe(false);
    expect(policy({ namespaces: "*" }, "", {}, "leaf1").decide(port()).watched).toBe(true);
    expect(policy({ namespaces: "!leaf1" }, "", {}, "leaf1").decide(port()).watched).toBe(false);
  });

  it("takes the first rule that matches, above the mode for all", () => {
    const file = "mode: tx-only\nports:\n  - { match: 'host:*', mode: rx-and-tx }\n  - { match: '*', mode: rx-only }\n";
    expect(policy({}, file).decide(nic).mode).toBe("rx-and-tx");
    expect(policy({}, file).decide(port()).mode).toBe("rx-only");
  });

  it("takes a mode that was set while running above the rules", () => {
    const file = "ports:\n  - { match: '*', mode: rx-only }\n";
    expect(policy({}, file, { "leaf1:eth0": "rx-and-tx" }).decide(port()).mode).toBe("rx-and-tx");
    expect(policy({}, file, { "leaf1:eth0": "disabled" }).decide(port())).toEqual({ watched: true, mode: "disabled" });
  });

  it("only listens where another daemon speaks, whatever it is told", () => {
    expect(policy({ mode: "rx-and-tx" }).decide(port({ otherDaemon: true })).mode).toBe("rx-only");
    expect(policy({ mode: "tx-only" }).decide(port({ otherDaemon: true })).mode).toBe("disabled");
  });

  it("lets a port's mode narrow what each destination may do", () => {
    expect(policy().statuses("rx-and-tx")).toEqual({
      "nearest-bridge": "rx-and-tx",
      "nearest-non-tpmr-bridge": "rx-only",
      "nearest-customer-bridge": "rx-only",
    });
    expect(policy().statuses("tx-only")["nearest-customer-bridge"]).toBe("disabled");
    expect(policy({ "customer-bridge-mode": "rx-and-tx" }).statuses("rx-and-tx")["nearest-customer-bridge"]).toBe("rx-and-tx");
  });

  it.each([
    ["rx-and-tx", "rx-only", "rx-only"],
    ["rx-and-tx", "tx-only", "tx-only"],
    ["rx-only", "tx-only", "disabled"],
    ["disabled", "rx-and-tx", "disabled"],
  ] as const)("finds what %s and %s both allow", (a, b, expected) => {
    expect(narrower(a, b)).toBe(expected);
    expect(narrower(b, a)).toBe(expected);
  });
});

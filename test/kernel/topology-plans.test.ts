import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VerifyDocument } from "../../src/topology/index.ts";
import { runCommand } from "../support/command-run.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { LabMachine } from "../support/lab-machine.ts";
import { privileged } from "../support/privilege.ts";

// One plan in every form that is read, held to one network; and a network that is turned into a file and built again.

const tag = `lwplan${process.pid}`;
const ns = (node: string) => `${tag}-one-${node}`;
const cables = [
  ["net0", "eth0", "net1", "eth0"],
  ["ns1", "eth0", "br0", "eth1"],
  ["ns2", "eth0", "br0", "eth2"],
  ["ns3", "eth0", "br0", "eth3"],
] as const;

const lab = `name: one
prefix: ${tag}
topology:
  nodes:
    net0: {}
    net1: {}
    ns1: {}
    ns2: {}
    ns3: {}
    br0: { kind: bridge, group-fwd-mask: 0x4000 }
  links:
${cables.map(([a, port, b, other]) => `    - endpoints: ["${a}:${port}", "${b}:${other}"]`).join("\n")}
`;

const plans: Readonly<Record<string, string>> = {
  "plan.dot": `graph G {\n${cables.map(([a, port, b, other]) => `  "${ns(a)}":"${port}" -- "${ns(b)}":"${other}"`).join("\n")}\n}\n`,
  "plan.clab.yml": lab,
  "topology-data.json": JSON.stringify({
    type: "clab",
    nodes: Object.fromEntries(cables.flatMap(([a, , b]) => [a, b]).map((node) => [node, { longname: ns(node) }])),
    links: cables.map(([a, port, b, other]) => ({ endpoints: { a: { node: a, interface: port }, z: { node: b, interface: other } } })),
  }),
  "layer1_topology.json": JSON.stringify({
    edges: cables.map(([a, port, b, other]) => ({
      node1: { hostname: ns(a), interfaceName: port },
      node2: { hostname: ns(b), interfaceName: other },
    })),
  }),
};

describe.runIf(privileged)("plans", () => {
  const machine = new LabMachine();
  let daemon: DaemonProcess;
  const ask = (...words: string[]) => runCommand([...words, "--server", daemon.url]);

  beforeAll(async () => {
    await machine.must("up", machine.file("one.clab.yml", lab));
    daemon = await DaemonProcess.start(`${tag}-one-*`);
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === cables.length,
      "all cables",
    );
  });
  afterAll(async () => {
    await daemon?.stop();
    await machine.close();
  });

  const verdicts = async (name: string) => {
    const { code, out, err } = await ask("verify", machine.file(name, plans[name] as string), "--json");
    expect(err).toBe("");
    const { ok, summary, links } = JSON.parse(out) as VerifyDocument;
    return { code, ok, summary, verdicts: links.filter(({ planned }) => planned).map(({ verdict, reason, fix }) => ({ verdict, reason, fix })) };
  };

  test("in each form get the same answer, when all is well and when it is not", async () => {
    for (const name of Object.keys(plans)) expect(await verdicts(name), name).toMatchObject({ code: 0, ok: true, summary: { ok: 4 } });
    await machine.must("cut", "--lab", "one", "net0:eth0");
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === cables.length - 1,
      "the cut",
    );
    const answers = await Promise.all(Object.keys(plans).map(verdicts));
    expect(answers[0]).toMatchObject({ code: 4, ok: false, summary: { ok: 3, down: 1 } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await machine.must("join", "--lab", "one", "net0:eth0");
    await daemon.settled(
      () => daemon.status(),
      ({ links }) => links.ok === cables.length,
      "the mended cable",
    );
  });

  test("that cannot be read end with 2, the line and the cause", async () => {
    const { code, err } = await ask("verify", machine.file("bad.dot", 'graph G {\n  "a":"eth0" -- "b":"eth0"\n  "a":"eth0" -- "c":"eth0"\n}\n'));
    expect(code).toBe(2);
    expect(err).toMatch(/line 3: "a:eth0" is already joined to "b:eth0" in line 2/i);
  });

  test("are learned, and the network built again from its own description fulfils the first one's plan", async () => {
    const learned = await ask("snapshot");
    expect(learned.code).toBe(0);
    expect((await ask("verify", machine.file("learned.dot", learned.out))).code).toBe(0);
    const described = await ask("topology", "--format", "containerlab");
    const elsewhere = (text: string) => text.replaceAll(`${tag}-one-`, `${tag}-two-`);
    await machine.must("up", machine.file("two.clab.yml", elsewhere(described.out).replace("name: snapshot", "name: two")));
    const second = await DaemonProcess.start(`${tag}-two-*`);
    try {
      const plan = machine.file("elsewhere.dot", elsewhere(learned.out));
      const { code, out } = await runCommand(["verify", plan, "--wait", "20", "--json", "--server", second.url]);
      expect({ code, summary: (JSON.parse(out) as VerifyDocument).summary }).toEqual({ code: 0, summary: { ok: 4 } });
    } finally {
      await second.stop();
      await machine.must("down", "two");
    }
  });
});

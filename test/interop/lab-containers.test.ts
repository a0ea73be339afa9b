import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../support/command-run.ts";
import { type Container, DockerLab, installed, LxcLab } from "../support/container-runtimes.ts";
import { DaemonProcess } from "../support/daemon-process.ts";
import { inside, LabMachine } from "../support/lab-machine.ts";
import { privileged } from "../support/privilege.ts";

const tag = `lwk${process.pid}`;
const programs = { docker: "dockerd", lxc: "lxc-create" };
const missing = Object.values(programs).filter((program) => !installed(program));
if (missing.length > 0) console.warn(`not installed, and so not tested: ${missing.join(", ")}`);

describe.skipIf(!privileged)("a lab with a container that runs already", () => {
  const machine = new LabMachine();
  const dockerHost = process.env["DOCKER_HOST"];
  let docker: DockerLab | null = null;
  let lxc: LxcLab | null = null;

  beforeAll(async () => {
    docker = installed(programs.docker) ? await DockerLab.open() : null;
    lxc = installed(programs.lxc) ? new LxcLab("/var/lib/lxc") : null;
    // `docker inspect` of the command itself has to find the daemon of this test.
    if (docker) process.env["DOCKER_HOST"] = `unix://${docker.socket}`;
  }, 60_000);

  afterAll(async () => {
    await machine.close();
    if (dockerHost === undefined) delete process.env["DOCKER_HOST"];
    else process.env["DOCKER_HOST"] = dockerHost;
    await docker?.close();
    await lxc?.close();
  });

  const starts: [string, boolean, (name: string) => Promise<Container>][] = [
    ["docker", installed(programs.docker), (name) => (docker as DockerLab).start(name)],
    ["lxc", installed(programs.lxc), (name) => (lxc as LxcLab).start(name)],
  ];

  for (const [runtime, present, start] of starts) {
    it.skipIf(!present)(
      `${runtime}: up, ping, verified against its own file, and down leaves it as it was`,
      async () => {
        const container = await start(`${tag}-${runtime}`);
        const before = stateOf(container);
        const lab = `${tag}-${runtime}-lab`;
        const peer = `${tag}-${runtime}-peer`;
        const file = machine.file(
          `${runtime}.yml`,
          `name: ${lab}
topology:
  nodes:
    ${container.name}: { kind: ext-container, addresses: { lab0: 10.9.7.1/24 } }
    ${peer}: { addresses: { eth0: 10.9.7.2/24 } }
  links:
    - endpoints: ["${container.name}:lab0", "${peer}:eth0"]
`,
        );
        await machine.must("up", file);
        await machine.must("ping", peer, container.name, "-c", "3");
        expect(inside(peer, "ping", "-c", "1", "-W", "5", "10.9.7.1")).toContain("1 received");
        await machine.must("exec", container.name, "--", "sh", "-c", `test "$(readlink /proc/self/ns/net)" = "${before.namespace}"`);
        expect(stateOf(container).links).toMatch(/lab0/);
        const flags = docker ? ["--docker-socket", docker.socket] : [];
        const daemon = await DaemonProcess.start(`${tag}*`, { flags });
        try {
          const server = ["--server", daemon.url];
          expect(await runCommand(["wait", "--all", "--timeout", "75", ...server])).toMatchObject({ code: 0, err: "" });
          const { code, out } = await runCommand(["verify", file, "--json", ...server]);
          expect({ code, summary: JSON.parse(out).summary }).toMatchObject({ code: 0, summary: { ok: 1 } });
        } finally {
          await daemon.stop();
        }
        await machine.must("down", lab);
        expect(stateOf(container)).toEqual(before);
        expect(machine.left(tag)).toEqual([]);
      },
      120_000,
    );

    it.skipIf(!present)(`${runtime}: a container that does not run is refused before anything is made`, async () => {
      const name = `${tag}-${runtime}-none`;
      const file = machine.file(
        `${name}.yml`,
        `name: ${name}\nprefix: ${tag}\ntopology:\n  nodes:\n    ${name}: { kind: ext-container }\n    ${name}-peer: {}\n`,
      );
      expect(await machine.lab(["up", file])).toMatchObject({ code: 1, err: expect.stringContaining(`container ${name} is not running`) });
      expect(machine.left(name)).toEqual([]);
    });
  }
});

/** What a lab may change in a container: its namespace, its links and addresses, its routes. */
function stateOf({ pid }: Container) {
  const ask = (...words: string[]) => execFileSync("nsenter", ["-t", String(pid), "-n", "ip", ...words], { encoding: "utf8" });
  return { namespace: readlinkSync(`/proc/${pid}/ns/net`), links: ask("-o", "-br", "address"), routes: ask("route", "show", "table", "all") };
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBusDevice } from "../../../src/netns/bus-device.ts";
import { prepareDaemonSearch, readDockerNames } from "../../../src/netns/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lw-edges-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("readDockerNames", () => {
  let server: Server | null = null;
  afterEach(() => server?.close());
  const serve = async (status: number, body: string) => {
    const path = join(folder, "docker.sock");
    server = createServer((request, response) => {
      response.writeHead(request.url === "/containers/json" ? status : 404).end(body);
    });
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    return path;
  };

  it("takes a container's own name, not the aliases that links gave it", async () => {
    const containers = [
      { Id: "aa", Names: ["/other/alias", "/web"] },
      { Id: "bb", Names: ["/db"] },
      { Id: 7, Names: ["/x"] },
      { Id: "cc", Names: null },
      null,
    ];
    expect([...(await readDockerNames(await serve(200, JSON.stringify(containers))))]).toEqual([
      ["aa", "web"],
      ["bb", "db"],
    ]);
  });

  it("rejects what is not Docker, and a socket that is not there", async () => {
    const path = await serve(500, "");
    await expect(readDockerNames(path)).rejects.toThrow(/answers 500/);
    await expect(readDockerNames(join(folder, "none.sock"))).rejects.toThrow(/ENOENT/);
  });

  it("rejects an answer that is JSON, but not a list", async () => {
    await expect(readDockerNames(await serve(200, "{}"))).rejects.toThrow(/does not speak the Docker API/);
  });
});

describe("readBusDevice", () => {
  it("tells driver and SR-IOV VFs from sysfs", () => {
    const devices = join(folder, "bus/pci/devices");
    for (const name of ["0000:01:00.0", "0000:01:10.0"]) mkdirSync(join(devices, name), { recursive: true });
    symlinkSync("../../../bus/pci/drivers/ixgbe", join(devices, "0000:01:00.0/driver"));
    symlinkSync("../0000:01:00.0", join(devices, "0000:01:10.0/physfn"));
    const found = ["0000:01:00.0", "0000:01:10.0", "0000:09:00.0"].map((name) => readBusDevice("pci", name, folder));
    expect(found.map(({ driver, virtualFunction }) => [driver, virtualFunction])).toEqual([
      ["ixgbe", false],
      [null, true],
      [null, false],
    ]);
  });

  it("stays inside sysfs whatever the kernel calls a device", () => {
    symlinkSync("secret", join(folder, "driver"));
    expect(readBusDevice("..", "../..", folder)).toMatchObject({ driver: null, virtualFunction: false });
  });
});

describe("prepareDaemonSearch", () => {
  const header = "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n";
  const process = (pid: string, command: string, sockets: number[], table: string) => {
    mkdirSync(join(folder, pid, "fd"), { recursive: true });
    mkdirSync(join(folder, pid, "net"), { recursive: true });
    writeFileSync(join(folder, pid, "comm"), `${command}\n`);
    writeFileSync(join(folder, pid, "net/packet"), header + table);
    for (const [at, inode] of sockets.entries()) symlinkSync(`socket:[${inode}]`, join(folder, pid, "fd", String(at)));
  };
  const line = (protocol: string, ifindex: number, inode: number) =>
    `0000000000000000 3      3    ${protocol}   ${ifindex}     1 0      0      ${inode}\n`;

  it("finds a daemon that has sockets in the namespace, by interface, and nobody else", async () => {
    const host = line("88cc", 2, 501) + line("0003", 2, 601) + line("0003", 3, 602) + line("0003", 2, 701) + line("0800", 2, 603);
    process("self", "node", [501], host);
    process("200", "lldpd", [601, 602, 603], host);
    process("300", "tcpdump", [701], host);
    process("400", "sleep", [], line("88cc", 5, 900));
    const search = await prepareDaemonSearch(folder);
    expect(await search("self")).toEqual([
      { command: "lldpd", pid: 200, ifindex: 2 },
      { command: "lldpd", pid: 200, ifindex: 3 },
    ]);
    expect(await search(400)).toEqual([]);
    expect(await search(4711)).toEqual([]);
  });

  it("counts every socket of its namespace for a daemon whose descriptors we may not see", async () => {
    process("self", "node", [501], line("88cc", 2, 501) + line("0003", 4, 601));
    process("200", "lldpd", [], line("88cc", 2, 501) + line("0003", 4, 601));
    process("210", "lldpd", [], line("0003", 9, 999));
    for (const pid of ["200", "210"]) rmSync(join(folder, pid, "fd"), { recursive: true });
    expect(await (await prepareDaemonSearch(folder))("self")).toEqual([{ command: "lldpd", pid: 200, ifindex: 4 }]);
  });
});

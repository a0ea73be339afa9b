import { describe, expect, it } from "vitest";
import type { NamespaceHolder, NamespaceListing } from "../../../src/native/index.ts";
import { nameNamespaces } from "../../../src/netns/namespace-names.ts";

const id = "0123456789abcdef".repeat(4);
const holder = (pid: number, command: string, cgroup = "0::/", by: "task" | "descriptor" = "task"): NamespaceHolder => ({
  pid,
  startTime: pid,
  command,
  cgroup,
  by,
});
const listing = (inode: number, names: string[], ...holders: NamespaceHolder[]): NamespaceListing => ({ inode, names, holders });
const named = (listings: NamespaceListing[], containers = new Map<string, string>()) =>
  nameNamespaces(listings, 1, containers)
    .filter(({ inode }) => inode !== 1)
    .map(({ name, kind, names }) => ({ name, kind, names }));

describe("nameNamespaces", () => {
  it("calls our own host, whatever else it is called", () => {
    expect(nameNamespaces([listing(1, ["lab"], holder(1, "init"))], 1, new Map())).toMatchObject([
      { name: "host", kind: "host", names: ["host", "lab"] },
    ]);
  });

  it("prefers a name in /run/netns, then the container, the unit, the process", () => {
    const inside = holder(70, "nginx", `0::/docker/${id}`);
    expect(named([listing(2, ["blue", "azure"], inside)])).toEqual([{ name: "azure", kind: "named", names: ["azure", "blue", "0123456789ab"] }]);
    expect(named([listing(2, [], inside)])).toEqual([{ name: "0123456789ab", kind: "container", names: ["0123456789ab"] }]);
    expect(named([listing(2, [], inside)], new Map([[id, "web"]]))).toMatchObject([{ name: "web", kind: "container" }]);
    expect(named([listing(2, [], holder(70, "unbound", "0::/system.slice/unbound.service"))])).toMatchObject([
      { name: "unbound.service", kind: "unit" },
    ]);
    expect(named([listing(2, [], holder(70, "sleep"))])).toEqual([{ name: "sleep-70", kind: "process", names: ["sleep-70"] }]);
  });

  it("asks those who live inside before those who only hold a descriptor", () => {
    expect(named([listing(2, [], holder(900, "sh"), holder(5, "dockerd", "0::/system.slice/docker.service", "descriptor"))])).toMatchObject([
      { name: "sh-900", kind: "process" },
    ]);
    expect(named([listing(2, [], holder(5, "agent", "0::/", "descriptor"))])).toMatchObject([{ name: "agent-5", kind: "process" }]);
  });

  it("gives a name to one namespace only, that of the oldest process", () => {
    const cgroup = "0::/system.slice/runner.service";
    expect(named([listing(2, [], holder(80, "sleep", cgroup)), listing(3, [], holder(70, "sleep", cgroup))])).toMatchObject([
      { name: "runner.service", kind: "unit" },
      { name: "sleep-80", kind: "process" },
    ]);
    expect(named([listing(1, []), listing(2, ["host"])])).toMatchObject([{ name: "net-2", kind: "named", names: ["net-2", "host"] }]);
  });

  it("keeps what a process calls itself out of ids and terminals", () => {
    expect(named([listing(2, [], holder(7, "a:b/c \u001b[31m"))])).toMatchObject([{ name: "a_b_c___31m-7" }]);
    expect(named([listing(2, [], holder(7, ""))])).toMatchObject([{ name: "_-7" }]);
  });
});

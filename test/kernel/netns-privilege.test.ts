import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";
import { type ReadableInstall, readableInstall } from "../support/readable-install.ts";

const run = promisify(execFile);

describe.skipIf(!privileged)("with fewer rights", () => {
  let lab: NamespaceLab;
  let install: ReadableInstall;

  beforeAll(async () => {
    lab = new NamespaceLab("netns");
    await lab.cable("a:eth0", "b:eth0");
    install = await readableInstall({ child: "test/support/netns-child.ts" });
  });

  afterAll(async () => {
    install.remove();
    await lab.close();
  });

  const outcomes = async (...rights: string[]) => {
    const { stdout, stderr } = await run("setpriv", [...rights, process.execPath, install.script("child"), lab.prefix]);
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  };

  it("opens every namespace when it may", async () => {
    expect(await outcomes("--no-new-privs")).toEqual({ host: expect.any(Number), [lab.name("a")]: 2, [lab.name("b")]: 2 });
  });

  it("says for each namespace that it may not enter it, and works in its own", async () => {
    const refused = await outcomes("--bounding-set=-sys_admin");
    expect(refused).toEqual({ host: expect.any(Number), [lab.name("a")]: "setns EPERM", [lab.name("b")]: "setns EPERM" });
  });

  it("works in its own namespace without any capability", async () => {
    const refused = await outcomes("--reuid=65534", "--regid=65534", "--clear-groups");
    expect(refused).toMatchObject({ host: expect.any(Number), [lab.name("a")]: expect.stringMatching(/ (EPERM|EACCES)$/) });
  });
});

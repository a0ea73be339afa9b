import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commands } from "../../../src/cli/catalog/index.ts";
import { commandLoaders } from "../../../src/cli/command-loaders.ts";
import { runCommand } from "../../support/command-run.ts";

const folder = mkdtempSync(join(tmpdir(), "lldp-watch-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const output = async (...argv: string[]) => {
  const { code, out, err } = await runCommand(argv);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
};
const has = (program: string) => spawnSync(program, ["--version"]).error === undefined;

// The committed files are what this version prints. After a change of the table of commands: npx vitest run --project unit test/unit/cli/published -u
describe("committed files", () => {
  test.each([
    ["docs/reference/cli.md", ["reference", "markdown"]],
    ["man/lldp-watch.1", ["reference", "man1"]],
    ["man/lldp-watch.conf.5", ["reference", "man5"]],
    ["man/lldp-watch.8", ["reference", "man8"]],
    ["completions/lldp-watch.bash", ["completion", "bash"]],
    ["completions/_lldp-watch", ["completion", "zsh"]],
    ["completions/lldp-watch.fish", ["completion", "fish"]],
  ])("%s", async (file, argv) => {
    await expect(await output(...argv)).toMatchFileSnapshot(`../../../${file}`);
  });
});

describe("man pages", () => {
  test.skipIf(!has("mandoc"))("mandoc finds nothing to complain about", async () => {
    for (const form of ["man1", "man5", "man8"]) {
      const file = join(folder, form);
      writeFileSync(file, await output("reference", form));
      const { stdout, stderr } = spawnSync("mandoc", ["-T", "lint", "-W", "all", file], { encoding: "utf8" });
      // Whether other pages are installed is no fault of ours.
      const faults = `${stdout}${stderr}`.split("\n").filter((line) => line !== "" && !/referenced manual not found|mandoc\.db/.test(line));
      expect(faults).toEqual([]);
    }
  });
});

test("every command has its code, and no code is without a command", async () => {
  expect(Object.keys(commandLoaders).sort()).toEqual(commands.map((command) => command.name).sort());
  for (const load of Object.values(commandLoaders)) expect(typeof (await load()).run).toBe("function");
});

describe("help", () => {
  test.each(commands.map((command) => command.name))("%s has examples that name it, and a summary in one line", async (name) => {
    const text = await output(...name.split(" "), "--help");
    const spec = commands.find((command) => command.name === name);
    expect(text).toContain("Usage: lldp-watch");
    expect(spec?.examples.length).toBeGreaterThan(0);
    expect(spec?.summary.length).toBeLessThanOrEqual(80);
    if (name !== "live") expect(spec?.examples.every(({ command }) => command.includes(`lldp-watch ${name}`))).toBe(true);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  test("help COMMAND, COMMAND --help and -h are the same", async () => {
    const text = await output("neighbors", "--help");
    expect(await output("help", "neighbors")).toBe(text);
    expect(await output("neighbors", "-h")).toBe(text);
    expect(await output("help", "port", "set")).toBe(await output("port", "set", "--help"));
    expect(await output("port", "--help")).toContain("port set");
    expect(await output("--help")).toBe(await output("help"));
  });

  test("help of something unknown", async () => {
    expect((await runCommand(["help", "neighbrs"])).err).toBe('lldp-watch: unknown command "neighbrs"; did you mean neighbors?\n');
  });

  test("--version", async () => {
    expect(await output("--version")).toBe("lldp-watch 0.1.0\n");
  });
});

describe("completion", () => {
  test("bash offers commands, flags, values and what the daemon knows", async () => {
    const script = join(folder, "completion.bash");
    writeFileSync(script, await output("completion", "bash"));
    // Stands for the daemon: answers what the questions of the script ask.
    const program = join(folder, "lldp-watch");
    writeFileSync(
      program,
      '#!/bin/sh\ncase "$*" in namespaces*) echo net0; echo net1;; *interface*) echo eth0;; *) echo net0:eth0; echo net1:eth1;; esac\n',
      { mode: 0o755 },
    );
    const complete = (line: string) =>
      execFileSync(
        "bash",
        [
          "--norc",
          "-c",
          `source ${script}; COMP_LINE=$1; COMP_POINT=\${#1}; COMP_WORDS=(${program}); _lldp_watch; printf '%s\\n' "\${COMPREPLY[@]}"`,
          "-",
          line,
        ],
        { encoding: "utf8" },
      )
        .split("\n")
        .filter(Boolean);
    expect(complete("lldp-watch neigh")).toEqual(["neighbors"]);
    expect(complete("lldp-watch ")).toEqual(expect.arrayContaining(["ports", "wait", "--help"]));
    expect(complete("lldp-watch port ")).toEqual(["set", "--help"]);
    expect(complete("lldp-watch neighbors --for")).toEqual(["--format"]);
    expect(complete("lldp-watch neighbors --format ")).toEqual(["table", "json", "ndjson", "csv", "lldpcli-json"]);
    expect(complete("lldp-watch neighbors -n ")).toEqual(["net0", "net1"]);
    expect(complete("lldp-watch neighbors --interface e")).toEqual(["eth0"]);
    // bash has cut the word at the colon: only the part behind it is offered.
    expect(complete("lldp-watch explain net1:")).toEqual(["eth1"]);
    expect(complete("lldp-watch explain ")).toEqual(["net0:eth0", "net1:eth1"]);
    expect(complete("lldp-watch completion ")).toEqual(["bash", "zsh", "fish"]);
  });

  test.skipIf(!has("zsh"))("zsh takes the script", async () => {
    const script = join(folder, "_lldp-watch");
    writeFileSync(script, await output("completion", "zsh"));
    const loaded = `fpath=(${folder} $fpath); autoload -Uz compinit; compinit -u -d ${folder}/dump; print $_comps[lldp-watch]; source ${script}`;
    expect(execFileSync("zsh", ["-f", "-c", loaded], { encoding: "utf8" })).toBe("_lldp-watch\n");
  });

  test.skipIf(!has("fish"))("fish offers commands and flags", async () => {
    const script = join(folder, "completion.fish");
    writeFileSync(script, await output("completion", "fish"));
    const complete = (line: string) =>
      execFileSync("fish", ["--no-config", "-c", `source ${script}; complete -C '${line}'`], {
        encoding: "utf8",
        env: { ...process.env, HOME: folder },
      })
        .split("\n")
        .map((each) => each.split("\t", 1)[0])
        .filter(Boolean);
    expect(complete("lldp-watch neigh")).toEqual(["neighbors"]);
    expect(complete("lldp-watch port ")).toContain("set");
    expect(complete("lldp-watch neighbors --form")).toEqual(["--format"]);
    expect(complete("lldp-watch neighbors --format l")).toEqual(["lldpcli-json"]);
  });
});

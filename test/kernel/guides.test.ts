import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { privileged } from "../support/privilege.ts";

describe.skipIf(!privileged)("guides", () => {
  test("every command prints what the guide says, in each language", () => {
    const run = () => execFileSync(process.execPath, ["scripts/guides.mjs", "--check"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    let printed: string;
    try {
      printed = run();
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout);
    }
    expect(Number(/^(\d+) commands of 1 guide compared$/m.exec(printed)?.[1])).toBeGreaterThan(30);
  });
});

// npm run fuzz -- [--seconds N] [TARGET]: the readers of what comes from outside, fed for so long in all (60 s), guided by the code that inputs reach.
import { parseArgs } from "node:util";
import { say, script, status } from "./project/terminal.mjs";

await script(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: "string", default: "60" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) {
    say("usage: npm run fuzz -- [--seconds N] [TARGET]");
    return 2;
  }
  process.env.LLDP_WATCH_FUZZ_SECONDS = String(seconds);
  const only = positionals.length > 0 ? ["-t", positionals[0]] : [];
  return status("node_modules/.bin/vitest", ["run", "--project", "property", "test/property/fuzz.test.ts", ...only]);
});

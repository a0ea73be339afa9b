// npm run demo [-- --once]: set-up, the lab of examples/one-machine.clab.yml, the daemon on that lab's namespaces and nowhere else, the live table.
// With --once, or without a terminal, it prints the table, the verdicts and the address, takes everything down, and exits 0; 4 when something is missing.

import { withDemo } from "./project/demo-run.mjs";
import { Stop, script } from "./project/terminal.mjs";
import { setUp } from "./setup.mjs";

await script(async () => {
  const unknown = process.argv.slice(2).filter((argument) => argument !== "--once");
  if (unknown.length > 0) throw new Stop(`demo: unknown argument ${unknown[0]}; usage: npm run demo [-- --once]`, 2);
  await setUp();
  if (process.getuid?.() !== 0) throw new Stop("not root: the demo makes network namespaces. Run: sudo npm run demo", 4);
  return withDemo({ once: process.argv.includes("--once") || !process.stdout.isTTY || !process.stdin.isTTY });
});

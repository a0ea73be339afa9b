// npm run check: everything that can be said about the sources without running them on a kernel.
import { runChecks } from "./project/checks.mjs";
import { say, script } from "./project/terminal.mjs";

await script(async () => {
  const failed = await runChecks();
  if (failed.length > 0) say(`not ok: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
});

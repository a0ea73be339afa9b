/** Whether this process may make namespaces and raw sockets. Kernel tests are skipped without it; under CI=true that is a failure. */
export const privileged: boolean = process.getuid?.() === 0;

if (!privileged) {
  const reason = "not root: tests that need the kernel are skipped";
  if (process.env["CI"] === "true") throw new Error(`${reason}, and CI=true does not allow that`);
  console.warn(reason);
}

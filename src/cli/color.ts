/** Whether stdout gets color: `--color`, then FORCE_COLOR, NO_COLOR (any value that is not empty), TERM=dumb, then whether it is a terminal. */
export function wantsColor(argv: readonly string[], env: Readonly<Record<string, string | undefined>>, isTTY: boolean): boolean {
  const at = argv.findIndex((word) => word === "--color" || word.startsWith("--color="));
  const asked = at < 0 ? undefined : ((argv[at] as string).split("=", 2)[1] ?? argv[at + 1]);
  if (asked === "always") return true;
  if (asked === "never") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"]) return false;
  return isTTY && env["TERM"] !== "dumb";
}

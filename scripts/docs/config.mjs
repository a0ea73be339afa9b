// docs/reference/config.md, from the daemon's table of options.
import { bundled } from "../project/bundled.mjs";

/** The reference of the configuration. */
export async function files() {
  const { configReference } = await bundled("src/daemon/config/reference.ts");
  return [{ path: "docs/reference/config.md", text: configReference() }];
}

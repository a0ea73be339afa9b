import { chownSync } from "node:fs";
import { inject } from "vitest";
import { openDirect, openThroughHelper, type SocketOpener } from "../../src/native/index.ts";
import { kinHelper } from "./compiled.ts";
import { startHelper } from "./helper-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    mode?: "direct" | "helper";
  }
}

/** Who has the privilege in this run of the tests: the helper, as in the product, or the process itself (`--direct`). vitest.config.ts says it; the bench, which runs without vitest, is direct. */
export const mode: "direct" | "helper" = ("__vitest_worker__" in globalThis ? inject("mode") : undefined) ?? "direct";

/** The unprivileged user below the helper. */
export const serviceUser = 65534;

/** An opener of this run's mode; its `close()` ends the helper, too. */
export async function openInMode(): Promise<SocketOpener> {
  if (mode === "direct") return openDirect();
  const helper = await startHelper(kinHelper());
  const opener = await openThroughHelper(helper.channel());
  return {
    ...opener,
    close: async () => {
      await opener.close();
      await helper.stop();
    },
  };
}

/** Gives files to the user that the service runs as, so that it can read what only its owner may. */
export function lend(...paths: readonly string[]): void {
  if (mode === "helper") for (const path of paths) chownSync(path, serviceUser, serviceUser);
}

import { describe } from "vitest";
import { openDirect, openThroughHelper } from "../../src/native/index.ts";
import { startHelper } from "../support/helper-process.ts";
import { privileged } from "../support/privilege.ts";
import { socketOpenerSuite } from "../support/socket-opener.suite.ts";

describe.skipIf(!privileged)("on the kernel", () => {
  socketOpenerSuite("SocketOpener, direct", async () => ({ opener: await openDirect(), close: async () => {} }));

  socketOpenerSuite("SocketOpener, through the helper", async () => {
    const helper = await startHelper();
    return {
      opener: await openThroughHelper(helper.channel()),
      close: async () => {
        await helper.stop();
      },
    };
  });
});

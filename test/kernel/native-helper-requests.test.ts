import { spawnSync } from "node:child_process";
import { closeSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeRequest, type HelperReply, requestType } from "../../src/native/helper-messages.ts";
import { sanitizedHelper, unconfinedHelper } from "../support/compiled.ts";
import { builtHelper, startHelper } from "../support/helper-process.ts";
import { HelperRequests } from "../support/helper-requests.ts";
import { NamespaceLab } from "../support/namespace-lab.ts";
import { privileged } from "../support/privilege.ts";

const hasValgrind = spawnSync("valgrind", ["--version"]).status === 0;

/** How many descriptors the helper holds. A refusal is answered after the copy of the last reply's descriptor was closed. */
function settled(requests: HelperRequests, pid: number): number {
  requests.ask({ type: 99 });
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** A request with the right frame around arbitrary fields, so that most of the stream gets past the first checks. */
const plausible = fc.record({
  type: fc.oneof(fc.integer({ min: 0, max: 7 }), fc.nat(0xffffffff)),
  kind: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.nat(0xffffffff)),
  inode: fc.oneof(fc.constant(0), fc.constant(4_026_531_833), fc.nat(0xffffffff), fc.maxSafeNat()),
  ifindex: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.nat(0xffffffff)),
  receiveBuffer: fc.oneof(fc.constant(0), fc.constant(1 << 20), fc.nat(0xffffffff)),
  nsid: fc.oneof(fc.constant(0), fc.integer()),
  peers: fc.array(fc.oneof(fc.constant(4_026_531_833), fc.maxSafeNat()), { maxLength: 32 }),
  state: fc.oneof(fc.constant(new Uint8Array(0)), fc.uint8Array({ maxLength: 0 })),
});
const wild = fc.oneof(fc.uint8Array({ minLength: 8, maxLength: 400 }), fc.uint8Array({ minLength: 296, maxLength: 296 }));

describe.skipIf(!privileged)("the helper's request stream", () => {
  let lab: NamespaceLab;

  beforeAll(async () => {
    lab = new NamespaceLab("requests");
    await lab.namespace("one");
  });
  afterAll(() => lab.close());

  /** Sends what generators make; every message gets exactly one reply, and a proper question is answered afterwards. */
  const fuzz = (requests: HelperRequests, runs: number): void => {
    const answered = fc.property(plausible, (request) => {
      const id = requests.nextId;
      expect(requests.ask(request).id).toBe(id);
    });
    const refused = fc.property(wild, (octets) => {
      expect(requests.raw(octets).errno).not.toBe(0);
    });
    fc.assert(answered, { numRuns: runs });
    fc.assert(refused, { numRuns: runs });
    expect(requests.ask({ type: requestType.list }).errno).toBe(0);
  };

  /** Requests of every kind. Packet sockets only now and then: read(2) closes what comes along, an RCU grace period each. */
  const many = (requests: HelperRequests, rounds: number): void => {
    const own = 4_026_531_833;
    const kinds: ((round: number) => HelperReply)[] = [
      (round) =>
        round % 100 > 0
          ? requests.ask({ type: requestType.list, kind: 0 })
          : requests.ask({ type: requestType.open, kind: 1, inode: own, ifindex: 1 }),
      () => requests.ask({ type: requestType.namespaceId, inode: own, peers: [own] }),
      () => requests.ask({ type: requestType.findNamespace, inode: own, nsid: 0, peers: [own, own] }),
      () => requests.ask({ type: requestType.open, kind: 3, inode: own, receiveBuffer: 4096 }),
      () => requests.ask({ type: requestType.open, kind: 4, inode: own, receiveBuffer: 4096 }),
      () => requests.ask({ type: requestType.open, kind: 3, inode: 5, receiveBuffer: 4096 }),
      (round) => requests.raw(encodeRequest(round + 1_000_000, { type: requestType.open })),
    ];
    const refusals = kinds.length - 2;
    for (let round = 0; round < rounds; round += 1) {
      const at = round % kinds.length;
      expect([at, kinds[at]?.(round).errno !== 0]).toEqual([at, at >= refusals]);
    }
  };

  /** Starts it, does it, and ends it; the helper's log. Checks that it holds as many descriptors afterwards as before. */
  const during = async (program: string, before: readonly string[], act: (requests: HelperRequests) => void): Promise<string> => {
    const helper = await startHelper(program, before);
    try {
      const requests = new HelperRequests(helper.channel());
      expect(requests.ask({ type: requestType.list, kind: 1 }).errno).toBe(0);
      const descriptors = settled(requests, helper.pid);
      act(requests);
      expect(settled(requests, helper.pid)).toBe(descriptors);
      requests.close();
    } finally {
      await helper.stop();
    }
    expect(helper.child.exitCode).toBe(128 + 9);
    return helper.log();
  };

  it("answers each of 2,000 random messages and lives on, confined as in service", async () => {
    await during(builtHelper, [], (requests) => fuzz(requests, 1000));
  });

  it("survives fuzzing and 10,000 requests under AddressSanitizer, without a leak", async () => {
    const log = await during(sanitizedHelper(), ["env", "ASAN_OPTIONS=detect_leaks=1:exitcode=99"], (requests) => {
      many(requests, 10_000);
      fuzz(requests, 1000);
    });
    expect(log).not.toMatch(/AddressSanitizer|runtime error|LeakSanitizer/);
  }, 120_000);

  it.skipIf(!hasValgrind)(
    "answers 10,000 requests under valgrind, without a leak",
    async () => {
      // To a file: valgrind waits for who reads its standard error, and this test does not while it asks.
      const report = join(tmpdir(), `lldp-watch-valgrind-${process.pid}`);
      const words = ["valgrind", "--leak-check=full", "--errors-for-leak-kinds=definite,possible", "--error-exitcode=99", `--log-file=${report}`];
      await during(unconfinedHelper(), words, (requests) => many(requests, 10_000));
      const text = readFileSync(report, "utf8");
      rmSync(report);
      expect(text).toMatch(/ERROR SUMMARY: 0 errors/);
    },
    180_000,
  );

  it("does not wait for a node that reads no replies", async () => {
    const helper = await startHelper();
    const channel = helper.channel();
    // 120 replies with a descriptor each stay unread; the helper stops reading before its own sending would block.
    for (let id = 1; id <= 120; id += 1) writeSync(channel, encodeRequest(id, { type: requestType.list }));
    process.kill(helper.pid, "SIGTERM");
    await expect.poll(() => readFileSync(`/proc/${helper.pid}/wchan`, "latin1"), { timeout: 5000 }).toMatch(/poll/);
    closeSync(channel);
    expect(await helper.stop()).toBe(128 + 9);
  });
});

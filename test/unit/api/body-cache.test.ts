import { expect, test } from "vitest";
import { Body } from "../../../src/api/body.ts";
import { BodyCache } from "../../../src/api/body-cache.ts";

const body = (octets: number) => new Body("text/plain", "x".repeat(octets));

test("keeps a body while version and age allow", () => {
  let now = 0;
  const cache = new BodyCache(() => now);
  let made = 0;
  const get = (key: string, version: string, maxAge?: number) => {
    const build = () => {
      made++;
      return body(1);
    };
    cache.get(key, version, build, maxAge);
    return made;
  };
  expect([get("a", "1"), get("a", "1"), get("b", "1"), get("a", "1")]).toEqual([1, 1, 2, 2]);
  expect([get("a", "2"), get("a", "2")]).toEqual([3, 3]);
  expect([get("live", "2", 1000), get("live", "2", 1000)]).toEqual([4, 4]);
  now = 1000;
  expect([get("live", "2", 1000), get("a", "2")]).toEqual([5, 5]);
});

test("stays within its octets; the least recently used go first; what is too big is served all the same", () => {
  const cache = new BodyCache(() => 0, 10_000);
  const made: string[] = [];
  const get = (key: string, octets: number) =>
    cache.get(key, "1", () => {
      made.push(key);
      return body(octets);
    });
  get("a", 2000);
  get("b", 2000);
  get("a", 2000);
  get("c", 2000);
  get("a", 2000);
  get("b", 2000);
  expect(made).toEqual(["a", "b", "c", "b"]);
  expect(get("huge", 50_000).identity.length).toBe(50_000);
  get("huge", 50_000);
  expect(made.filter((key) => key === "huge").length).toBe(2);
});

test("an encoding is made once, also for who asks while it is being made; small bodies are sent as they are", async () => {
  const large = body(5000);
  const [first, second] = [large.in("gzip"), large.in("gzip")];
  expect(first).toBe(second);
  expect(await first).toBe(large.in("gzip"));
  expect([body(10).encodingFor("gzip"), large.encodingFor("gzip"), large.encodingFor("identity")]).toEqual(["identity", "gzip", "identity"]);
});

import { describe, expect, it } from "vitest";
import { readNamespaceRecords } from "../../../src/native/namespace-records.ts";

const number = (value: number, octets: number): number[] => Array.from({ length: octets }, (_, index) => Math.floor(value / 256 ** index) % 256);
const text = (value: string): number[] => [...number(new TextEncoder().encode(value).length, 2), ...new TextEncoder().encode(value)];
const own = (inode: number): number[] => [1, ...number(inode, 8)];
const name = (inode: number, value: string): number[] => [2, ...number(inode, 8), ...text(value)];
const holder = (inode: number, by: number, pid: number, startTime = 7): number[] => [
  3,
  ...number(inode, 8),
  by,
  ...number(pid, 4),
  ...number(startTime, 8),
  ...text("sleep"),
  ...text("0::/a"),
];
const fault = (file: string, call: string, errno: number): number[] => [4, ...text(file), ...text(call), ...number(errno, 4)];
const read = (...records: number[][]) => readNamespaceRecords(new Uint8Array(records.flat()));

describe("a listing", () => {
  it("gathers names and holders by inode, tasks first, lowest pid first", () => {
    const list = read(
      own(100),
      name(4_026_532_000, "b"),
      name(4_026_532_000, "a"),
      holder(4_026_532_000, 1, 3),
      holder(4_026_532_000, 0, 9),
      holder(4_026_532_000, 0, 5),
    );
    expect(list.own).toBe(100);
    expect(list.namespaces[0]).toEqual({ inode: 100, names: [], holders: [] });
    expect(list.namespaces[1]?.names).toEqual(["a", "b"]);
    expect(list.namespaces[1]?.holders.map(({ pid, by }) => [pid, by])).toEqual([
      [5, "task"],
      [9, "task"],
      [3, "descriptor"],
    ]);
    expect(list.namespaces[1]?.holders[0]).toMatchObject({ startTime: 7, command: "sleep", cgroup: "0::/a" });
  });

  it("keeps 16 holders and leaves out those that had ended", () => {
    const many = Array.from({ length: 20 }, (_, index) => holder(200, 0, index + 1));
    expect(read(own(100), ...many).namespaces[1]?.holders).toHaveLength(16);
    expect(read(own(100), holder(200, 0, 5, 0)).namespaces.map(({ inode }) => inode)).toEqual([100]);
  });

  it("tells of names that are no namespace, also when they are no UTF-8", () => {
    const { faults } = read(own(100), fault("x", "setns", 22));
    expect(faults[0]).toMatchObject({ name: "x", error: { syscall: "setns", code: "EINVAL", where: "/run/netns/x" } });
    const broken = [2, ...number(200, 8), ...number(1, 2), 0xff];
    expect(read(own(100), broken).namespaces[1]?.names).toEqual(["\ufffd"]);
  });
});

import { describe, expect, it } from "vitest";
import { cgroupOwner } from "../../../src/netns/cgroup-owner.ts";

const id = "0123456789abcdef".repeat(4);
const other = "fedcba9876543210".repeat(4);
const container = (name: string) => ({ kind: "container", id: name });
const unit = (name: string) => ({ kind: "unit", name });

describe("cgroupOwner", () => {
  it.each([
    ["docker, cgroupfs", `0::/docker/${id}`, container(id)],
    ["docker, systemd", `0::/system.slice/docker-${id}.scope`, container(id)],
    ["docker, cgroup v1", `12:memory:/docker/${id}\n1:name=systemd:/docker/${id}`, container(id)],
    ["docker in docker", `0::/docker/${other}/docker/${id}`, container(id)],
    ["Kubernetes with containerd", `0::/kubepods.slice/kubepods-burstable.slice/kubepods-pod7.slice/cri-containerd-${id}.scope`, container(id)],
    ["Kubernetes, cgroupfs", `0::/kubepods/besteffort/pod-7/${id}`, container(id)],
    ["CRI-O", `0::/kubepods.slice/crio-${id}.scope`, container(id)],
    ["podman", `0::/machine.slice/libpod-${id}.scope/container`, container(id)],
    ["podman without root", `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope`, container(id)],
    ["LXC", "0::/lxc.payload.web-1/init.scope", container("web-1")],
    ["LXC, cgroup v1", "4:memory:/lxc/web-1\n1:name=systemd:/lxc/web-1", container("web-1")],
    ["LXC with the payload folder", "0::/lxc.payload/web-1", container("web-1")],
    ["systemd-nspawn", "0::/machine.slice/systemd-nspawn@web\\x2d1.service/payload", container("web-1")],
    ["a machine", "0::/machine.slice/machine-vm7.scope", container("vm7")],
    ["a unit", "0::/system.slice/unbound.service", unit("unbound.service")],
    ["a unit with an instance", "0::/system.slice/system-openvpn.slice/openvpn@office\\x2dvpn.service", unit("openvpn@office-vpn.service")],
    ["relative to a cgroup namespace", `0::/../../docker/${id}`, container(id)],
    ["the path alone", `/docker/${id}`, container(id)],
    ["a session", "0::/user.slice/user-0.slice/session-3.scope", null],
    ["a user's manager", "0::/user.slice/user-1000.slice/user@1000.service", null],
    ["nobody", "0::/", null],
    ["nothing", "", null],
    ["an id that is too short", "0::/docker/0123456789ab", null],
  ])("%s", (_, text, owner) => {
    expect(cgroupOwner(text)).toEqual(owner);
  });
});

/* For tests: enters the helper's sandbox and prints what became of calls that it allows and of some that it does not. */
#include "helper/helper.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *what, long result) {
  char line[128];
  const int length = snprintf(line, sizeof line, "%s: %s\n", what, result < 0 ? strerror(errno) : "allowed");
  if (write(STDOUT_FILENO, line, (size_t)length) < 0) _exit(1);
}

int main(void) {
  char *const none[] = {NULL};
  union bpf_attr attributes = {0};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return 1;
  enter_sandbox();
  tell("read a file", open("/proc/self/stat", O_RDONLY | O_CLOEXEC));
  tell("netlink socket", socket(AF_NETLINK, SOCK_RAW, 0));
  tell("write a file", open("/dev/null", O_WRONLY));
  tell("make a file", open("/tmp/lldp-watch-sandbox-probe", O_RDONLY | O_CREAT, 0600));
  tell("run a program", execve("/bin/true", none, none));
  tell("TCP socket", socket(AF_INET, SOCK_STREAM, 0));
  tell("look into a process", ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
  tell("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
  tell("executable memory", mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  tell("fork", fork());
  tell("user namespace", unshare(CLONE_NEWUSER));
  tell("load a program into the kernel", syscall(SYS_bpf, BPF_PROG_LOAD, &attributes, sizeof attributes));
  return 0;
}

#include "helper/helper.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/nsfs.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the list of system calls is known for x86_64 and aarch64"
#endif

/* System calls with a rule on one argument: it must be one of the values (or lack every bit of it). */
struct rule {
  int call;
  unsigned argument;
  uint32_t values[4];
  unsigned count;
  int lacks;
};

static const struct rule rules[] = {
    {SYS_socket, 0, {AF_PACKET, AF_NETLINK, AF_UNIX}, 3, 0},
    {SYS_setsockopt, 1, {SOL_SOCKET, 263 /* SOL_PACKET */, 270 /* SOL_NETLINK */}, 3, 0},
    {SYS_setns, 1, {CLONE_NEWNET}, 1, 0},
    {SYS_ioctl, 1, {SIOCGSKNS, NS_GET_NSTYPE}, 2, 0},
    {SYS_openat, 2, {O_WRONLY | O_RDWR | O_CREAT | O_TRUNC}, 1, 1},
    {SYS_mmap, 2, {PROT_EXEC}, 1, 1},
    {SYS_mprotect, 2, {PROT_EXEC}, 1, 1},
};

/* Requests, listing, replies, log, the end of the service and our own. Nothing runs a program, writes a file or looks into a process. */
static const int allowed[] = {
    SYS_read, SYS_write, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_fstatfs, SYS_lseek, SYS_getdents64, SYS_readlinkat,
    SYS_fcntl, SYS_bind, SYS_sendto, SYS_sendmsg, SYS_recvfrom, SYS_recvmsg, SYS_getsockname, SYS_memfd_create, SYS_pidfd_open, SYS_pidfd_getfd,
    SYS_ppoll, SYS_wait4, SYS_kill, SYS_unlinkat, SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_getrandom, SYS_clock_gettime,
    SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_restart_syscall, SYS_exit, SYS_exit_group, SYS_setitimer, SYS_getpid,
#if defined(__x86_64__)
    SYS_poll, SYS_alarm, SYS_unlink, SYS_readlink, SYS_stat, SYS_lstat,
#endif
};

enum { PROGRAM_MAX = 256 };

struct program {
  struct sock_filter code[PROGRAM_MAX];
  unsigned short length;
};

static void add(struct program *program, struct sock_filter instruction) {
  if (program->length == PROGRAM_MAX) stop(EXIT_REFUSED, "the sandbox is too long");
  program->code[program->length++] = instruction;
}

/* If the call is the rule's: looks at the low half of the argument and decides; the upper half of these is ignored by the kernel, too. */
static void add_rule(struct program *program, const struct rule *rule) {
  const unsigned after = rule->count + 3;
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)rule->call, 0, (uint8_t)after));
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(offsetof(struct seccomp_data, args) + 8 * rule->argument)));
  const uint16_t test = rule->lacks ? BPF_JSET : BPF_JEQ;
  for (unsigned i = 0; i < rule->count; i++) {
    const uint8_t to_allow = (uint8_t)(rule->count - i), to_refuse = (uint8_t)(rule->count - i - 1);
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | test | BPF_K, rule->values[i], rule->lacks ? to_refuse : to_allow, rule->lacks ? to_allow : 0));
  }
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

/* Another architecture's numbers mean other calls: that is an attack, not a mistake. x32 shares ours with a bit set and is not in the list. */
static void build(struct program *program) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0));
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) add_rule(program, &rules[i]);
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)allowed[i], 0, 1));
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  }
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
}

void enter_sandbox(void) {
#ifndef LLDP_WATCH_SANITIZED
  struct program program = {.length = 0};
  build(&program);
  const struct sock_fprog filter = {.len = program.length, .filter = program.code};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) < 0) stop(EXIT_REFUSED, "seccomp: %s", strerror(errno));
#else
  (void)build; /* the sanitizer's run-time needs calls of its own */
#endif
}

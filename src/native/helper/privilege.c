#include "helper/helper.h"

#include <grp.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * NET_RAW opens packet sockets, SYS_ADMIN enters namespaces, NET_ADMIN forces receive buffers and gives nsids, SYS_PTRACE looks at
 * /proc/PID/ns and the descriptors of other users, DAC_READ_SEARCH reaches names in folders that are closed to others.
 */
static const unsigned needed[] = {CAP_NET_RAW, CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_SYS_PTRACE, CAP_DAC_READ_SEARCH};
enum { NEEDED_COUNT = sizeof needed / sizeof needed[0], LAST_POSSIBLE = 63 };

static int is_needed(unsigned capability) {
  for (size_t i = 0; i < NEEDED_COUNT; i++)
    if (needed[i] == capability) return 1;
  return 0;
}

static void read_sets(struct __user_cap_data_struct *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  if (syscall(SYS_capget, &header, sets) < 0) stop(EXIT_REFUSED, "capget: %s", strerror(errno));
}

static void write_sets(const struct __user_cap_data_struct *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  if (syscall(SYS_capset, &header, sets) < 0) stop(EXIT_REFUSED, "capset: %s", strerror(errno));
}

/* Without CAP_SETPCAP (a unit that gives less) the bounding set stays as the service manager made it. */
static void limit_bounding_set(int keep_needed) {
  for (unsigned capability = 0; capability <= LAST_POSSIBLE; capability++)
    if (!keep_needed || !is_needed(capability)) (void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

static void no_way_back(void) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL) stop(EXIT_REFUSED, "ambient set: %s", strerror(errno));
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) stop(EXIT_REFUSED, "no_new_privs: %s", strerror(errno));
}

static const char *name_of(unsigned capability) {
  if (capability == CAP_NET_RAW) return "CAP_NET_RAW";
  if (capability == CAP_SYS_ADMIN) return "CAP_SYS_ADMIN";
  if (capability == CAP_NET_ADMIN) return "CAP_NET_ADMIN";
  return capability == CAP_SYS_PTRACE ? "CAP_SYS_PTRACE" : "CAP_DAC_READ_SEARCH";
}

/*
 * The effective user stays what it was (files of root are read with DAC_READ_SEARCH anyway); the real one becomes that of the
 * service, or the kernel would refuse our SIGKILL and the parent-death signal to it: CAP_KILL is not kept (kill(2)).
 */
void keep_needed_capabilities(struct account account) {
  struct __user_cap_data_struct sets[2], kept[2] = {{0}};
  limit_bounding_set(1);
  if (geteuid() == 0) {
    if (setgroups(0, NULL) < 0) stop(EXIT_REFUSED, "setgroups: %s", strerror(errno));
    if (setresuid(account.uid, (uid_t)-1, (uid_t)-1) < 0) stop(EXIT_REFUSED, "setresuid: %s", strerror(errno));
  }
  read_sets(sets);
  for (size_t i = 0; i < NEEDED_COUNT; i++) {
    const unsigned bit = 1u << (needed[i] % 32), word = needed[i] / 32;
    if (!(sets[word].permitted & bit)) say("started without %s: what needs it will fail", name_of(needed[i]));
    kept[word].permitted |= sets[word].permitted & bit;
  }
  kept[0].effective = kept[0].permitted;
  kept[1].effective = kept[1].permitted;
  write_sets(kept);
  no_way_back();
  /* Same real user, but no look into our memory for it. */
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) stop(EXIT_REFUSED, "dumpable: %s", strerror(errno));
}

void become_unprivileged(struct account account) {
  static const struct __user_cap_data_struct nothing[2] = {{0}};
  limit_bounding_set(0);
  if (geteuid() == 0) {
    if (setgroups(0, NULL) < 0) stop(EXIT_REFUSED, "setgroups: %s", strerror(errno));
    if (setresgid(account.gid, account.gid, account.gid) < 0) stop(EXIT_REFUSED, "setresgid: %s", strerror(errno));
    if (setresuid(account.uid, account.uid, account.uid) < 0) stop(EXIT_REFUSED, "setresuid: %s", strerror(errno));
  }
  write_sets(nothing);
  no_way_back();
}

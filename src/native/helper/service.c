#include "helper/helper.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The shortest prefix of `path` that we cannot use, or NULL. Called as the unprivileged user. */
static const char *blocked_part(const char *path, char *prefix, size_t size) {
  if (snprintf(prefix, size, "%s", path) >= (int)size) return path;
  for (char *slash = strchr(prefix + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (access(prefix, X_OK) < 0) return prefix;
    *slash = '/';
  }
  return access(prefix, R_OK) < 0 ? prefix : NULL;
}

static void check_needs(const struct options *options, struct account account) {
  char prefix[4096];
  for (size_t i = 0; i < options->need_count; i++) {
    const char *blocked = blocked_part(options->needs[i], prefix, sizeof prefix);
    if (blocked != NULL)
      stop(EXIT_REFUSED, "user %u (%s) cannot read %s: %s; move the files, choose another --user, or run with --direct", account.uid, account.why,
           blocked, strerror(errno));
  }
}

static void pass_on(int fd, const char *name) {
  char number[16];
  unsetenv(name);
  if (fd < 0) return;
  if (fcntl(fd, F_SETFD, 0) < 0) stop(EXIT_REFUSED, "fcntl: %s", strerror(errno));
  snprintf(number, sizeof number, "%d", fd);
  if (setenv(name, number, 1) < 0) stop(EXIT_REFUSED, "setenv: %s", strerror(errno));
}

static _Noreturn void run(const struct options *options, struct account account, int channel, int api, pid_t parent) {
  sigset_t none;
  sigemptyset(&none);
  become_unprivileged(account);
  /* After the change of user, which clears it. The parent may have died before: then nobody would tell us. */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || getppid() != parent) stop(EXIT_REFUSED, "the helper is gone");
  check_needs(options, account);
  pass_on(channel, "LLDP_WATCH_HELPER_FD");
  pass_on(api, "LLDP_WATCH_API_FD");
  unsetenv("NOTIFY_SOCKET");
  signal(SIGPIPE, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvp(options->command[0], options->command);
  stop(errno == ENOENT ? 127 : 126, "%s: %s", options->command[0], strerror(errno));
}

pid_t start_service(const struct options *options, struct account account, int channel, int api) {
  const pid_t parent = getpid();
  const pid_t service = fork();
  if (service < 0) stop(EXIT_REFUSED, "fork: %s", strerror(errno));
  if (service == 0) run(options, account, channel, api, parent);
  return service;
}

#include "addon/addon.h"

#include "kernel/notify.h"

#include <fcntl.h>
#include <linux/if_packet.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static napi_value number(napi_env env, double value) {
  napi_value result;
  CHECK(env, napi_create_double(env, value, &result));
  return result;
}

/* Tokens are never negative: below zero stands the errno. */
static napi_value token_or_errno(napi_env env, struct reactor *reactor, enum source_kind kind, int fd) {
  struct failure failure = {0};
  double token;
  if (fd < 0) return number(env, -errno);
  if (source_add(reactor, kind, fd, &token, &failure) == 0) return number(env, token);
  close(fd);
  return number(env, -failure.number);
}

/* adopt(reactor, kind, descriptor): the reactor owns the descriptor from now on, also when it refuses. */
napi_value call_adopt(napi_env env, napi_callback_info info) {
  napi_value values[3];
  struct reactor *reactor;
  double kind, fd;
  if (arguments_of(env, info, 3, values, &reactor) < 0 || number_of(env, values[1], &kind) < 0 || number_of(env, values[2], &fd) < 0) return NULL;
  return token_or_errno(env, reactor, (enum source_kind)kind, (int)fd);
}

/* send(reactor, token, octets): 0 or the errno. */
napi_value call_send(napi_env env, napi_callback_info info) {
  napi_value values[3];
  struct reactor *reactor;
  double token;
  void *octets;
  size_t length;
  if (arguments_of(env, info, 3, values, &reactor) < 0 || number_of(env, values[1], &token) < 0) return NULL;
  napi_typedarray_type type;
  CHECK(env, napi_get_typedarray_info(env, values[2], &type, &length, &octets, NULL, NULL));
  if (type != napi_uint8_array) return number(env, EINVAL);
  const struct source *source = source_of(reactor, token);
  if (source == NULL) return number(env, EBADF);
  ssize_t sent;
  do sent = send(source->fd, octets, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return number(env, sent < 0 ? errno : 0);
}

/* statistics(reactor, token, pair: Uint32Array): adds [frames queued, frames dropped] since the last call; 0 or the errno. */
napi_value call_statistics(napi_env env, napi_callback_info info) {
  napi_value values[3];
  struct reactor *reactor;
  double token;
  if (arguments_of(env, info, 3, values, &reactor) < 0 || number_of(env, values[1], &token) < 0) return NULL;
  uint32_t *pair;
  size_t length;
  napi_typedarray_type type;
  CHECK(env, napi_get_typedarray_info(env, values[2], &type, &length, (void **)&pair, NULL, NULL));
  const struct source *source = source_of(reactor, token);
  if (source == NULL) return number(env, EBADF);
  if (type != napi_uint32_array || length < 2) return number(env, EINVAL);
  struct tpacket_stats statistics;
  socklen_t size = sizeof statistics;
  if (getsockopt(source->fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) < 0) return number(env, errno);
  /* The kernel counts a dropped frame among the packets as well. */
  pair[0] = statistics.tp_packets - statistics.tp_drops;
  pair[1] = statistics.tp_drops;
  return number(env, 0);
}

/* watchNames(reactor, mounts): what tells of names (0: inotify on the directories) and of mounts on them (1). */
napi_value call_watch_names(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct reactor *reactor;
  double mounts;
  if (arguments_of(env, info, 2, values, &reactor) < 0 || number_of(env, values[1], &mounts) < 0) return NULL;
  if (mounts != 0) return token_or_errno(env, reactor, SOURCE_MOUNTS, open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
  const int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (fd < 0) return number(env, -errno);
  const uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR;
  /* Without the directory, its birth is what we wait for; the caller watches anew after it. */
  if (inotify_add_watch(fd, "/run/netns", changes) < 0 && inotify_add_watch(fd, "/run", IN_CREATE | IN_MOVED_TO | IN_ONLYDIR) < 0) {
    const int error = errno;
    close(fd);
    return number(env, -error);
  }
  return token_or_errno(env, reactor, SOURCE_NAMES, fd);
}

/* watchProcess(reactor, pid): a token, or the negative errno (ESRCH: gone already). */
napi_value call_watch_process(napi_env env, napi_callback_info info) {
  napi_value values[2];
  struct reactor *reactor;
  double pid;
  if (arguments_of(env, info, 2, values, &reactor) < 0 || number_of(env, values[1], &pid) < 0) return NULL;
  return token_or_errno(env, reactor, SOURCE_PROCESS, (int)syscall(SYS_pidfd_open, (pid_t)pid, 0));
}

/* notify(address, state): 1 sent, 0 no address, below zero the errno. */
napi_value call_notify(napi_env env, napi_callback_info info) {
  napi_value values[2];
  char address[128], state[512];
  size_t lengths[2];
  struct failure failure = {0};
  if (arguments_of(env, info, 2, values, NULL) < 0) return NULL;
  CHECK(env, napi_get_value_string_utf8(env, values[0], address, sizeof address, &lengths[0]));
  CHECK(env, napi_get_value_string_utf8(env, values[1], state, sizeof state, &lengths[1]));
  const int result = notify_service(address, state, lengths[1], &failure);
  return number(env, result < 0 ? -failure.number : result);
}

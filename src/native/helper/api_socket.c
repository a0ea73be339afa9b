#include "helper/helper.h"

#include <libgen.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128 };

/* Left behind by a helper that was killed: nobody answers on it. */
static void remove_stale(const struct sockaddr_un *address) {
  struct stat status;
  if (lstat(address->sun_path, &status) < 0) return;
  if (!S_ISSOCK(status.st_mode)) stop(EXIT_REFUSED, "%s is in the way: not a socket", address->sun_path);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0 && (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 || errno != ECONNREFUSED))
    stop(EXIT_REFUSED, "%s: another lldp-watch answers there", address->sun_path);
  close(fd);
  unlink(address->sun_path);
}

static void make_parent(const char *path) {
  char copy[sizeof((struct sockaddr_un *)0)->sun_path];
  strcpy(copy, path);
  const char *parent = dirname(copy);
  if (mkdir(parent, 0755) < 0 && errno != EEXIST) stop(EXIT_REFUSED, "%s: %s", parent, strerror(errno));
}

/* 0660 from its first moment, then given to the account: whoever is in its group may use the API. */
int bind_api_socket(const char *path, struct account account) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (path[0] != '/' || strlen(path) >= sizeof address.sun_path) stop(EXIT_USAGE_ERROR, "--socket %s: an absolute path of at most 107 octets", path);
  strcpy(address.sun_path, path);
  make_parent(path);
  remove_stale(&address);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  const mode_t before = umask(0117);
  if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) < 0) stop(EXIT_REFUSED, "%s: %s", path, strerror(errno));
  umask(before);
  if (geteuid() == 0 && lchown(path, account.uid, account.gid) < 0) stop(EXIT_REFUSED, "%s: %s", path, strerror(errno));
  if (listen(fd, BACKLOG) < 0) stop(EXIT_REFUSED, "%s: %s", path, strerror(errno));
  return fd;
}

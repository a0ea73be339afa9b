#include "kernel/notify.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int notify_service(const char *address, const char *state, size_t length, struct failure *failure) {
  struct sockaddr_un target = {.sun_family = AF_UNIX};
  if (address == NULL || address[0] == '\0') return 0;
  const size_t size = strlen(address);
  if ((address[0] != '/' && address[0] != '@') || size >= sizeof target.sun_path) {
    errno = EINVAL;
    return failed(failure, "NOTIFY_SOCKET");
  }
  memcpy(target.sun_path, address, size);
  if (address[0] == '@') target.sun_path[0] = '\0'; /* abstract: named by its length, not by a closing zero (unix(7)) */
  const socklen_t target_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size);
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed(failure, "socket");
  const ssize_t sent = sendto(fd, state, length, MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&target, target_length);
  if (sent < 0) failed(failure, "sendto");
  close(fd);
  return sent < 0 ? -1 : 1;
}

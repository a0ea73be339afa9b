#include "kernel/locators.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/nsfs.h>
#include <linux/sockios.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int locators_add(struct locators *locators, struct locator locator) {
  if (locators->count == locators->capacity) {
    const size_t capacity = locators->capacity * 2 + 64;
    struct locator *grown = realloc(locators->items, capacity * sizeof *grown);
    if (grown == NULL) {
      free(locator.name);
      return -1;
    }
    locators->items = grown;
    locators->capacity = capacity;
  }
  locators->items[locators->count++] = locator;
  return 0;
}

void locators_clear(struct locators *locators) {
  for (size_t i = 0; i < locators->count; i++) free(locators->items[i].name);
  free(locators->items);
  *locators = (struct locators){0};
}

uint64_t namespace_inode(int fd) {
  struct statfs filesystem;
  struct stat status;
  if (fstatfs(fd, &filesystem) < 0 || filesystem.f_type != NSFS_MAGIC) return 0;
  if (ioctl(fd, NS_GET_NSTYPE) != CLONE_NEWNET) return 0;
  return fstat(fd, &status) < 0 ? 0 : status.st_ino;
}

int namespace_of_socket(int process, int number) {
  const int copy = (int)syscall(SYS_pidfd_getfd, process, number, 0);
  if (copy < 0) return -1;
  const int namespace = ioctl(copy, SIOCGSKNS);
  close(copy);
  return namespace;
}

static int open_by_socket(const struct locator *locator, struct failure *failure) {
  const int process = (int)syscall(SYS_pidfd_open, locator->pid, 0);
  if (process < 0) return failed(failure, "pidfd_open");
  const int namespace = namespace_of_socket(process, locator->number);
  if (namespace < 0) failed(failure, "SIOCGSKNS");
  close(process);
  return namespace;
}

static int open_by_path(const struct locator *locator, struct failure *failure) {
  char path[PATH_MAX];
  if (locator->kind == BY_NAME) snprintf(path, sizeof path, "/run/netns/%s", locator->name);
  else if (locator->kind == BY_TASK) snprintf(path, sizeof path, "/proc/%d/task/%d/ns/net", locator->pid, locator->number);
  else snprintf(path, sizeof path, "/proc/%d/fd/%d", locator->pid, locator->number);
  /* O_NONBLOCK: what a descriptor of another process leads to may have become a FIFO since it was listed. */
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  return fd < 0 ? failed(failure, "open") : fd;
}

int locator_open(const struct locator *locator, struct failure *failure) {
  const int fd = locator->kind == BY_SOCKET ? open_by_socket(locator, failure) : open_by_path(locator, failure);
  if (fd < 0 || namespace_inode(fd) == locator->inode) return fd;
  close(fd);
  errno = ESTALE;
  return failed(failure, "open");
}

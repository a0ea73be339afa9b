#include "kernel/kernel.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* A namespace needs no more than these to be found and watched; asking a socket where it lives costs four system calls. */
enum { HOLDERS_MAX = 16, SOCKETS_PER_PROCESS = 256, SOCKETS_MAX = 8192, TEXT_MAX = 4096 };

struct holder_count {
  uint64_t inode;
  unsigned tasks;
  unsigned descriptors;
  pid_t last;
};

struct scan {
  struct kernel *kernel;
  struct locators *found;
  struct holder_count *counts;
  size_t count;
  unsigned sockets_left;
  pid_t pid;
  dev_t nsfs;    /* the file system of namespaces */
  uint64_t home; /* of the process that is being looked at */
};

static struct holder_count *count_of(struct scan *scan, uint64_t inode) {
  for (size_t i = 0; i < scan->count; i++)
    if (scan->counts[i].inode == inode) return &scan->counts[i];
  struct holder_count *grown = realloc(scan->counts, (scan->count + 1) * sizeof *grown);
  if (grown == NULL) return NULL;
  scan->counts = grown;
  grown[scan->count] = (struct holder_count){.inode = inode};
  return &grown[scan->count++];
}

/* Once per process and namespace: whoever lives in it is no further holder by a descriptor. */
static void note(struct scan *scan, uint64_t inode, enum locator_kind kind, int number) {
  struct holder_count *count = count_of(scan, inode);
  if (count == NULL || count->last == scan->pid) return;
  unsigned *kept = kind == BY_TASK ? &count->tasks : &count->descriptors;
  if (*kept >= HOLDERS_MAX) return;
  const struct locator locator = {.inode = inode, .kind = kind, .pid = scan->pid, .number = number};
  if (locators_add(scan->found, locator) < 0) return;
  count->last = scan->pid;
  (*kept)++;
}

static void scan_threads(struct scan *scan, int process) {
  struct stat status;
  const int tasks = openat(process, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *directory = tasks < 0 ? NULL : fdopendir(tasks);
  if (directory == NULL) {
    if (tasks >= 0) close(tasks);
    return;
  }
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    char path[NAME_MAX + 16];
    snprintf(path, sizeof path, "%s/ns/net", entry->d_name);
    if (isdigit((unsigned char)entry->d_name[0]) && fstatat(tasks, path, &status, 0) == 0) note(scan, status.st_ino, BY_TASK, atoi(entry->d_name));
  }
  closedir(directory);
}

static void note_socket(struct scan *scan, int *process, unsigned *left, int number) {
  if (*left == 0 || scan->sockets_left == 0) return;
  (*left)--;
  scan->sockets_left--;
  if (*process < 0) *process = (int)syscall(SYS_pidfd_open, scan->pid, 0);
  const int namespace = *process < 0 ? -1 : namespace_of_socket(*process, number);
  if (namespace < 0) return;
  const uint64_t inode = namespace_inode(namespace);
  close(namespace);
  if (inode != 0 && inode != scan->home) note(scan, inode, BY_SOCKET, number);
}

/*
 * The network namespace that a descriptor holds, or 0. Its name does not tell (it is that of the mount it was opened by), so its file
 * system does: asked without a round trip to any server, which may be dead (statx(2), AT_STATX_DONT_SYNC).
 */
static uint64_t namespace_held(const struct scan *scan, int descriptors, const char *number) {
  struct statx status;
  if (statx(descriptors, number, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_INO, &status) < 0) return 0;
  if (makedev(status.stx_dev_major, status.stx_dev_minor) != scan->nsfs) return 0;
  const int fd = openat(descriptors, number, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const uint64_t inode = fd < 0 ? 0 : namespace_inode(fd);
  if (fd >= 0) close(fd);
  return inode;
}

static void scan_descriptors(struct scan *scan, int process) {
  const int descriptors = openat(process, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *directory = descriptors < 0 ? NULL : fdopendir(descriptors);
  if (directory == NULL) {
    if (descriptors >= 0) close(descriptors);
    return;
  }
  int pidfd = -1;
  unsigned sockets = SOCKETS_PER_PROCESS;
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    char target[16];
    const ssize_t length = readlinkat(descriptors, entry->d_name, target, sizeof target);
    if (length >= 8 && memcmp(target, "socket:[", 8) == 0) note_socket(scan, &pidfd, &sockets, atoi(entry->d_name));
    else if (length >= 1 && (target[0] == '/' || target[0] == 'n')) { /* a path (`/` alone when unmounted), or `net:[...]` */
      const uint64_t inode = namespace_held(scan, descriptors, entry->d_name);
      if (inode != 0) note(scan, inode, BY_DESCRIPTOR, atoi(entry->d_name));
    }
  }
  if (pidfd >= 0) close(pidfd);
  closedir(directory);
}

/* procfs lists processes by ascending id, so the lowest of them are the ones that are kept. */
static int scan_all(struct scan *scan) {
  DIR *directory = opendir("/proc");
  if (directory == NULL) return -1;
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    struct stat status;
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    scan->pid = atoi(entry->d_name);
    if (scan->pid == scan->kernel->ignored[0] || scan->pid == scan->kernel->ignored[1]) continue;
    const int process = openat(dirfd(directory), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (process < 0) continue;
    scan->home = fstatat(process, "ns/net", &status, 0) == 0 ? status.st_ino : 0;
    scan_threads(scan, process);
    scan_descriptors(scan, process);
    close(process);
  }
  closedir(directory);
  return 0;
}

static size_t read_text(pid_t pid, const char *file, char *text) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const ssize_t length = read(fd, text, TEXT_MAX);
  close(fd);
  return length > 0 && text[length - 1] == '\n' ? (size_t)length - 1 : length > 0 ? (size_t)length : 0;
}

/* Field 22 of /proc/PID/stat (proc(5)). The command before it may hold any octet, also `)`: count from the last one. */
static uint64_t start_time(char *text, size_t length) {
  text[length] = '\0';
  const char *at = strrchr(text, ')');
  for (int field = 2; at != NULL && field < 22; field++) at = strchr(at + 1, ' ');
  return at == NULL ? 0 : strtoull(at + 1, NULL, 10);
}

static void put_holder(struct blob *blob, const struct locator *locator) {
  char text[TEXT_MAX + 1];
  blob_number(blob, RECORD_HOLDER, 1);
  blob_number(blob, locator->inode, 8);
  /* A thread that is elsewhere than its process visits: runtimes enter what they are about to destroy. Only who lives there keeps it. */
  blob_number(blob, locator->kind == BY_TASK && locator->number == locator->pid ? 0 : 1, 1);
  blob_number(blob, (uint64_t)locator->pid, 4);
  const size_t length = read_text(locator->pid, "stat", text);
  blob_number(blob, start_time(text, length), 8);
  blob_text(blob, text, read_text(locator->pid, "comm", text));
  blob_text(blob, text, read_text(locator->pid, "cgroup", text));
}

int list_processes(struct kernel *kernel, struct locators *found, struct blob *blob) {
  struct scan scan = {.kernel = kernel, .found = found, .sockets_left = SOCKETS_MAX};
  struct stat status;
  if (fstat(kernel->home, &status) < 0) return -1;
  scan.nsfs = status.st_dev;
  const int result = scan_all(&scan);
  for (size_t i = 0; i < found->count; i++) put_holder(blob, &found->items[i]);
  free(scan.counts);
  return result;
}

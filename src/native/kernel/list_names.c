#include "kernel/kernel.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void put_fault(struct blob *blob, const char *name, const struct failure *failure) {
  blob_number(blob, RECORD_FAULT, 1);
  blob_text(blob, name, strlen(name));
  blob_text(blob, failure->call, strlen(failure->call));
  blob_number(blob, (uint64_t)failure->number, 4);
}

/* The inode that the name is bound to; 0 with `failure` set when it cannot be opened or is no network namespace (yet). */
static uint64_t inode_of(int directory, const char *name, struct failure *failure) {
  const int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) {
    failed(failure, "open");
    return 0;
  }
  const uint64_t inode = namespace_inode(fd);
  close(fd);
  errno = EINVAL;
  if (inode == 0) failed(failure, "setns");
  return inode;
}

/* No directory means no names: iproute2 makes it with the first one. */
int list_names(struct kernel *kernel, struct locators *found, struct blob *blob) {
  (void)kernel;
  DIR *directory = opendir("/run/netns");
  if (directory == NULL) return errno == ENOENT ? 0 : -1;
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    struct failure failure = {0};
    const uint64_t inode = inode_of(dirfd(directory), entry->d_name, &failure);
    if (inode == 0) {
      put_fault(blob, entry->d_name, &failure);
      continue;
    }
    blob_number(blob, RECORD_NAME, 1);
    blob_number(blob, inode, 8);
    blob_text(blob, entry->d_name, strlen(entry->d_name));
    struct locator locator = {.inode = inode, .kind = BY_NAME, .name = strdup(entry->d_name)};
    if (locator.name == NULL || locators_add(found, locator) < 0) blob->failed = 1;
  }
  closedir(directory);
  return 0;
}

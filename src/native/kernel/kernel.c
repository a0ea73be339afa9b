#include "kernel/kernel.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int kernel_begin(struct kernel *kernel, struct failure *failure) {
  *kernel = (struct kernel){.home = -1, .ignored = {getpid()}};
  kernel->home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  if (kernel->home < 0) return failed(failure, "open");
  kernel->own = namespace_inode(kernel->home);
  pthread_mutex_init(&kernel->lock, NULL);
  return 0;
}

void kernel_end(struct kernel *kernel) {
  locators_clear(&kernel->named);
  locators_clear(&kernel->processes);
  pthread_mutex_destroy(&kernel->lock);
  close(kernel->home);
}

static void replace(struct kernel *kernel, struct locators *kept, struct locators found) {
  pthread_mutex_lock(&kernel->lock);
  struct locators old = *kept;
  *kept = found;
  pthread_mutex_unlock(&kernel->lock);
  locators_clear(&old);
}

/* Listings overlap, and one that looks at every process takes long: what a later one found must stay. */
static void replace_names(struct kernel *kernel, unsigned long listing, struct locators found) {
  pthread_mutex_lock(&kernel->lock);
  struct locators left = found;
  if (listing > kernel->named_in) {
    left = kernel->named;
    kernel->named = found;
    kernel->named_in = listing;
  }
  pthread_mutex_unlock(&kernel->lock);
  locators_clear(&left);
}

int kernel_list(struct kernel *kernel, int all, struct blob *blob, struct failure *failure) {
  struct locators named = {0}, processes = {0};
  pthread_mutex_lock(&kernel->lock);
  const unsigned long listing = ++kernel->listings;
  pthread_mutex_unlock(&kernel->lock);
  blob_number(blob, RECORD_OWN, 1);
  blob_number(blob, kernel->own, 8);
  if (list_names(kernel, &named, blob) < 0) {
    locators_clear(&named);
    return failed(failure, "list");
  }
  replace_names(kernel, listing, named);
  if ((all && list_processes(kernel, &processes, blob) < 0) || blob->failed) {
    locators_clear(&processes);
    errno = blob->failed ? ENOMEM : errno;
    return failed(failure, "list");
  }
  if (all) replace(kernel, &kernel->processes, processes);
  return 0;
}

/* Copies of the ways that lead to the namespace: another thread may replace the table meanwhile. */
static size_t ways_to(struct kernel *kernel, uint64_t inode, struct locator *ways, size_t limit) {
  const struct locators *tables[] = {&kernel->named, &kernel->processes};
  size_t count = 0;
  pthread_mutex_lock(&kernel->lock);
  for (size_t table = 0; table < 2; table++)
    for (size_t i = 0; i < tables[table]->count && count < limit; i++) {
      const struct locator *item = &tables[table]->items[i];
      if (item->inode != inode) continue;
      ways[count] = *item;
      if (item->name != NULL) ways[count].name = strdup(item->name);
      if (item->name == NULL || ways[count].name != NULL) count++;
    }
  pthread_mutex_unlock(&kernel->lock);
  return count;
}

int kernel_knows(struct kernel *kernel, uint64_t inode) {
  struct locator way;
  const size_t count = ways_to(kernel, inode, &way, 1);
  if (count > 0) free(way.name);
  return count > 0 || inode == kernel->own;
}

/* Descriptor of a listed namespace, or -1: ENOENT when it was never listed, else what the last way to it said. */
static int open_namespace(struct kernel *kernel, uint64_t inode, struct failure *failure) {
  struct locator ways[8];
  const size_t count = ways_to(kernel, inode, ways, sizeof ways / sizeof ways[0]);
  int fd = -1;
  if (inode == kernel->own) fd = fcntl(kernel->home, F_DUPFD_CLOEXEC, 0);
  struct failure last = {.call = "open", .number = ENOENT};
  for (size_t i = 0; i < count; i++) {
    if (fd < 0) fd = locator_open(&ways[i], &last);
    free(ways[i].name);
  }
  if (fd < 0) *failure = last;
  return fd;
}

/* Enters and closes: from here on only the thread itself holds the namespace. */
static int enter(struct kernel *kernel, uint64_t inode, struct failure *failure) {
  if (inode == kernel->own) return 0;
  const int fd = open_namespace(kernel, inode, failure);
  if (fd < 0) return -1;
  const int result = setns(fd, CLONE_NEWNET);
  if (result < 0) failed(failure, "setns");
  close(fd);
  return result;
}

static void go_home(struct kernel *kernel, uint64_t inode) {
  if (inode == kernel->own) return;
  /* A thread that cannot go home would open the next socket in the wrong namespace: nothing safe is left to do. */
  if (setns(kernel->home, CLONE_NEWNET) < 0) abort();
}

int kernel_open(struct kernel *kernel, const struct socket_request *request, struct failure *failure) {
  if (!socket_request_valid(request)) {
    errno = EINVAL;
    return failed(failure, "request");
  }
  if (enter(kernel, request->inode, failure) < 0) return -1;
  const int fd = open_socket(request, failure);
  go_home(kernel, request->inode);
  return fd;
}

/* A socket of its own: answers must not mix with the events that the caller's socket hears. */
static int open_asking_socket(struct kernel *kernel, uint64_t inode, struct failure *failure) {
  const struct socket_request request = {.inode = inode, .kind = SOCKET_ASKING, .receive_buffer = NETLINK_BUFFER_MIN};
  return kernel_open(kernel, &request, failure);
}

int kernel_namespace_id(struct kernel *kernel, uint64_t inode, uint64_t peer, struct failure *failure) {
  const int peer_fd = open_namespace(kernel, peer, failure);
  if (peer_fd < 0) return -1;
  const int socket = open_asking_socket(kernel, inode, failure);
  const int id = socket < 0 ? -1 : namespace_id_given(socket, peer_fd, failure);
  if (socket >= 0) close(socket);
  close(peer_fd);
  return id;
}

int kernel_find_namespace(struct kernel *kernel, uint64_t inode, int32_t id, const uint64_t *peers, size_t count, struct failure *failure) {
  const int socket = open_asking_socket(kernel, inode, failure);
  if (socket < 0) return -1;
  int found = -1;
  for (size_t i = 0; i < count && found < 0; i++) {
    struct failure gone = {0};
    const int peer = open_namespace(kernel, peers[i], &gone);
    if (peer < 0) continue;
    if (namespace_id_known(socket, peer, &gone) == id) found = (int)i;
    close(peer);
  }
  close(socket);
  return found;
}

#ifndef LLDP_WATCH_KERNEL_H
#define LLDP_WATCH_KERNEL_H

#include "kernel/blob.h"
#include "kernel/failure.h"
#include "kernel/locators.h"
#include "kernel/open_socket.h"

#include <pthread.h>

/*
 * What the addon and the helper do with privilege. Threads may share one: each call enters a namespace on the calling thread and
 * goes home before it returns, so a namespace is never kept alive by a thread that waits.
 */
struct kernel {
  int home; /* descriptor of our own namespace */
  uint64_t own;
  pid_t ignored[2]; /* processes whose descriptors do not count as holders: ours */
  pthread_mutex_t lock;
  unsigned long listings; /* begun so far */
  unsigned long named_in; /* the number of the listing that `named` is from */
  struct locators named;     /* from the listing of any scope that began last */
  struct locators processes; /* from the last listing of scope `all` */
};

int kernel_begin(struct kernel *kernel, struct failure *failure);
void kernel_end(struct kernel *kernel);

/* Records of all namespaces into `blob` (src/native/namespace-records.ts reads them); remembers how to reach each. */
int kernel_list(struct kernel *kernel, int all, struct blob *blob, struct failure *failure);
/* Whether the namespace was in the last listing of its scope. */
int kernel_knows(struct kernel *kernel, uint64_t inode);
int kernel_open(struct kernel *kernel, const struct socket_request *request, struct failure *failure);
/* The nsid of `peer` in `inode`, given when it had none; -1 with failure->call NULL when the kernel does not give one. */
int kernel_namespace_id(struct kernel *kernel, uint64_t inode, uint64_t peer, struct failure *failure);

enum { PEERS_MAX = 32 };
/* Which of the peers `id` means in `inode`: index of the first, or -1 with failure->call NULL when none. Peers that are gone are skipped. */
int kernel_find_namespace(struct kernel *kernel, uint64_t inode, int32_t id, const uint64_t *peers, size_t count, struct failure *failure);

/* Parts of the above, in files of their own. */
int list_names(struct kernel *kernel, struct locators *found, struct blob *blob);
int list_processes(struct kernel *kernel, struct locators *found, struct blob *blob);
/* The nsid that the namespace of `socket` has given to `peer`; -1 with failure->call NULL when it has none. */
int namespace_id_known(int socket, int peer, struct failure *failure);
/* The same, after giving it one when it had none. */
int namespace_id_given(int socket, int peer, struct failure *failure);

/* Kinds of record in a listing. */
enum record_kind { RECORD_OWN = 1, RECORD_NAME = 2, RECORD_HOLDER = 3, RECORD_FAULT = 4 };

#endif

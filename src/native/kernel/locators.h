#ifndef LLDP_WATCH_LOCATORS_H
#define LLDP_WATCH_LOCATORS_H

#include "failure.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum locator_kind { BY_NAME, BY_TASK, BY_DESCRIPTOR, BY_SOCKET };

/* A way to reach a namespace without holding it: each use opens it anew and compares the inode. */
struct locator {
  uint64_t inode;
  enum locator_kind kind;
  pid_t pid;
  int number; /* thread id or descriptor */
  char *name; /* BY_NAME; owned */
};

struct locators {
  struct locator *items;
  size_t count;
  size_t capacity;
};

/* Takes `locator` (and its name). Returns 0, or -1 when memory is short (the name is freed then). */
int locators_add(struct locators *locators, struct locator locator);
void locators_clear(struct locators *locators);

/* Descriptor of the network namespace that the locator leads to, or -1 (ESTALE when another one lives there now). */
int locator_open(const struct locator *locator, struct failure *failure);

/* Inode of the network namespace behind the descriptor, 0 when it is none. */
uint64_t namespace_inode(int fd);
/* Descriptor of the namespace that a socket of another process belongs to, or -1. */
int namespace_of_socket(int process, int number);

#endif

#ifndef LLDP_WATCH_FAILURE_H
#define LLDP_WATCH_FAILURE_H

#include <errno.h>

/* What a failed call leaves behind: the name of the call and its errno. Text is made elsewhere. */
struct failure {
  const char *call;
  int number;
};

/* Notes errno under the name of the call; returns -1 so that a caller can return it at once. */
static inline int failed(struct failure *failure, const char *call) {
  failure->call = call;
  failure->number = errno;
  return -1;
}

#endif

#ifndef LLDP_WATCH_PROTOCOL_H
#define LLDP_WATCH_PROTOCOL_H

#include "kernel/kernel.h"

/*
 * What goes over the socketpair (SOCK_SEQPACKET) between node and its parent: requests of one size, replies of one size. Fields are
 * in the order of the machine: both ends run on it. src/native/helper-messages.ts is the other half.
 */
enum { PROTOCOL_MAGIC = 0x4c575031, STATE_MAX = 256 };

enum request_type { REQUEST_LIST = 1, REQUEST_OPEN = 2, REQUEST_NAMESPACE_ID = 3, REQUEST_FIND_NAMESPACE = 4, REQUEST_NOTIFY = 5, REQUEST_CONFINE = 6 };

/* A field that a type does not use is zero, or the request is refused. */
struct request {
  uint32_t magic;
  uint32_t id; /* 1 for the first, then one more each: a request out of order is refused */
  uint32_t type;
  uint32_t kind; /* OPEN: enum socket_kind. LIST: 1 for scope `all`. CONFINE: 1 for the last part of the pattern */
  uint64_t inode;
  uint32_t ifindex;
  uint32_t receive_buffer;
  int32_t nsid;
  uint32_t count; /* of `peers`, or octets of `state` */
  union {
    uint64_t peers[PEERS_MAX];
    char state[STATE_MAX];
  };
};

/* `id` 0: nobody asked; `value` is a signal that was sent to the helper. A descriptor comes along when one was opened. */
struct reply {
  uint32_t magic;
  uint32_t id;
  int32_t number; /* errno, 0 when it went well */
  int32_t value;
  char call[48];
};

_Static_assert(sizeof(struct request) == 296, "src/native/helper-messages.ts counts on it");
_Static_assert(sizeof(struct reply) == 64, "src/native/helper-messages.ts counts on it");

#endif

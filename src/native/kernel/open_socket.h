#ifndef LLDP_WATCH_OPEN_SOCKET_H
#define LLDP_WATCH_OPEN_SOCKET_H

#include "failure.h"

#include <stdint.h>

/* The only kinds of socket that this program opens with privilege; SOCKET_ASKING (NETLINK_ROUTE without groups) never leaves this code. The numbers cross to TypeScript and over the socketpair. */
enum socket_kind { SOCKET_PACKET_LLDP = 1, SOCKET_PACKET_ALL = 2, SOCKET_ROUTE = 3, SOCKET_GENERIC = 4, SOCKET_ASKING = 5 };

enum { PACKET_BUFFER = 4 << 20, NETLINK_BUFFER_MIN = 1 << 12, NETLINK_BUFFER_MAX = 64 << 20 };

struct socket_request {
  uint64_t inode;          /* of the namespace */
  uint32_t kind;           /* enum socket_kind */
  uint32_t ifindex;        /* packet sockets; 0 otherwise */
  uint32_t receive_buffer; /* octets, netlink sockets; 0 otherwise */
};

/* Whether every field lies in its range. The kernel is asked nothing before this says yes. */
int socket_request_valid(const struct socket_request *request);

/* Opens the socket in the namespace of the calling thread. Returns the descriptor (close-on-exec, non-blocking) or -1. */
int open_socket(const struct socket_request *request, struct failure *failure);

#endif

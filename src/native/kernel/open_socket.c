#include "kernel/open_socket.h"

#include "kernel/lldp_filter.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

int socket_request_valid(const struct socket_request *request) {
  switch (request->kind) {
  case SOCKET_PACKET_LLDP:
  case SOCKET_PACKET_ALL:
    return request->ifindex > 0 && request->ifindex <= INT32_MAX && request->receive_buffer == 0;
  case SOCKET_ROUTE:
  case SOCKET_GENERIC:
  case SOCKET_ASKING:
    return request->ifindex == 0 && request->receive_buffer >= NETLINK_BUFFER_MIN && request->receive_buffer <= NETLINK_BUFFER_MAX;
  default:
    return 0;
  }
}

/* Beyond net.core.rmem_max where we may (CAP_NET_ADMIN of the initial user namespace), up to it elsewhere. */
static int set_receive_buffer(int fd, int octets, struct failure *failure) {
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &octets, sizeof octets) == 0) return 0;
  if (errno != EPERM) return failed(failure, "setsockopt SO_RCVBUFFORCE");
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets) < 0) return failed(failure, "setsockopt SO_RCVBUF");
  return 0;
}

/* 802.1AB-2016 table 7-1: nearest bridge, nearest non-TPMR bridge, nearest customer bridge. */
static int join_lldp_groups(int fd, int ifindex, struct failure *failure) {
  static const uint8_t last_octets[] = {0x0e, 0x03, 0x00};
  for (size_t i = 0; i < sizeof last_octets; i++) {
    const struct packet_mreq membership = {
        .mr_ifindex = ifindex,
        .mr_type = PACKET_MR_MULTICAST,
        .mr_alen = ETH_ALEN,
        .mr_address = {0x01, 0x80, 0xc2, 0x00, 0x00, last_octets[i]},
    };
    if (setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) < 0)
      return failed(failure, "setsockopt PACKET_ADD_MEMBERSHIP");
  }
  return 0;
}

/* The socket is born deaf (protocol 0) and bound last, so that nothing is heard before filter and options stand (packet(7)). */
static int prepare_packet(int fd, const struct socket_request *request, struct failure *failure) {
  const int on = 1;
  if (attach_lldp_filter(fd, failure) < 0) return -1;
  if (setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) < 0) return failed(failure, "setsockopt PACKET_IGNORE_OUTGOING");
  if (join_lldp_groups(fd, (int)request->ifindex, failure) < 0) return -1;
  if (set_receive_buffer(fd, PACKET_BUFFER, failure) < 0) return -1;
  /* The driver ice lets LLDPDUs of the host out at the priority of control traffic only (lldpd issue 444); elsewhere it does no harm. */
  const int control = TC_PRIO_CONTROL;
  if (setsockopt(fd, SOL_SOCKET, SO_PRIORITY, &control, sizeof control) < 0 && errno != EPERM) return failed(failure, "setsockopt SO_PRIORITY");
  const int hears_all = request->kind == SOCKET_PACKET_ALL;
  if (hears_all && setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) < 0) return failed(failure, "setsockopt PACKET_AUXDATA");
  const struct sockaddr_ll address = {
      .sll_family = AF_PACKET,
      .sll_protocol = htons(hears_all ? ETH_P_ALL : ETH_P_LLDP),
      .sll_ifindex = (int)request->ifindex,
  };
  if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0) return failed(failure, "bind");
  return 0;
}

/* Only make refusals readable and short: an old kernel may lack them. */
static void ask_for_details(int fd) {
  const int on = 1;
  (void)setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
  (void)setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
}

static int prepare_netlink(int fd, const struct socket_request *request, struct failure *failure) {
  static const int groups[] = {RTNLGRP_LINK,         RTNLGRP_IPV4_IFADDR,  RTNLGRP_IPV6_IFADDR,
                               RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF, RTNLGRP_NSID};
  const struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  if (set_receive_buffer(fd, (int)request->receive_buffer, failure) < 0) return -1;
  ask_for_details(fd);
  if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0) return failed(failure, "bind");
  if (request->kind != SOCKET_ROUTE) return 0;
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
    if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &groups[i], sizeof groups[i]) < 0)
      return failed(failure, "setsockopt NETLINK_ADD_MEMBERSHIP");
  return 0;
}

int open_socket(const struct socket_request *request, struct failure *failure) {
  const int is_packet = request->kind == SOCKET_PACKET_LLDP || request->kind == SOCKET_PACKET_ALL;
  const int family = is_packet ? AF_PACKET : AF_NETLINK;
  const int protocol = is_packet ? 0 : request->kind == SOCKET_GENERIC ? NETLINK_GENERIC : NETLINK_ROUTE;
  const int fd = socket(family, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
  if (fd < 0) return failed(failure, "socket");
  if ((is_packet ? prepare_packet : prepare_netlink)(fd, request, failure) == 0) return fd;
  close(fd);
  return -1;
}

#include "kernel/kernel.h"

#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct nsid_request {
  struct nlmsghdr header;
  struct rtgenmsg generic;
  uint8_t padding[3];
  struct nlattr fd_header;
  int32_t fd;
  struct nlattr id_header;
  int32_t id;
};

enum { REPLY_WAIT_MS = 1000, SEQUENCE = 1 };

/* The NETNSA_NSID of a reply, or -1. Attributes follow the padded rtgenmsg (rtnetlink(7)). */
static int id_in(const uint8_t *message, size_t length) {
  size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(struct rtgenmsg));
  while (at + sizeof(struct nlattr) <= length) {
    struct nlattr attribute;
    memcpy(&attribute, message + at, sizeof attribute);
    if (attribute.nla_len < sizeof attribute || at + attribute.nla_len > length) return -1;
    int32_t id;
    if (attribute.nla_type == NETNSA_NSID && attribute.nla_len >= sizeof attribute + sizeof id) {
      memcpy(&id, message + at + sizeof attribute, sizeof id);
      return id;
    }
    at += NLA_ALIGN(attribute.nla_len);
  }
  return -1;
}

/* Sends and waits for the answer to our sequence number; events of other namespaces may come in between. Returns the id, or -1 and errno 0. */
static int ask(int socket, const struct nsid_request *request) {
  if (send(socket, request, request->header.nlmsg_len, 0) < 0) return -1;
  for (;;) {
    struct pollfd wait = {.fd = socket, .events = POLLIN};
    uint8_t reply[1024] __attribute__((aligned(NLMSG_ALIGNTO)));
    if (poll(&wait, 1, REPLY_WAIT_MS) <= 0) return errno = ETIMEDOUT, -1;
    const ssize_t length = recv(socket, reply, sizeof reply, MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOBUFS)) continue;
    if (length < 0) return -1;
    const struct nlmsghdr *header = (const struct nlmsghdr *)reply;
    if ((size_t)length < sizeof *header || header->nlmsg_len > (size_t)length || header->nlmsg_seq != SEQUENCE) continue;
    if (header->nlmsg_type == NLMSG_ERROR) {
      int32_t error = 0;
      memcpy(&error, reply + NLMSG_HDRLEN, sizeof error);
      errno = -error;
      return -1;
    }
    errno = 0;
    return id_in(reply, header->nlmsg_len);
  }
}

static struct nsid_request request_for(int peer, uint16_t type) {
  return (struct nsid_request){
      .header = {.nlmsg_len = sizeof(struct nsid_request), .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK, .nlmsg_seq = SEQUENCE},
      .fd_header = {.nla_len = sizeof(struct nlattr) + sizeof peer, .nla_type = NETNSA_FD},
      .fd = peer,
      .id_header = {.nla_len = sizeof(struct nlattr) + sizeof(int32_t), .nla_type = NETNSA_NSID},
      .id = -1,
  };
}

int namespace_id_known(int socket, int peer, struct failure *failure) {
  struct nsid_request request = request_for(peer, RTM_GETNSID);
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.header.nlmsg_len = offsetof(struct nsid_request, id_header);
  const int id = ask(socket, &request);
  return id < 0 && errno != 0 ? failed(failure, "RTM_GETNSID") : id;
}

/* A refusal to give one is no failure (EEXIST: somebody else did between the two questions): what counts is whether there is one now. */
int namespace_id_given(int socket, int peer, struct failure *failure) {
  const int id = namespace_id_known(socket, peer, failure);
  if (id >= 0 || failure->call != NULL) return id;
  const struct nsid_request request = request_for(peer, RTM_NEWNSID);
  (void)ask(socket, &request);
  return namespace_id_known(socket, peer, failure);
}

#include "addon/reactor.h"

#include <linux/if_packet.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NO_VLAN = -1, VID_MASK = 0x0fff, NO_DESCRIPTOR = -1 };

static void report(struct reactor *reactor, const struct source *source, int number) {
  batch_add(reactor, EVENT_ERROR, source, 0, number);
  if (number == ENETDOWN && source->kind == SOURCE_PACKET) submit_presence(reactor, source);
}

/* The VID that the kernel took out of the frame (packet(7), PACKET_AUXDATA), or NO_VLAN. A priority tag (VID 0) is a tag. */
static int32_t vlan_of(struct msghdr *message) {
  for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control != NULL; control = CMSG_NXTHDR(message, control)) {
    struct tpacket_auxdata auxdata;
    if (control->cmsg_level != SOL_PACKET || control->cmsg_type != PACKET_AUXDATA) continue;
    memcpy(&auxdata, CMSG_DATA(control), sizeof auxdata);
    return auxdata.tp_status & TP_STATUS_VLAN_VALID ? auxdata.tp_vlan_tci & VID_MASK : NO_VLAN;
  }
  return NO_VLAN;
}

/* At most FRAME_BUDGET frames: epoll comes back to what is left after everybody else had a turn. */
static void receive_frames(struct reactor *reactor, const struct source *source) {
  static _Thread_local char controls[FRAME_BUDGET][CMSG_SPACE(sizeof(struct tpacket_auxdata))] __attribute__((aligned(8)));
  struct mmsghdr messages[FRAME_BUDGET];
  struct iovec slots[FRAME_BUDGET];
  uint8_t *base = reactor->octets + reactor->octet_count;
  for (size_t i = 0; i < FRAME_BUDGET; i++) {
    slots[i] = (struct iovec){.iov_base = base + i * FRAME_SLOT, .iov_len = FRAME_SLOT};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &slots[i], .msg_iovlen = 1, .msg_control = controls[i], .msg_controllen = sizeof controls[i]};
  }
  /* No MSG_CMSG_CLOEXEC here: AF_PACKET refuses flags that it does not know with EINVAL. */
  const int count = recvmmsg(source->fd, messages, FRAME_BUDGET, MSG_DONTWAIT, NULL);
  if (count < 0) {
    if (errno != EAGAIN && errno != EINTR) report(reactor, source, errno);
    return;
  }
  for (int i = 0; i < count; i++) {
    batch_add(reactor, EVENT_DATA, source, messages[i].msg_len, vlan_of(&messages[i].msg_hdr));
    reactor->octet_count += FRAME_SLOT - messages[i].msg_len;
  }
}

static void receive_datagrams(struct reactor *reactor, const struct source *source) {
  for (int i = 0; i < FRAME_BUDGET; i++) {
    if (!batch_has_room(reactor, 1, DATAGRAM_SLOT)) return;
    const ssize_t length = recv(source->fd, reactor->octets + reactor->octet_count, DATAGRAM_SLOT, MSG_DONTWAIT | MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (length < 0) return report(reactor, source, errno);
    if (length > DATAGRAM_SLOT) report(reactor, source, EMSGSIZE);
    else batch_add(reactor, EVENT_DATA, source, (size_t)length, 0);
  }
}

/* Said once: the descriptor stays readable for good. */
static void report_end(struct reactor *reactor, const struct source *source) {
  batch_add(reactor, EVENT_READY, source, 0, 0);
  (void)epoll_ctl(reactor->epoll, EPOLL_CTL_DEL, source->fd, NULL);
}

/* Replies of the helper, each with at most one descriptor. An empty read is its end. */
static void receive_replies(struct reactor *reactor, const struct source *source) {
  for (int i = 0; i < FRAME_BUDGET; i++) {
    char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
    struct iovec slot = {.iov_base = reactor->octets + reactor->octet_count, .iov_len = FRAME_SLOT};
    struct msghdr message = {.msg_iov = &slot, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (!batch_has_room(reactor, 1, FRAME_SLOT)) return;
    const ssize_t length = recvmsg(source->fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (length <= 0) return report_end(reactor, source);
    int32_t fd = NO_DESCRIPTOR;
    const struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head != NULL && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(head), sizeof fd);
    batch_add(reactor, EVENT_DATA, source, (size_t)length, fd);
  }
}

static void drain_names(struct reactor *reactor, const struct source *source) {
  char events[4096] __attribute__((aligned(8)));
  while (read(source->fd, events, sizeof events) > 0) continue;
  batch_add(reactor, EVENT_READY, source, 0, 0);
}

void receive(struct reactor *reactor, const struct source *source) {
  switch (source->kind) {
  case SOURCE_PACKET:
    return receive_frames(reactor, source);
  case SOURCE_NETLINK:
    return receive_datagrams(reactor, source);
  case SOURCE_CHANNEL:
    return receive_replies(reactor, source);
  case SOURCE_NAMES:
    return drain_names(reactor, source);
  case SOURCE_MOUNTS:
    return batch_add(reactor, EVENT_READY, source, 0, 0);
  case SOURCE_PROCESS:
    return report_end(reactor, source);
  case SOURCE_FREE:
    return;
  }
}

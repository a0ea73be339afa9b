#include "helper/helper.h"

#include "kernel/notify.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

int send_reply(const struct session *session, const struct reply *reply, int fd) {
  char control[CMSG_SPACE(sizeof fd)] __attribute__((aligned(8))) = {0};
  struct iovec body = {.iov_base = (void *)reply, .iov_len = sizeof *reply};
  struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1};
  if (fd >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
  }
  return sendmsg(session->channel, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -1 : 0;
}

/* Memory that holds the listing: of any length, and no more than one message. */
static int put_in_memory(const struct blob *blob, struct failure *failure) {
  const int fd = memfd_create("namespaces", MFD_CLOEXEC);
  if (fd < 0) return failed(failure, "memfd_create");
  for (size_t done = 0; done < blob->length;) {
    const ssize_t written = write(fd, blob->octets + done, blob->length - done);
    if (written <= 0) {
      failed(failure, "write");
      close(fd);
      return -1;
    }
    done += (size_t)written;
  }
  (void)lseek(fd, 0, SEEK_SET);
  return fd;
}

static int list(struct session *session, int all, struct failure *failure) {
  struct blob blob = {0};
  const int fd = kernel_list(&session->kernel, all, &blob, failure) < 0 ? -1 : put_in_memory(&blob, failure);
  free(blob.octets);
  return fd;
}

/* Only what says how the service fares; MAINPID and the like would steer the service manager. */
static int state_allowed(const char *state, size_t length) {
  static const char *const allowed[] = {"READY=1", "STOPPING=1", "WATCHDOG=1", "RELOADING=1"};
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
    if (length == strlen(allowed[i]) && memcmp(state, allowed[i], length) == 0) return 1;
  if (length < 7 || memcmp(state, "STATUS=", 7) != 0) return 0;
  for (size_t i = 0; i < length; i++)
    if (state[i] < ' ' || state[i] > '~') return 0;
  return 1;
}

static int all_zero(const void *octets, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (((const uint8_t *)octets)[i] != 0) return 0;
  return 1;
}

static struct socket_request socket_of(const struct request *request) {
  return (struct socket_request){
      .inode = request->inode, .kind = request->kind, .ifindex = request->ifindex, .receive_buffer = request->receive_buffer};
}

/* Why a request is none of ours, or NULL. Nothing of it is used before this says so. */
static const char *objection_to_form(const struct request *request) {
  const int plain = request->kind == 0 && request->ifindex == 0 && request->receive_buffer == 0;
  const size_t used = request->type == REQUEST_NOTIFY || request->type == REQUEST_CONFINE ? request->count : (size_t)request->count * sizeof request->peers[0];
  if (used > sizeof request->state) return "too many peers";
  if (!all_zero(request->state + used, sizeof request->state - used)) return "octets where none belong";
  const struct socket_request socket = socket_of(request);
  switch (request->type) {
  case REQUEST_LIST:
    if (request->kind > 1 || request->inode != 0 || request->ifindex != 0 || request->receive_buffer != 0 || request->nsid != 0 || used != 0)
      return "fields of another type";
    return NULL;
  case REQUEST_OPEN:
    if (request->nsid != 0 || used != 0) return "fields of another type";
    return request->kind == SOCKET_ASKING || !socket_request_valid(&socket) ? "not a socket that we open" : NULL;
  case REQUEST_NAMESPACE_ID:
    return !plain || request->nsid != 0 || request->count != 1 ? "fields of another type" : NULL;
  case REQUEST_FIND_NAMESPACE:
    return !plain || request->nsid < 0 || request->count == 0 ? "fields of another type" : NULL;
  case REQUEST_NOTIFY:
    if (!plain || request->inode != 0 || request->nsid != 0) return "fields of another type";
    return state_allowed(request->state, request->count) ? NULL : "not a state that we pass on";
  case REQUEST_CONFINE:
    if (request->kind > 1 || request->inode != 0 || request->ifindex != 0 || request->receive_buffer != 0 || request->nsid != 0)
      return "fields of another type";
    return memchr(request->state, '\0', request->count) == NULL ? NULL : "no part of a pattern";
  default:
    return "unknown type";
  }
}

static const char not_listed[] = "a namespace that was not listed";

/* Node confines itself before it parses anything of others; who takes it over later finds the door shut. */
static const char *objection_to_rule(const struct session *session, const struct request *request) {
  if (session->rule_closed) return "confined already";
  return session->rule_length + request->count < RULE_MAX ? NULL : "a pattern that is too long";
}

/* No file, no process and no number of node's own choice: only what a listing of ours showed, and where the rules let us speak. */
static const char *objection(struct session *session, const struct request *request) {
  struct kernel *kernel = &session->kernel;
  const char *form = objection_to_form(request);
  if (form != NULL || request->type == REQUEST_LIST || request->type == REQUEST_NOTIFY) return form;
  if (request->type == REQUEST_CONFINE) return objection_to_rule(session, request);
  if (!kernel_knows(kernel, request->inode)) return not_listed;
  if (request->type != REQUEST_OPEN || (request->kind != SOCKET_PACKET_LLDP && request->kind != SOCKET_PACKET_ALL)) return NULL;
  const int allowed = namespace_allowed(kernel, session->namespaces, request->inode) &&
                      (session->rule_length == 0 || namespace_allowed(kernel, session->rule, request->inode));
  return allowed ? NULL : "a namespace outside the rules";
}

/* Does what is asked. Returns a descriptor to pass, or -1; a plain number goes into `value`. */
static int perform(struct session *session, const struct request *request, int32_t *value, struct failure *failure) {
  struct kernel *kernel = &session->kernel;
  const struct socket_request socket = socket_of(request);
  switch (request->type) {
  case REQUEST_LIST:
    return list(session, request->kind == 1, failure);
  case REQUEST_OPEN:
    return kernel_open(kernel, &socket, failure);
  case REQUEST_NAMESPACE_ID:
    *value = kernel_namespace_id(kernel, request->inode, request->peers[0], failure);
    return -1;
  case REQUEST_FIND_NAMESPACE:
    *value = kernel_find_namespace(kernel, request->inode, request->nsid, request->peers, request->count, failure);
    return -1;
  case REQUEST_CONFINE:
    memcpy(session->rule + session->rule_length, request->state, request->count);
    session->rule_length += request->count;
    session->rule_closed = request->kind == 1;
    return -1;
  default:
    *value = notify_service(session->notify_address, request->state, request->count, failure);
    return -1;
  }
}

static void refuse(const struct session *session, const struct request *request, const char *why) {
  struct reply reply = {.magic = PROTOCOL_MAGIC, .id = request->id, .number = EPERM, .value = -1, .call = "helper"};
  say_refused(request, why);
  if (why == not_listed) {
    /* As the kernel would say it: a namespace may end while node's request for it is on its way. */
    reply.number = ENOENT;
    snprintf(reply.call, sizeof reply.call, "open");
  }
  (void)send_reply(session, &reply, -1);
}

static void answer(struct session *session, const struct request *request) {
  struct failure failure = {0};
  struct reply reply = {.magic = PROTOCOL_MAGIC, .id = request->id, .value = -1};
  const int fd = perform(session, request, &reply.value, &failure);
  if (failure.call != NULL) {
    reply.number = failure.number;
    snprintf(reply.call, sizeof reply.call, "%s", failure.call);
  }
  if (send_reply(session, &reply, fd) < 0) say("a reply could not be sent: %s", strerror(errno));
  if (fd >= 0) close(fd);
}

int answer_request(struct session *session) {
  struct request request = {0};
  struct iovec body = {.iov_base = &request, .iov_len = sizeof request};
  /* No room for descriptors: what node sends along is dropped by the kernel and shows as MSG_CTRUNC. */
  struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1};
  const ssize_t length = recvmsg(session->channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (length <= 0) return -1;
  const char *why = NULL;
  if (length != sizeof request || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) why = "wrong size";
  else if (request.magic != PROTOCOL_MAGIC) why = "wrong magic";
  else if (request.id != session->last_id + 1) why = "out of order";
  else why = objection(session, &request);
  const int in_order = length == sizeof request && request.magic == PROTOCOL_MAGIC && request.id == session->last_id + 1;
  if (in_order) session->last_id++;
  if (why != NULL) refuse(session, &request, why);
  else answer(session, &request);
  return 0;
}

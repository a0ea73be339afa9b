#include "addon/reactor.h"

#include <math.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>

/* Descriptors that sockets leave for what cannot do without: the API's connections, files, the way to the helper. */
enum { RESERVE = 128, RESERVE_SHARE = 4 };
enum { NO_SLOT = UINT32_MAX, SLOT_BITS = 20, GENERATION_MASK = 0x7fffffff };

/* A token is generation * 2^20 + slot: exact as a double of JavaScript. */
double token_of(const struct reactor *reactor, const struct source *source) {
  return ldexp((double)source->generation, SLOT_BITS) + (double)(source - reactor->sources);
}

static struct source *source_take(struct reactor *reactor) {
  if (reactor->source_count == 0) reactor->first_free = NO_SLOT;
  if (reactor->first_free != NO_SLOT) {
    struct source *source = &reactor->sources[reactor->first_free];
    reactor->first_free = source->next_free;
    return source;
  }
  if (reactor->source_count >= 1u << SLOT_BITS) return errno = EMFILE, NULL;
  if ((reactor->source_count & (reactor->source_count - 1)) == 0) {
    const size_t capacity = reactor->source_count == 0 ? 1 : (size_t)reactor->source_count * 2;
    struct source *grown = realloc(reactor->sources, capacity * sizeof *grown);
    if (grown == NULL) return NULL;
    reactor->sources = grown;
  }
  struct source *source = &reactor->sources[reactor->source_count++];
  *source = (struct source){.kind = SOURCE_FREE};
  return source;
}

static void source_give_back(struct reactor *reactor, struct source *source) {
  source->kind = SOURCE_FREE;
  source->generation = (source->generation + 1) & GENERATION_MASK;
  source->next_free = reactor->first_free;
  reactor->first_free = (uint32_t)(source - reactor->sources);
}

/* The kernel gives the lowest free number, so a high one says that nearly all are taken. Some dozens may be on their way from the helper. */
static int takes_from_reserve(enum source_kind kind, int fd) {
  struct rlimit limit;
  if (kind != SOURCE_PACKET && kind != SOURCE_NETLINK) return 0;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  const rlim_t share = limit.rlim_cur / RESERVE_SHARE;
  return (rlim_t)fd >= limit.rlim_cur - (share < RESERVE ? share : RESERVE);
}

int source_add(struct reactor *reactor, enum source_kind kind, int fd, double *token, struct failure *failure) {
  if (takes_from_reserve(kind, fd)) return errno = EMFILE, failed(failure, "socket");
  struct source *source = source_take(reactor);
  if (source == NULL) return failed(failure, "realloc");
  source->kind = kind;
  source->fd = fd;
  struct epoll_event event = {
      .events = kind == SOURCE_MOUNTS ? EPOLLPRI : EPOLLIN,
      .data.u64 = (uint64_t)source->generation << 32 | (uint64_t)(source - reactor->sources),
  };
  if (epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
    failed(failure, "epoll_ctl");
    source_give_back(reactor, source);
    return -1;
  }
  *token = token_of(reactor, source);
  return 0;
}

struct source *source_at(struct reactor *reactor, uint64_t data) {
  const uint32_t slot = (uint32_t)data;
  if (slot >= reactor->source_count) return NULL;
  struct source *source = &reactor->sources[slot];
  return source->kind != SOURCE_FREE && source->generation == data >> 32 ? source : NULL;
}

struct source *source_of(struct reactor *reactor, double token) {
  if (!(token >= 0 && token < 0x1p51)) return NULL;
  const uint64_t whole = (uint64_t)token;
  return source_at(reactor, (whole >> SLOT_BITS) << 32 | (whole & ((1u << SLOT_BITS) - 1)));
}

int source_remove(struct reactor *reactor, struct source *source) {
  const int fd = source->fd;
  (void)epoll_ctl(reactor->epoll, EPOLL_CTL_DEL, fd, NULL);
  source_give_back(reactor, source);
  return fd;
}

#ifndef LLDP_WATCH_REACTOR_H
#define LLDP_WATCH_REACTOR_H

#include "addon/pool.h"
#include "kernel/kernel.h"

#include <node_api.h>
#include <uv.h>

/* What a descriptor is, which decides how it is read. The numbers cross to TypeScript. */
enum source_kind { SOURCE_FREE = 0, SOURCE_PACKET = 1, SOURCE_NETLINK = 2, SOURCE_NAMES = 3, SOURCE_MOUNTS = 4, SOURCE_PROCESS = 5, SOURCE_CHANNEL = 6 };

/* What one record of a batch tells. */
enum event_kind { EVENT_DATA = 1, EVENT_ERROR = 2, EVENT_READY = 3 };

/* Octets of the slot that one frame is received into: the largest frame heard whole (jumbo frames with room to spare). */
enum { FRAME_SLOT = 10240, FRAME_BUDGET = 32, DATAGRAM_SLOT = 65536, BATCH_RECORDS = 256, RECEIVE_OCTETS = FRAME_BUDGET * FRAME_SLOT, BATCH_OCTETS = 2 * RECEIVE_OCTETS, RECORD_FIELDS = 6 };

struct source {
  enum source_kind kind;
  int fd;
  uint32_t generation; /* a slot is used again; what was said about its last user must not reach the next */
  uint32_t next_free;
};

/* One per opener: one epoll descriptor for all of its sources, watched by one uv_poll on the loop of its environment. */
struct reactor {
  napi_env env;
  napi_async_cleanup_hook_handle cleanup;
  napi_async_context context;
  napi_ref on_batch, on_done, records_ref, octets_ref;
  uv_poll_t *poll;
  int epoll, done_event, mounts;
  int32_t *records; /* RECORD_FIELDS each: event, slot, generation, offset, length, extra */
  uint8_t *octets;
  size_t record_count, octet_count;
  struct source *sources;
  uint32_t source_count, first_free;
  struct kernel kernel;
  struct pool opening, closing;
  pthread_mutex_t done_lock;
  struct task *done_first, *done_last;
  unsigned pending;
  int closed, holders;
};

/* sources.c */
int source_add(struct reactor *reactor, enum source_kind kind, int fd, double *token, struct failure *failure);
double token_of(const struct reactor *reactor, const struct source *source);
struct source *source_of(struct reactor *reactor, double token);
struct source *source_at(struct reactor *reactor, uint64_t data);
/* Forgets the source and returns its descriptor, which is the caller's now. */
int source_remove(struct reactor *reactor, struct source *source);

/* receive.c: adds to the batch, which has room for FRAME_BUDGET records and RECEIVE_OCTETS. */
void receive(struct reactor *reactor, const struct source *source);

/* reactor.c */
int batch_has_room(const struct reactor *reactor, size_t records, size_t octets);
void batch_add(struct reactor *reactor, enum event_kind event, const struct source *source, size_t length, int32_t extra);
void call_script(struct reactor *reactor, napi_ref function, size_t count, const napi_value *arguments);
void reactor_release(struct reactor *reactor);
napi_value reactor_create(napi_env env, napi_callback_info info);
napi_value reactor_close(napi_env env, napi_callback_info info);

/* jobs.c */
int jobs_begin(struct reactor *reactor, struct failure *failure);
void jobs_end(struct reactor *reactor);
void deliver_done(struct reactor *reactor);
/* Tells, through on_done with id 0, whether the interface behind a packet socket is gone or only down. */
void submit_presence(struct reactor *reactor, const struct source *source);
napi_value job_list(napi_env env, napi_callback_info info);
napi_value job_open(napi_env env, napi_callback_info info);
napi_value job_namespace_id(napi_env env, napi_callback_info info);
napi_value job_find_namespace(napi_env env, napi_callback_info info);
napi_value job_close(napi_env env, napi_callback_info info);

#endif

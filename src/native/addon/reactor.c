#include "addon/addon.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS_MAX = 64 };
/* The data of the epoll entry for finished jobs: no source has this slot. */
static const uint64_t done_data = UINT64_MAX;

/* Calls into the script, microtasks included. What it throws is an uncaught exception of its environment, as from any callback. */
void call_script(struct reactor *reactor, napi_ref function, size_t count, const napi_value *arguments) {
  napi_env env = reactor->env;
  if (reactor->closed) return;
  napi_value receiver, callee, error;
  if (napi_get_global(env, &receiver) != napi_ok || napi_get_reference_value(env, function, &callee) != napi_ok) return;
  const napi_status status = napi_make_callback(env, reactor->context, receiver, callee, count, arguments, NULL);
  if (status == napi_pending_exception && napi_get_and_clear_last_exception(env, &error) == napi_ok) (void)napi_fatal_exception(env, error);
}

int batch_has_room(const struct reactor *reactor, size_t records, size_t octets) {
  return reactor->record_count + records <= BATCH_RECORDS && reactor->octet_count + octets <= BATCH_OCTETS;
}

void batch_add(struct reactor *reactor, enum event_kind event, const struct source *source, size_t length, int32_t extra) {
  int32_t *record = reactor->records + reactor->record_count * RECORD_FIELDS;
  record[0] = event;
  record[1] = (int32_t)(source - reactor->sources);
  record[2] = (int32_t)source->generation;
  record[3] = (int32_t)reactor->octet_count;
  record[4] = (int32_t)length;
  record[5] = extra;
  reactor->record_count++;
  reactor->octet_count += length;
}

/* One call for the whole batch; the script copies what it keeps before it returns. */
static void deliver_batch(struct reactor *reactor) {
  napi_handle_scope scope;
  napi_value count;
  if (reactor->record_count == 0 || napi_open_handle_scope(reactor->env, &scope) != napi_ok) return;
  const uint32_t records = (uint32_t)reactor->record_count;
  reactor->record_count = reactor->octet_count = 0;
  if (napi_create_uint32(reactor->env, records, &count) == napi_ok) call_script(reactor, reactor->on_batch, 1, &count);
  (void)napi_close_handle_scope(reactor->env, scope);
}

static void on_readable(uv_poll_t *poll, int status, int events) {
  struct reactor *reactor = poll->data;
  struct epoll_event ready[EVENTS_MAX];
  (void)events;
  if (status < 0) return;
  const int count = epoll_wait(reactor->epoll, ready, EVENTS_MAX, 0);
  int done = 0;
  /* The script may close sources, even the reactor, whenever it runs: look everything up again after each call. */
  for (int i = 0; i < count && !reactor->closed; i++) {
    if (ready[i].data.u64 == done_data) {
      done = 1;
      continue;
    }
    if (!batch_has_room(reactor, FRAME_BUDGET, RECEIVE_OCTETS)) deliver_batch(reactor);
    const struct source *source = reactor->closed ? NULL : source_at(reactor, ready[i].data.u64);
    if (source != NULL) receive(reactor, source);
  }
  if (!reactor->closed) deliver_batch(reactor);
  if (done && !reactor->closed) deliver_done(reactor);
}

/* The script's handle and libuv's both point here: the later one to let go frees. */
void reactor_release(struct reactor *reactor) {
  if (--reactor->holders == 0) free(reactor);
}

static void on_closed(uv_handle_t *handle) {
  struct reactor *reactor = handle->data;
  const napi_async_cleanup_hook_handle cleanup = reactor->cleanup;
  close(reactor->epoll);
  free(reactor->sources);
  free(reactor->poll);
  reactor_release(reactor);
  (void)napi_remove_async_cleanup_hook(cleanup);
}

/* Stops the loop's interest, ends the threads, closes what is open; memory goes when libuv has let go of the handle. */
static void shut(struct reactor *reactor) {
  if (reactor->closed) return;
  reactor->closed = 1;
  (void)uv_poll_stop(reactor->poll);
  jobs_end(reactor);
  kernel_end(&reactor->kernel);
  uv_close((uv_handle_t *)reactor->poll, on_closed);
}

static void on_environment_end(napi_async_cleanup_hook_handle handle, void *argument) {
  (void)handle;
  shut(argument);
}

napi_value reactor_close(napi_env env, napi_callback_info info) {
  napi_value values[1];
  struct reactor *reactor;
  if (arguments_of(env, info, 1, values, &reactor) < 0) return NULL;
  const napi_ref references[] = {reactor->on_batch, reactor->on_done, reactor->records_ref, reactor->octets_ref};
  for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) CHECK(env, napi_delete_reference(env, references[i]));
  CHECK(env, napi_async_destroy(env, reactor->context));
  shut(reactor);
  return NULL;
}

static int begin_kernel(struct reactor *reactor, struct failure *failure) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = done_data};
  if (kernel_begin(&reactor->kernel, failure) < 0) return -1;
  if (jobs_begin(reactor, failure) < 0) return -1;
  reactor->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (reactor->epoll < 0) return failed(failure, "epoll_create1");
  if (epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, reactor->done_event, &event) < 0) return failed(failure, "epoll_ctl");
  return 0;
}

static napi_status begin_loop(struct reactor *reactor) {
  uv_loop_t *loop;
  reactor->poll = calloc(1, sizeof *reactor->poll);
  if (reactor->poll == NULL) return napi_generic_failure;
  const napi_status status = napi_get_uv_event_loop(reactor->env, &loop);
  if (status != napi_ok) return status;
  reactor->poll->data = reactor;
  if (uv_poll_init(loop, reactor->poll, reactor->epoll) != 0) return napi_generic_failure;
  return uv_poll_start(reactor->poll, UV_READABLE, on_readable) == 0 ? napi_ok : napi_generic_failure;
}

/* createReactor(onBatch, onDone, records: Int32Array, octets: Uint8Array): the arrays stay where they are while we refer to them. */
static napi_value take_arguments(struct reactor *reactor, napi_value *values) {
  napi_env env = reactor->env;
  size_t records, octets;
  napi_typedarray_type record_type, octet_type;
  CHECK(env, napi_get_typedarray_info(env, values[2], &record_type, &records, (void **)&reactor->records, NULL, NULL));
  CHECK(env, napi_get_typedarray_info(env, values[3], &octet_type, &octets, (void **)&reactor->octets, NULL, NULL));
  if (record_type != napi_int32_array || records < BATCH_RECORDS * RECORD_FIELDS || octet_type != napi_uint8_array || octets < BATCH_OCTETS) {
    (void)napi_throw_range_error(env, NULL, "the arrays are too small");
    return NULL;
  }
  napi_ref *references[] = {&reactor->on_batch, &reactor->on_done, &reactor->records_ref, &reactor->octets_ref};
  for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) CHECK(env, napi_create_reference(env, values[i], 1, references[i]));
  napi_value name;
  CHECK(env, napi_create_string_utf8(env, "lldp-watch", NAPI_AUTO_LENGTH, &name));
  CHECK(env, napi_async_init(env, NULL, name, &reactor->context));
  return values[0];
}

napi_value reactor_create(napi_env env, napi_callback_info info) {
  napi_value values[4];
  struct failure failure = {0};
  if (arguments_of(env, info, 4, values, NULL) < 0) return NULL;
  struct reactor *reactor = calloc(1, sizeof *reactor);
  if (reactor == NULL) return NULL;
  reactor->env = env;
  reactor->holders = 2;
  if (take_arguments(reactor, values) == NULL) return NULL;
  if (begin_kernel(reactor, &failure) < 0) {
    (void)napi_throw_error(env, failure.call, "the reactor could not begin");
    return NULL;
  }
  CHECK(env, begin_loop(reactor));
  CHECK(env, napi_add_async_cleanup_hook(env, on_environment_end, reactor, &reactor->cleanup));
  return make_reactor(env, reactor);
}

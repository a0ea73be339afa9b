#include "addon/addon.h"

#include <fcntl.h>
#include <linux/if_packet.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OPENING_THREADS = 4, CLOSING_THREADS = 64 };

/* A job and its result. The calling thread fills in the first part, the pool the second, the loop tells the script. */
struct task {
  struct job job;
  struct reactor *reactor;
  struct task *next;
  double id, token;
  struct socket_request request;
  uint64_t peers[PEERS_MAX];
  size_t peer_count;
  int32_t nsid;
  int fd, all;
  struct failure failure;
  double value;
  struct blob blob;
};

static void finish(struct task *task) {
  struct reactor *reactor = task->reactor;
  const uint64_t one = 1;
  pthread_mutex_lock(&reactor->done_lock);
  if (reactor->done_first == NULL) reactor->done_first = task;
  else reactor->done_last->next = task;
  reactor->done_last = task;
  /* Under the lock: when the last job is seen as done, nobody touches the descriptor any more. */
  ssize_t written = write(reactor->done_event, &one, sizeof one);
  (void)written;
  pthread_mutex_unlock(&reactor->done_lock);
}

static void run_list(struct job *job) {
  struct task *task = (struct task *)job;
  (void)kernel_list(&task->reactor->kernel, task->all, &task->blob, &task->failure);
  finish(task);
}

static void run_open(struct job *job) {
  struct task *task = (struct task *)job;
  task->fd = kernel_open(&task->reactor->kernel, &task->request, &task->failure);
  finish(task);
}

static void run_namespace_id(struct job *job) {
  struct task *task = (struct task *)job;
  task->value = kernel_namespace_id(&task->reactor->kernel, task->request.inode, task->peers[0], &task->failure);
  finish(task);
}

static void run_find_namespace(struct job *job) {
  struct task *task = (struct task *)job;
  task->value = kernel_find_namespace(&task->reactor->kernel, task->request.inode, task->nsid, task->peers, task->peer_count, &task->failure);
  finish(task);
}

static void run_close(struct job *job) {
  struct task *task = (struct task *)job;
  close(task->fd);
  task->fd = -1;
  finish(task);
}

/*
 * ENETDOWN comes first when an interface is removed; the kernel lets go of it a moment later, in the same critical section
 * (RTNL). Dropping a membership that never was does nothing but wait for that section; then the socket knows.
 */
static void run_presence(struct job *job) {
  struct task *task = (struct task *)job;
  const struct packet_mreq nothing = {.mr_ifindex = -1, .mr_type = PACKET_MR_MULTICAST};
  struct sockaddr_ll address = {0};
  socklen_t length = sizeof address;
  (void)setsockopt(task->fd, SOL_PACKET, PACKET_DROP_MEMBERSHIP, &nothing, sizeof nothing);
  if (getsockname(task->fd, (struct sockaddr *)&address, &length) == 0 && address.sll_ifindex <= 0) {
    task->failure = (struct failure){.call = "recvmmsg", .number = ENODEV};
  }
  run_close(job);
}

static struct task *new_task(struct reactor *reactor, void (*run)(struct job *)) {
  struct task *task = calloc(1, sizeof *task);
  if (task == NULL) return NULL;
  task->job.run = run;
  task->reactor = reactor;
  task->fd = -1;
  return task;
}

static void submit(struct task *task, struct pool *pool) {
  task->reactor->pending++;
  const int error = pool_submit(pool, &task->job);
  if (error == 0) return;
  if (task->job.run == run_close) return run_close(&task->job); /* slow on this thread, but a leak would be worse */
  task->failure = (struct failure){.call = "pthread_create", .number = error};
  finish(task);
}

void submit_presence(struct reactor *reactor, const struct source *source) {
  struct task *task = new_task(reactor, run_presence);
  if (task == NULL) return;
  task->token = token_of(reactor, source);
  task->fd = fcntl(source->fd, F_DUPFD_CLOEXEC, 0);
  if (task->fd >= 0) submit(task, &reactor->opening);
  else free(task);
}

int jobs_begin(struct reactor *reactor, struct failure *failure) {
  reactor->done_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (reactor->done_event < 0) return failed(failure, "eventfd");
  pthread_mutex_init(&reactor->done_lock, NULL);
  pool_begin(&reactor->opening, OPENING_THREADS);
  pool_begin(&reactor->closing, CLOSING_THREADS);
  return 0;
}

static struct task *take_done(struct reactor *reactor) {
  pthread_mutex_lock(&reactor->done_lock);
  struct task *first = reactor->done_first;
  reactor->done_first = reactor->done_last = NULL;
  pthread_mutex_unlock(&reactor->done_lock);
  return first;
}

static void forget(struct task *task) {
  free(task->blob.octets);
  free(task);
}

/* Questions that nobody waits for any more are not asked. */
static void cancel_opening(struct reactor *reactor) {
  for (struct job *job = pool_cancel(&reactor->opening), *next; job != NULL; job = next) {
    struct task *task = (struct task *)job;
    next = job->next;
    if (task->fd >= 0) close(task->fd);
    forget(task);
  }
}

/* What was opened and never told to anybody is closed with the rest, in parallel. */
void jobs_end(struct reactor *reactor) {
  cancel_opening(reactor);
  pool_end(&reactor->opening);
  for (uint32_t i = 0; i < reactor->source_count; i++) {
    struct source *source = &reactor->sources[i];
    if (source->kind == SOURCE_FREE) continue;
    struct task *task = new_task(reactor, run_close);
    const int fd = source_remove(reactor, source);
    if (task == NULL) close(fd);
    else task->fd = fd, submit(task, &reactor->closing);
  }
  pool_end(&reactor->closing);
  for (struct task *task = take_done(reactor), *next; task != NULL; task = next) {
    next = task->next;
    if (task->fd >= 0) close(task->fd);
    forget(task);
  }
  close(reactor->done_event);
  pthread_mutex_destroy(&reactor->done_lock);
}

static int arguments_for(const struct task *task, napi_value *values) {
  napi_env env = task->reactor->env;
  if (napi_create_double(env, task->id, &values[0]) != napi_ok) return -1;
  if (napi_create_int32(env, task->failure.call == NULL ? 0 : task->failure.number, &values[2]) != napi_ok) return -1;
  if (napi_create_double(env, task->id == 0 ? task->token : task->value, &values[3]) != napi_ok) return -1;
  const char *call = task->failure.call == NULL ? "" : task->failure.call;
  if (napi_create_string_utf8(env, call, NAPI_AUTO_LENGTH, &values[1]) != napi_ok) return -1;
  return napi_create_buffer_copy(env, task->blob.length, task->blob.octets, NULL, &values[4]) == napi_ok ? 0 : -1;
}

/* Becomes a source before the script hears of it: a script that is ended at this very moment loses no descriptor. */
static void adopt_opened(struct task *task) {
  if (task->job.run != run_open || task->fd < 0) return;
  const int is_packet = task->request.kind == SOCKET_PACKET_LLDP || task->request.kind == SOCKET_PACKET_ALL;
  if (source_add(task->reactor, is_packet ? SOURCE_PACKET : SOURCE_NETLINK, task->fd, &task->value, &task->failure) < 0) close(task->fd);
  task->fd = -1;
}

void deliver_done(struct reactor *reactor) {
  uint64_t count;
  ssize_t got = read(reactor->done_event, &count, sizeof count);
  (void)got;
  for (struct task *task = take_done(reactor), *next; task != NULL; task = next) {
    napi_handle_scope scope;
    napi_value values[5];
    next = task->next;
    reactor->pending--;
    if (reactor->closed) {
      if (task->fd >= 0) close(task->fd);
    } else if (napi_open_handle_scope(reactor->env, &scope) == napi_ok) {
      adopt_opened(task);
      if (arguments_for(task, values) == 0) call_script(reactor, reactor->on_done, 5, values);
      (void)napi_close_handle_scope(reactor->env, scope);
    }
    forget(task);
  }
}

/* The common shape of the calls below: a reactor, the id of the job, then numbers. */
static struct task *task_from(napi_env env, napi_callback_info info, size_t count, double *numbers, void (*run)(struct job *)) {
  napi_value values[4 + PEERS_MAX];
  struct reactor *reactor;
  if (arguments_of(env, info, count + 1, values, &reactor) < 0) return NULL;
  for (size_t i = 0; i < count; i++)
    if (number_of(env, values[i + 1], &numbers[i]) < 0) return NULL;
  struct task *task = new_task(reactor, run);
  if (task == NULL) (void)napi_throw_error(env, NULL, "out of memory");
  else task->id = numbers[0];
  return task;
}

napi_value job_list(napi_env env, napi_callback_info info) {
  double numbers[2];
  struct task *task = task_from(env, info, 2, numbers, run_list);
  if (task == NULL) return NULL;
  task->all = numbers[1] != 0;
  submit(task, &task->reactor->opening);
  return NULL;
}

napi_value job_open(napi_env env, napi_callback_info info) {
  double numbers[5];
  struct task *task = task_from(env, info, 5, numbers, run_open);
  if (task == NULL) return NULL;
  task->request = (struct socket_request){
      .inode = (uint64_t)numbers[1], .kind = (uint32_t)numbers[2], .ifindex = (uint32_t)numbers[3], .receive_buffer = (uint32_t)numbers[4]};
  submit(task, &task->reactor->opening);
  return NULL;
}

napi_value job_namespace_id(napi_env env, napi_callback_info info) {
  double numbers[3];
  struct task *task = task_from(env, info, 3, numbers, run_namespace_id);
  if (task == NULL) return NULL;
  task->request.inode = (uint64_t)numbers[1];
  task->peers[0] = (uint64_t)numbers[2];
  submit(task, &task->reactor->opening);
  return NULL;
}

/* findNamespace(reactor, id, inode, nsid, ...peers), PEERS_MAX of them, filled up with 0: the index of the first that the nsid means, or -1. */
napi_value job_find_namespace(napi_env env, napi_callback_info info) {
  double numbers[3 + PEERS_MAX];
  struct task *task = task_from(env, info, 3 + PEERS_MAX, numbers, run_find_namespace);
  if (task == NULL) return NULL;
  task->request.inode = (uint64_t)numbers[1];
  task->nsid = (int32_t)numbers[2];
  for (size_t i = 0; i < PEERS_MAX && numbers[3 + i] > 0; i++) task->peers[task->peer_count++] = (uint64_t)numbers[3 + i];
  submit(task, &task->reactor->opening);
  return NULL;
}

/* Unknown tokens are refused with EBADF at once: somebody closed twice. */
napi_value job_close(napi_env env, napi_callback_info info) {
  double numbers[2];
  struct task *task = task_from(env, info, 2, numbers, run_close);
  if (task == NULL) return NULL;
  struct source *source = source_of(task->reactor, numbers[1]);
  if (source != NULL) {
    task->fd = source_remove(task->reactor, source);
    submit(task, &task->reactor->closing);
    return NULL;
  }
  task->failure = (struct failure){.call = "close", .number = EBADF};
  task->reactor->pending++;
  finish(task);
  return NULL;
}

#include "addon/pool.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

enum { LINGER_NS = 100000000, STACK_SIZE = 256 << 10 };

void pool_begin(struct pool *pool, unsigned limit) {
  *pool = (struct pool){.limit = limit};
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->wake, &monotonic);
  pthread_cond_init(&pool->left, NULL);
  pthread_condattr_destroy(&monotonic);
}

/* Called with the lock held. The next job, or NULL when there was none for LINGER_NS or the pool ends. */
static struct job *next_job(struct pool *pool) {
  struct timespec deadline;
  clock_gettime(CLOCK_MONOTONIC, &deadline);
  deadline.tv_nsec += LINGER_NS;
  if (deadline.tv_nsec >= 1000000000) deadline.tv_sec++, deadline.tv_nsec -= 1000000000;
  pool->idle++;
  while (pool->first == NULL && !pool->ending)
    if (pthread_cond_timedwait(&pool->wake, &pool->lock, &deadline) == ETIMEDOUT) break;
  pool->idle--;
  struct job *job = pool->first;
  if (job != NULL) pool->first = job->next;
  return job;
}

static void *work(void *argument) {
  struct pool *pool = argument;
  pthread_mutex_lock(&pool->lock);
  for (struct job *job; (job = next_job(pool)) != NULL;) {
    pthread_mutex_unlock(&pool->lock);
    job->run(job);
    pthread_mutex_lock(&pool->lock);
  }
  pool->threads--;
  pool->finished[pool->finished_count++] = pthread_self();
  if (pool->threads == 0) pthread_cond_broadcast(&pool->left);
  pthread_mutex_unlock(&pool->lock);
  return NULL;
}

/*
 * Called with the lock held. Joined, not detached: at the end of a worker thread's environment our code is unmapped, and nobody may
 * be on the last steps out of it then. Those that have left the pool do not need the lock any more.
 */
static void join_finished(struct pool *pool) {
  while (pool->finished_count > 0) {
    const pthread_t thread = pool->finished[--pool->finished_count];
    pthread_mutex_unlock(&pool->lock);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&pool->lock);
  }
}

/* Signals stay with the main thread: libuv's handlers expect that of nobody, but a blocked thread must not swallow one. */
static int spawn(struct pool *pool) {
  pthread_attr_t attributes;
  pthread_t thread;
  sigset_t all, before;
  sigfillset(&all);
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_SIZE);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int error = pthread_create(&thread, &attributes, work, pool);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return error;
}

static unsigned queued(const struct pool *pool) {
  unsigned count = 0;
  for (const struct job *job = pool->first; job != NULL && count <= pool->idle; job = job->next) count++;
  return count;
}

int pool_submit(struct pool *pool, struct job *job) {
  int error = 0;
  pthread_mutex_lock(&pool->lock);
  job->next = NULL;
  if (pool->first == NULL) pool->first = job;
  else pool->last->next = job;
  struct job *before = pool->last;
  pool->last = job;
  if (queued(pool) > pool->idle && pool->threads < pool->limit) {
    join_finished(pool);
    error = spawn(pool);
    if (error == 0) pool->threads++;
  }
  if (pool->threads > 0) error = 0;
  else pool->first = NULL, pool->last = before;
  pthread_cond_signal(&pool->wake);
  pthread_mutex_unlock(&pool->lock);
  return error;
}

struct job *pool_cancel(struct pool *pool) {
  pthread_mutex_lock(&pool->lock);
  struct job *waiting = pool->first;
  pool->first = NULL;
  pthread_mutex_unlock(&pool->lock);
  return waiting;
}

void pool_end(struct pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->ending = 1;
  pthread_cond_broadcast(&pool->wake);
  while (pool->threads > 0) pthread_cond_wait(&pool->left, &pool->lock);
  join_finished(pool);
  pthread_mutex_unlock(&pool->lock);
  pthread_cond_destroy(&pool->left);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->lock);
}

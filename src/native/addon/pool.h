#ifndef LLDP_WATCH_POOL_H
#define LLDP_WATCH_POOL_H

#include <pthread.h>

/* Work for a pool. `run` is called on one of its threads and owns the job from then on. */
struct job {
  struct job *next;
  void (*run)(struct job *job);
};

enum { POOL_LIMIT = 64 };

/* Threads come with work, up to `limit`, and leave when there was none for a moment. */
struct pool {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  pthread_cond_t left;
  struct job *first;
  struct job *last;
  unsigned limit;
  unsigned threads;
  unsigned idle;
  pthread_t finished[POOL_LIMIT]; /* have left the pool; joined before others take their place */
  unsigned finished_count;
  int ending;
};

/* At most POOL_LIMIT. */
void pool_begin(struct pool *pool, unsigned limit);
/* Returns 0, or the errno when not one thread could be had: the job is still the caller's then. */
int pool_submit(struct pool *pool, struct job *job);
/* Takes back the jobs that nobody has begun, linked by `next`. */
struct job *pool_cancel(struct pool *pool);
/* Waits until every job is done and every thread has left. */
void pool_end(struct pool *pool);

#endif

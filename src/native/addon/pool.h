#ifndef LLDP_WATCH_POOL_H
#define LLDP_WATCH_POOL_H

#include <pthread.h>

/* Work for a pool. `run` is called on one of its threads and owns the job from then on. */
struct job {
  struct job *next;
  void (*run)(struct job *job);
};

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
  int ending;
};

void pool_begin(struct pool *pool, unsigned limit);
/* Returns 0, or the errno when not one thread could be had: the job is still the caller's then. */
int pool_submit(struct pool *pool, struct job *job);
/* Waits until every job is done and every thread has left. */
void pool_end(struct pool *pool);

#endif

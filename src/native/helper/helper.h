#ifndef LLDP_WATCH_HELPER_H
#define LLDP_WATCH_HELPER_H

#include "helper/protocol.h"

#include <sys/types.h>

enum { EXIT_REFUSED = 1, EXIT_USAGE_ERROR = 2, NEEDS_MAX = 8, RULE_MAX = 16384 };

struct options {
  const char *user;   /* --user: name or number */
  const char *state;  /* --state: folder to make for that user */
  const char *socket; /* --socket: path of the API's Unix socket */
  const char *namespaces; /* --namespaces: pattern of those that packet sockets are opened in */
  const char *needs[NEEDS_MAX]; /* --needs: files that the user must be able to read */
  size_t need_count;
  unsigned stop_seconds; /* --stop-seconds: what node gets to end after a signal */
  char **command;        /* after --: what runs unprivileged */
};

struct account {
  uid_t uid;
  gid_t gid;
  const char *why; /* which rule chose it */
};

/* log.c: one line each to standard error, which is the journal under a service manager. Returns whether it was written: nobody waits for it. */
int say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same for a refused request. At most a burst of them per second is written out, the rest is counted and told. */
void say_refused(const struct request *request, const char *why);
void say_silent_refusals(void);
_Noreturn void stop(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* options.c */
void read_options(int count, char **arguments, struct options *options);

/* account.c: our own when we are not root, else --user, else `lldp-watch`, else SUDO_UID, else nobody. */
struct account choose_account(const char *wanted);

/* state_folder.c, api_socket.c: both before any privilege is dropped. */
void prepare_state_folder(const char *path, struct account account);
int bind_api_socket(const char *path, struct account account);

/* privilege.c */
void keep_needed_capabilities(struct account account);
void become_unprivileged(struct account account);

/* sandbox.c */
void enter_sandbox(void);

/* service.c: forks and runs the command as `account`; `channel` and `api` stay open in it. Returns its process id. */
pid_t start_service(const struct options *options, struct account account, int channel, int api);

/* pattern.c: lldpd's grammar, as in src/base/pattern.ts: a comma list of wildcards, `!name` denies, `!!name` allows all the same. */
int pattern_allows(const char *pattern, const char *name);
/*
 * rules.c: whether packet sockets may be opened there, judged by the name that node shows for it: the first in /run/netns, or `host`. A
 * namespace without a name there passes: what runtimes call it is not ours to ask.
 */
int namespace_allowed(const struct kernel *kernel, const char *pattern, uint64_t inode);

/* requests.c: answers one request of node. Returns 0, or -1 when node has closed its end. */
struct session {
  struct kernel kernel;
  int channel;
  int signals; /* signalfd(2) */
  uint32_t last_id;
  const char *notify_address;
  const char *namespaces; /* --namespaces, or NULL */
  /* What node said at its start, before it heard of anybody: the part that has come so far. It can be said once. */
  char rule[RULE_MAX];
  size_t rule_length;
  int rule_closed;
};
int answer_request(struct session *session);
int send_reply(const struct session *session, const struct reply *reply, int fd);

/* serve.c. All signals are blocked already; those that matter are read from the descriptor. */
int watch_signals(void);
/* Until the service has ended; returns its exit status. */
int serve(struct session *session, pid_t service, unsigned stop_seconds);

#endif

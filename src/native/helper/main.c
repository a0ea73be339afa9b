#include "helper/helper.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * The privileged parent of the service. Read in this order: what is prepared with full rights, the fork, what is given up, the loop.
 * Everything below `enter_sandbox` happens with five capabilities and the system calls that sandbox.c names.
 */
int main(int count, char **arguments) {
  struct options options;
  struct failure failure = {0};
  struct session session = {.channel = -1};
  int pair[2], api = -1;
  sigset_t all;

  read_options(count, arguments, &options);
  const struct account account = choose_account(options.user);
  if (options.state != NULL) prepare_state_folder(options.state, account);
  if (options.socket != NULL) api = bind_api_socket(options.socket, account);
  if (kernel_begin(&session.kernel, &failure) < 0) stop(EXIT_REFUSED, "%s: %s", failure.call, strerror(failure.number));
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) stop(EXIT_REFUSED, "socketpair: %s", strerror(errno));
  session.namespaces = options.namespaces;
  session.notify_address = getenv("NOTIFY_SOCKET");

  /* Before the fork, so that no signal is lost between it and the loop. */
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  const pid_t service = start_service(&options, account, pair[1], api);
  close(pair[1]);
  if (api >= 0) close(api);
  session.channel = pair[0];
  session.signals = watch_signals();
  session.kernel.ignored[1] = service;

  keep_needed_capabilities(account);
  enter_sandbox();
  const int status = serve(&session, service, options.stop_seconds);

  say_silent_refusals();
  if (options.socket != NULL) unlink(options.socket);
  kernel_end(&session.kernel);
  return status;
}

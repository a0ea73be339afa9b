#include "helper/helper.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void pass_signal(const struct session *session, const struct signalfd_siginfo *info) {
  /* What the terminal or the kernel sends reaches the whole process group: node has it already. */
  if (info->ssi_code == SI_KERNEL) return;
  const struct reply notice = {.magic = PROTOCOL_MAGIC, .value = (int32_t)info->ssi_signo};
  if (send_reply(session, &notice, -1) < 0) say("signal %u could not be passed on: %s", info->ssi_signo, strerror(errno));
}

/* The exit status that a shell would show for it, or -1 while it runs. */
static int status_of(pid_t service) {
  int status;
  const pid_t ended = waitpid(service, &status, WNOHANG);
  if (ended != service) return ended < 0 && errno == ECHILD ? EXIT_REFUSED : -1;
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  say("the service was ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
  return 128 + WTERMSIG(status);
}

static int is_ending(uint32_t signal) { return signal == SIGTERM || signal == SIGINT || signal == SIGQUIT; }

int watch_signals(void) {
  static const int signals[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGWINCH, SIGALRM, SIGCHLD};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) sigaddset(&set, signals[i]);
  const int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd < 0) stop(EXIT_REFUSED, "signalfd: %s", strerror(errno));
  return fd;
}

/* One request at a time, and only when its reply has room: a node that reads no replies waits for itself, not we for it. */
static int serve_channel(struct session *session, struct pollfd *channel) {
  if (channel->revents & (POLLIN | POLLHUP | POLLERR)) {
    struct pollfd room = {.fd = session->channel, .events = POLLOUT};
    if (poll(&room, 1, 0) <= 0 || !(room.revents & (POLLOUT | POLLHUP | POLLERR))) {
      channel->events = POLLOUT;
      return 0;
    }
    if (answer_request(session) < 0) return -1;
  }
  channel->events = POLLIN;
  return 0;
}

int serve(struct session *session, pid_t service, unsigned stop_seconds) {
  struct pollfd watched[] = {{.fd = session->signals, .events = POLLIN}, {.fd = session->channel, .events = POLLIN}};
  for (;;) {
    struct signalfd_siginfo info;
    if (poll(watched, 2, -1) < 0 && errno != EINTR) stop(EXIT_REFUSED, "poll: %s", strerror(errno));
    while (read(watched[0].fd, &info, sizeof info) == sizeof info) {
      if (info.ssi_signo == SIGCHLD) continue;
      if (info.ssi_signo == SIGALRM) {
        say("the service did not end in %u s: it is killed", stop_seconds);
        (void)kill(service, SIGKILL);
        continue;
      }
      pass_signal(session, &info);
      if (is_ending(info.ssi_signo)) alarm(stop_seconds);
    }
    const int status = status_of(service);
    if (status >= 0) return status;
    /* Node may close its end and live on; its own end is what ends us. */
    if (watched[1].fd >= 0 && serve_channel(session, &watched[1]) < 0) watched[1].fd = -1;
  }
}

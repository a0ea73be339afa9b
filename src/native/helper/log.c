#include "helper/helper.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_OCTETS = 1024, REFUSALS_PER_SECOND = 20, PATIENCE_MS = 1000 };

/*
 * One write per line, so that lines of two processes do not mix. When nobody takes what is in standard error (a stopped terminal, a
 * stuck journal), the line is lost after `patience` ms: the service must not wait for it. Returns whether it was written.
 */
static int write_line(int patience, const char *format, va_list arguments) {
  struct pollfd output = {.fd = STDERR_FILENO, .events = POLLOUT};
  if (poll(&output, 1, patience) <= 0) return 0;
  char line[LINE_MAX_OCTETS] = "lldp-watch-helper: ";
  const size_t start = sizeof "lldp-watch-helper: " - 1;
  int length = vsnprintf(line + start, sizeof line - start - 1, format, arguments);
  if (length < 0) return 0;
  size_t end = start + (size_t)length;
  if (end > sizeof line - 2) end = sizeof line - 2;
  line[end] = '\n';
  return write(STDERR_FILENO, line, end + 1) > 0;
}

int say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = write_line(0, format, arguments);
  va_end(arguments);
  return written;
}

_Noreturn void stop(int status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  (void)write_line(PATIENCE_MS, format, arguments);
  va_end(arguments);
  exit(status);
}

static unsigned silent;

void say_silent_refusals(void) {
  if (silent > 0 && say("refused %u more requests", silent)) silent = 0;
}

void say_refused(const struct request *request, const char *why) {
  static time_t second;
  static unsigned written;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (now.tv_sec != second) {
    say_silent_refusals();
    second = now.tv_sec;
    written = 0;
  }
  const unsigned long long inode = request->inode;
  if (written++ >= REFUSALS_PER_SECOND || !say("refused request %u: %s (type %u, kind %u, namespace %llu, interface %u)", request->id, why,
                                               request->type, request->kind, inode, request->ifindex))
    silent++;
}

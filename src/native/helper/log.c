#include "helper/helper.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_OCTETS = 1024, REFUSALS_PER_SECOND = 20 };

/* One write per line, so that lines of two processes do not mix. */
static void write_line(const char *format, va_list arguments) {
  char line[LINE_MAX_OCTETS] = "lldp-watch-helper: ";
  const size_t start = sizeof "lldp-watch-helper: " - 1;
  int length = vsnprintf(line + start, sizeof line - start - 1, format, arguments);
  if (length < 0) return;
  size_t end = start + (size_t)length;
  if (end > sizeof line - 2) end = sizeof line - 2;
  line[end] = '\n';
  const ssize_t written = write(STDERR_FILENO, line, end + 1);
  (void)written;
}

void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_line(format, arguments);
  va_end(arguments);
}

_Noreturn void stop(int status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_line(format, arguments);
  va_end(arguments);
  exit(status);
}

static unsigned silent;

void say_silent_refusals(void) {
  if (silent > 0) say("refused %u more requests", silent);
  silent = 0;
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
  if (written++ >= REFUSALS_PER_SECOND) {
    silent++;
    return;
  }
  say("refused request %u: %s (type %u, kind %u, namespace %llu, interface %u)", request->id, why, request->type, request->kind,
      (unsigned long long)request->inode, request->ifindex);
}

#include "helper/helper.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: lldp-watch-helper [--user NAME|UID] [--state DIR] [--socket PATH] [--namespaces PATTERN] [--needs FILE]...\n"
    "                         [--stop-seconds N] -- COMMAND [ARGUMENT]...\n"
    "Runs COMMAND as an unprivileged user and opens sockets in network namespaces for it.\n";

void read_options(int count, char **arguments, struct options *options) {
  static const struct option known[] = {
      {"user", required_argument, NULL, 'u'},  {"state", required_argument, NULL, 's'}, {"socket", required_argument, NULL, 'l'},
      {"needs", required_argument, NULL, 'n'}, {"namespaces", required_argument, NULL, 'p'}, {"stop-seconds", required_argument, NULL, 't'}, {"help", no_argument, NULL, 'h'}, {0},
  };
  *options = (struct options){.stop_seconds = 10};
  for (int letter; (letter = getopt_long(count, arguments, "+", known, NULL)) != -1;) {
    if (letter == 'u') options->user = optarg;
    else if (letter == 's') options->state = optarg;
    else if (letter == 'l') options->socket = optarg;
    else if (letter == 'p') options->namespaces = optarg;
    else if (letter == 'n' && options->need_count < NEEDS_MAX) options->needs[options->need_count++] = optarg;
    else if (letter == 't') options->stop_seconds = (unsigned)strtoul(optarg, NULL, 10);
    else {
      fputs(usage, letter == 'h' ? stdout : stderr);
      exit(letter == 'h' ? 0 : EXIT_USAGE_ERROR);
    }
  }
  options->command = arguments + optind;
  if (options->command[0] == NULL) {
    fputs(usage, stderr);
    exit(EXIT_USAGE_ERROR);
  }
}

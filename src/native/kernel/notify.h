#ifndef LLDP_WATCH_NOTIFY_H
#define LLDP_WATCH_NOTIFY_H

#include "kernel/failure.h"

#include <stddef.h>

/*
 * Sends `state` (READY=1, WATCHDOG=1, ...) to the service manager, whose socket is named by `address` (NOTIFY_SOCKET, sd_notify(3)).
 * Returns 1 when sent, 0 when there is no address, -1 on failure.
 */
int notify_service(const char *address, const char *state, size_t length, struct failure *failure);

#endif

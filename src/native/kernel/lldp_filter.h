#ifndef LLDP_WATCH_LLDP_FILTER_H
#define LLDP_WATCH_LLDP_FILTER_H

#include "failure.h"

/*
 * Lets only LLDP pass (ethertype 0x88cc, plain or behind one 802.1Q tag that the kernel left in the frame) and locks the filter:
 * whoever holds the descriptor later cannot take it off, whatever the socket is bound to then (socket(7), SO_LOCK_FILTER).
 */
int attach_lldp_filter(int fd, struct failure *failure);

#endif

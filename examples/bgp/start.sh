#!/bin/sh
# Starts FRR's zebra and bgpd for one node; runs inside the node's namespace, with LLDP_WATCH_LAB and LLDP_WATCH_NODE in the environment.
# Sockets, process ids and logs go to a folder of the node's own: all namespaces of a machine share one file system.
set -eu
command -v vtysh >/dev/null || { echo "FRR is not installed: apt-get install frr"; exit 1; }
run=/run/lldp-watch/frr/$LLDP_WATCH_LAB/$LLDP_WATCH_NODE
rm -rf "$run"
install -d -o frr -g frr "$run"
install -o frr -g frr -m 640 "bgp/$LLDP_WATCH_NODE.conf" "$run/bgpd.conf"
start() {
  /usr/lib/frr/"$1" --daemon --user frr --group frr --config_file "$2" --pid_file "$run/$1.pid" \
    --socket "$run/zserv.api" --vty_socket "$run" --vty_addr 127.0.0.1 --log "file:$run/$1.log"
}
start zebra /dev/null
start bgpd "$run/bgpd.conf"

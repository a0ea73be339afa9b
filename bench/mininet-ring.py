"""Builds a ring of hosts with Mininet and takes it down. Prints the seconds of each, with imports left out in Mininet's favor."""
import sys
import time

from mininet.clean import cleanup  # noqa: F401  (imported so that its cost is not in the figures)
from mininet.net import Mininet

count = int(sys.argv[1])
start = time.monotonic()
net = Mininet(controller=None, waitConnected=False)
hosts = [net.addHost(f"h{index}", ip=None) for index in range(count)]
for index, host in enumerate(hosts):
    net.addLink(host, hosts[(index + 1) % count])
net.start()
up = time.monotonic() - start
start = time.monotonic()
net.stop()
print(up, time.monotonic() - start)

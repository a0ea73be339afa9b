#!/usr/bin/python3
"""Writes seeded random, valid LLDPDUs as a capture: make-lldpdus.py SEED COUNT FILE. Basic TLVs are scapy's own classes, the
organizational ones are packed here from the layouts of the standards, without any help of the program under test."""
import random
import struct
import sys

from scapy.config import conf
from scapy.contrib import lldp
from scapy.layers.l2 import Dot1Q, Ether
from scapy.utils import wrpcap

seed, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
draw = random.Random(seed)
conf.contribs["LLDP"].strict_mode_disable()

DOT1, DOT3, MED = 0x0080C2, 0x00120F, 0x0012BB
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/ "
WIDE = LETTERS + "äöüßéñ東京데이터😀"


def u(bits):
    return draw.getrandbits(bits)


def text(least, most, alphabet=LETTERS):
    letters = "".join(draw.choice(alphabet) for _ in range(draw.randint(least, most))).strip()
    octets = letters.encode()[:most]
    return octets.decode(errors="ignore").encode() or b"x"


def mac():
    return bytes([0x02, *[u(8) for _ in range(5)]])


def colons(octets):
    return ":".join(f"{octet:02x}" for octet in octets)


def dots(octets):
    return ".".join(str(octet) for octet in octets)


def ip6():
    return bytes([0x20, 0x01, 0x0D, 0xB8, *[u(8) for _ in range(12)]])


def identifier(kind, names):
    subtype, form = draw.choice(names)
    if form == "mac":
        value = colons(mac())
        return kind(subtype=subtype, id=value)
    if form == "network":
        family, value = draw.choice([(1, dots(bytes(u(8) for _ in range(4)))), (2, None)])
        if family == 2:
            import socket
            value = socket.inet_ntop(socket.AF_INET6, ip6())
        return kind(subtype=subtype, family=family, id=value)
    return kind(subtype=subtype, id=text(1, 40))


CHASSIS = [(1, "text"), (2, "text"), (3, "text"), (4, "mac"), (5, "network"), (6, "text"), (7, "text")]
PORT = [(1, "text"), (2, "text"), (3, "mac"), (4, "network"), (5, "text"), (7, "text")]
CAPABILITIES = ["other", "repeater", "mac_bridge", "wlan_access_point", "router", "telephone", "docsis_cable_device", "station_only",
                "c_vlan_component", "s_vlan_component", "two_port_mac_relay"]


def capabilities():
    fields = {}
    for name in CAPABILITIES:
        supported = u(1)
        fields[f"{name}_available"] = supported
        fields[f"{name}_enabled"] = supported & u(1)
    return lldp.LLDPDUSystemCapabilities(**fields)


def management_address():
    family, address = draw.choice([(1, bytes(u(8) for _ in range(4))), (2, ip6()), (6, mac())])
    # 1.3.6.1.4.1.N.N, in BER
    oid = draw.choice([b"", b"\x2b\x06\x01\x04\x01" + bytes([draw.randint(1, 127), draw.randint(0, 127)])])
    return lldp.LLDPDUManagementAddress(
        management_address_subtype=family,
        management_address=address,
        interface_numbering_subtype=draw.randint(1, 3),
        interface_number=u(32),
        object_id=oid,
    )


def tables():
    priorities = bytes((draw.randint(0, 7) << 4) | draw.randint(0, 7) for _ in range(4))
    return priorities + bytes(draw.randint(0, 100) for _ in range(8)) + bytes(draw.choice([0, 1, 2, 255]) for _ in range(8))


def coordinates():
    latitude = (draw.randint(0, 34) << 34) | (draw.randint(-90 << 25, 90 << 25) & (2**34 - 1))
    longitude = (draw.randint(0, 34) << 34) | (draw.randint(-180 << 25, 180 << 25) & (2**34 - 1))
    altitude = (draw.randint(1, 2) << 36) | (draw.randint(0, 30) << 30) | (draw.randint(-(2**20), 2**21) & (2**30 - 1))
    return b"".join(field.to_bytes(5, "big") for field in (latitude, longitude, altitude)) + bytes([draw.randint(1, 3)])


def civic():
    elements = b""
    for _ in range(draw.randint(1, 4)):
        value = text(1, 20)
        elements += bytes([draw.choice([0, 1, 2, 3, 6, 19, 24, 25, 27, 28, 128]), len(value)]) + value
    address = bytes([draw.randint(0, 2)]) + draw.choice([b"DE", b"US", b"JP"]) + elements
    return bytes([len(address)]) + address


def vlan():
    return struct.pack("!H", draw.randint(1, 4094))


def named_vlan():
    name = text(1, 32)
    return vlan() + bytes([len(name)]) + name


def identity():
    octets = draw.choice([b"\x88\xcc", b"\x88\x8e\x01", b"\x42\x42\x03\x00\x00"])
    return bytes([len(octets)]) + octets


def applications():
    rows = draw.randint(0, 5)
    return b"\0" + b"".join(bytes([(u(3) << 5) | draw.randint(1, 5)]) + struct.pack("!H", u(16)) for _ in range(rows))


def power():
    short = bytes([u(4), draw.randint(1, 2), draw.randint(1, 5)])
    if draw.random() < 0.3:
        return short
    allocated = bytes([(u(2) << 6) | (u(2) << 4) | u(2)]) + struct.pack("!HH", u(10), u(10))
    if draw.random() < 0.5:
        return short + allocated
    down = (draw.choice([0, 0x1D]) << 18) | u(18)
    four = struct.pack("!HHHHH", u(10), u(10), u(10), u(10), u(16)) + bytes([draw.randint(0, 5) << 1 | u(1)])
    return short + allocated + four + struct.pack("!H", u(10)) + bytes([u(3)]) + down.to_bytes(3, "big")


def words(number, bits):
    return b"".join(u(bits).to_bytes(2, "big") for _ in range(number))


# OUI, subtype, maker of the information, whether it may come again
ORGANIZATIONAL = [
    (DOT1, 1, vlan, False),
    (DOT1, 2, lambda: bytes([draw.choice([0, 2, 6])]) + vlan(), True),
    (DOT1, 3, named_vlan, True),
    (DOT1, 4, identity, True),
    (DOT1, 5, lambda: struct.pack("!I", u(32)), False),
    (DOT1, 6, vlan, False),
    (DOT1, 7, lambda: bytes([u(4)]) + struct.pack("!I", u(32)), False),
    (DOT1, 8, lambda: bytes([u(8), u(8)]), False),
    (DOT1, 9, lambda: bytes([(u(2) << 6) | u(3)]) + tables(), False),
    (DOT1, 10, lambda: b"\0" + tables(), False),
    (DOT1, 11, lambda: bytes([(u(2) << 6) | draw.randint(0, 8), u(8)]), False),
    (DOT1, 12, applications, False),
    (DOT3, 1, lambda: bytes([u(2)]) + words(1, 16) + struct.pack("!H", draw.randint(0, 53)), False),
    (DOT3, 2, power, False),
    (DOT3, 3, lambda: bytes([u(2)]) + struct.pack("!I", u(32)), False),
    (DOT3, 4, lambda: words(1, 16), False),
    (DOT3, 5, lambda: words(5, 16), False),
    (DOT3, 7, lambda: struct.pack("!H", u(5)), False),
    (MED, 1, lambda: struct.pack("!H", u(6)) + bytes([draw.randint(0, 4)]), False),
    (MED, 2, lambda: bytes([draw.randint(1, 8)]) + ((u(2) << 22) | u(21)).to_bytes(3, "big"), False),
    (MED, 3, lambda: draw.choice([lambda: b"\x01" + coordinates(), lambda: b"\x02" + civic(), lambda: b"\x03" + b"%010d" % u(33)])(), False),
    (MED, 4, lambda: bytes([(u(1) << 6) | (draw.randint(0, 2) << 4) | draw.randint(0, 3)]) + struct.pack("!H", draw.randint(0, 1023)), False),
    *[(MED, subtype, lambda: text(1, 32), False) for subtype in range(5, 12)],
    (0xA1B2C3, 7, lambda: bytes(u(8) for _ in range(draw.randint(0, 40))), True),
]


def organizational():
    chosen = draw.sample(ORGANIZATIONAL, draw.randint(0, 8))
    tlvs = []
    for oui, subtype, make, again in chosen:
        for _ in range(draw.randint(1, 3) if again else 1):
            tlvs.append(lldp.LLDPDUGenericOrganisationSpecific(org_code=oui, subtype=subtype, data=make()))
    return tlvs


def lldpdu():
    optional = []
    if u(1):
        optional.append(lldp.LLDPDUPortDescription(description=text(1, 80, WIDE)))
    if u(1):
        optional.append(lldp.LLDPDUSystemName(system_name=text(1, 60, WIDE)))
    if u(1):
        optional.append(lldp.LLDPDUSystemDescription(description=text(1, 255, WIDE)))
    if u(1):
        optional.append(capabilities())
    optional += [management_address() for _ in range(draw.randint(0, 2))]
    optional += organizational()
    draw.shuffle(optional)
    end = [lldp.LLDPDUEndOfLLDPDU()] if u(3) else []
    tlvs = [
        identifier(lldp.LLDPDUChassisID, CHASSIS),
        identifier(lldp.LLDPDUPortID, PORT),
        lldp.LLDPDUTimeToLive(ttl=draw.randint(1, 65535)),
        *optional,
        *end,
    ]
    octets = b"".join(bytes(tlv) for tlv in tlvs)
    group = draw.choice(["01:80:c2:00:00:0e", "01:80:c2:00:00:03", "01:80:c2:00:00:00"])
    tag = bytes(Dot1Q(vlan=draw.randint(0, 4094), prio=u(3), type=0x88CC)) if u(3) == 0 else b""
    header = bytes(Ether(dst=group, src=colons(mac()), type=0x8100 if tag else 0x88CC))
    return header + tag + octets


packets = []
while len(packets) < count:
    frame = lldpdu()
    if len(frame) <= 1514:
        packet = Ether(frame)
        packet.time = 1_700_000_000 + len(packets) / 1000
        packets.append(packet)
wrpcap(path, packets)

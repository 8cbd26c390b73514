"""The addresses under which phones may reach this computer: what kind each is, and which one the QR code holds.

Only a private IPv4 is ever offered: it is what a school's Wi-Fi gives to laptop and phones alike, short enough to type, and not
to be reached from outside. Nothing is sent to find it.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import NamedTuple

WIFI, CABLE, VPN, VIRTUAL, OTHER = "wifi", "cable", "vpn", "virtual", "other"
KINDS_OF_NETWORK = (WIFI, CABLE, OTHER, VPN, VIRTUAL)
"""The kinds, those that phones may be in first."""

PRIVATE, PUBLIC, NONE_GIVEN = "private", "public", "none-given"
"""How far an address reaches: the room's own network, the world, or nowhere because no network gave one (169.254)."""

PORTS = (80, 8080, 8081, 8082, 8888, 0)
"""Ports that are tried: 80 needs no number behind the address, and more rights than most have."""

_PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_GIVEN_BY_NOBODY = IPv4Network("169.254.0.0/16")
_LOOPBACK = IPv4Network("127.0.0.0/8")
_NOWHERE = "198.51.100.1"
"""An address of documentation: a socket that is to send there tells the way out, and sends nothing."""

_BY_NAME = (
    (
        VIRTUAL,
        "vethernet virtual vmware vmnet vbox hyper-v docker br- virbr veth lxc lxd podman wsl bridge awdl llw anpi",
    ),
    (
        VPN,
        "vpn tun tap wg wireguard wintun tailscale zerotier zt ppp utun ipsec anyconnect fortinet openvpn gpd nordlynx",
    ),
    (WIFI, "wi-fi wifi wireless wlan wlp wlx wl 802.11 airport"),
    (CABLE, "ethernet eth enp eno ens enx lan gbe realtek broadcom"),
)
"""Parts of the names that systems give to interfaces; the first that fits tells the kind."""


class Address(NamedTuple):
    """An IPv4 address of this computer. `name` is the system's for the interface; `is_way_out` where the default route leaves."""

    ip: str
    kind: str
    name: str
    reach: str
    is_way_out: bool = False


def kind_of(name: str, wireless: Iterable[str] = ()) -> str:
    """Return the kind of an interface by its name; `wireless` are those that the system calls so."""
    if name in wireless:
        return WIFI
    lowered = name.casefold()
    for kind, parts in _BY_NAME:
        for part in parts.split():
            if lowered.startswith(part) or (len(part) > 3 and part in lowered):
                return kind
    return OTHER


def reach_of(ip: str) -> str:
    """Return how far an address reaches."""
    address = IPv4Address(ip)
    if address in _GIVEN_BY_NOBODY:
        return NONE_GIVEN
    return PRIVATE if any(address in network for network in _PRIVATE) else PUBLIC


def ranked(found: Iterable[Address]) -> tuple[Address, ...]:
    """Return addresses with those that phones most likely reach first."""
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.reach != PRIVATE,
                one.kind in (VPN, VIRTUAL),
                not one.is_way_out,
                KINDS_OF_NETWORK.index(one.kind),
                IPv4Address(one.ip),
            ),
        )
    )


def best(found: Iterable[Address]) -> Address | None:
    """Return the address for the QR code: a private one of a network that phones can be in, None where there is none."""
    return next((one for one in ranked(found) if one.reach == PRIVATE and one.kind not in (VPN, VIRTUAL)), None)


def addresses() -> tuple[Address, ...]:
    """Return all IPv4 addresses of this computer but the loopback, the likeliest first."""
    import ifaddr

    out, wireless = _way_out(), _wireless()
    found = [
        Address(ip.ip, kind_of(adapter.nice_name, wireless), adapter.nice_name, reach_of(ip.ip), ip.ip == out)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and IPv4Address(ip.ip) not in _LOOPBACK
    ]
    return ranked(found)


def _way_out() -> str:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((_NOWHERE, 9))
        return str(probe.getsockname()[0])
    return ""


def _wireless() -> frozenset[str]:
    """Return the names of interfaces that the system itself calls wireless, where it tells without being asked long."""
    if sys.platform.startswith("linux"):
        return frozenset(path.parent.name for path in Path("/sys/class/net").glob("*/wireless"))
    return frozenset(("en0",)) if sys.platform == "darwin" else frozenset()

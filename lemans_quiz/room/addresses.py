"""Where phones find this laptop: its private addresses in the networks that it is in."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address

_ELSEWHERE = ("10.255.255.255", "192.168.255.255", "172.31.255.255", "192.0.2.1")
"""Nothing is sent to them: the system only says from which of its addresses it would."""


def addresses() -> tuple[str, ...]:
    """Return this laptop's addresses in private networks, the one that leads on first; none where it is in no network."""
    found = [*(_from(target) for target in _ELSEWHERE[::-1]), *_of_the_name()]
    return tuple(dict.fromkeys(one for one in found if one and is_private(one)))


def is_private(address: str) -> bool:
    """Tell whether an address is one of a network of a house or a school: nobody outside reaches it."""
    try:
        one = IPv4Address(address)
    except ValueError:
        return False
    return one.is_private and not (one.is_loopback or one.is_link_local or one.is_unspecified)


def _from(target: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect((target, 9))
            return str(asked.getsockname()[0])
        except OSError:
            return ""


def _of_the_name() -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []

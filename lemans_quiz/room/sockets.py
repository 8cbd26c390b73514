"""The sockets that a room listens at: some addresses at one port, and how many connections may be open."""

from __future__ import annotations

import errno
import socket
import sys

from lemans_quiz.core.messages import message
from lemans_quiz.errors import QuizError

WAITING = 1024
"""Connections that may wait to be accepted: a class scans at once."""
_MOST_FILES = 8192


class PortTaken(QuizError):
    """None of the ports that were asked for is free."""


def bound_sockets(addresses: tuple[str, ...], ports: tuple[int, ...]) -> list[socket.socket]:
    """Return listening sockets for all addresses at the first of the ports that is free at all of them; 0 is any.

    The IPv6 loopback may be missing on a machine. Raises PortTaken, or QuizError for an address that this machine has not.
    """
    for port in ports:
        sockets: list[socket.socket] = []
        try:
            for address in addresses:
                taken = sockets[0].getsockname()[1] if sockets else port
                sockets += _socket(address, taken, is_needed=address != "::1")
        except OSError as problem:
            for one in sockets:
                one.close()
            if problem.errno in (errno.EADDRNOTAVAIL, errno.EINVAL, errno.EAFNOSUPPORT):
                raise QuizError(
                    message("This computer does not have the address {address}.", address=", ".join(addresses))
                ) from problem
            continue
        return sockets
    told = ", ".join(map(str, ports))
    raise PortTaken(
        message("Port {port} is not available: another program uses it, or it needs more rights.", port=told),
        message("Close the other program, or choose another port."),
    )


def _socket(address: str, port: int, *, is_needed: bool) -> list[socket.socket]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        found = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        if is_needed:
            raise
        return []
    try:
        if sys.platform != "win32":  # There it would let two programs have the same port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind((address, port))
        found.listen(WAITING)
    except OSError as problem:
        found.close()
        # Taken by another program, it would be what a browser finds first.
        if is_needed or problem.errno == errno.EADDRINUSE:
            raise
        return []
    found.setblocking(False)
    return [found]


def raise_open_files() -> int:
    """Let more files be open, where the system starts with few and allows more (macOS begins with 256); return how many may be."""
    if sys.platform == "win32":
        return _MOST_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):
        return soft
    return wanted

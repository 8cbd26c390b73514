"""`lmq host --check`: whether phones will reach this computer, said the day before, and tried with one's own phone."""

from __future__ import annotations

import shutil
import socket
import sys
import textwrap
import threading
from typing import NamedTuple

import typer
from rich.console import Console

from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.core.messages import Message, message
from lemans_quiz.errors import FAILED, QuizError
from lemans_quiz.games.host import firewall
from lemans_quiz.games.host.firewall import Guard, guards
from lemans_quiz.i18n import _, render
from lemans_quiz.room.addresses import (
    CABLE,
    NONE_GIVEN,
    PORTS,
    PRIVATE,
    VIRTUAL,
    VPN,
    WIFI,
    Address,
    addresses,
    best,
)
from lemans_quiz.terminal.qr import qr_lines

_WAIT = 0.2


class Found(NamedTuple):
    """All that was found out. `port` is the first that is free, `taken` those before it."""

    addresses: tuple[Address, ...]
    guards: tuple[Guard, ...]
    port: int
    taken: tuple[int, ...] = ()

    @property
    def own(self) -> Address | None:
        """The address that phones are told."""
        return best(self.addresses)

    @property
    def place(self) -> str:
        """What is typed into a phone; empty without an address."""
        if self.own is None:
            return ""
        return self.own.ip if self.port == 80 else f"{self.own.ip}:{self.port}"


def check(port: int = 0) -> None:
    """Say what was found and what to do about it; on a terminal wait for a phone, until Ctrl-C. Leaves with FAILED without an address."""
    found = look((port,) if port else PORTS)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines(found):
        print(
            textwrap.fill(line, width - 1, subsequent_indent=" " * 19 * line.startswith("  ")) if width > 20 else line
        )
    if found.own is None:
        raise typer.Exit(FAILED)
    if sys.stdin.isatty() and sys.stdout.isatty():
        _try_with_a_phone(found)


def look(ports: tuple[int, ...] = PORTS) -> Found:
    """Find out what phones will meet."""
    found = addresses()
    own = best(found)
    taken: list[int] = []
    for port in ports:
        if own is None or _is_free(own.ip, port):
            return Found(found, guards(), port, tuple(taken))
        taken.append(port)
    return Found(found, guards(), 0, tuple(taken))


def _is_free(ip: str, port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except OSError:
            return False
    return True


def lines(found: Found) -> list[str]:
    """Return all that is said: addresses, port, what may be in the way, and a verdict."""
    said = [_("Addresses of this computer:")]
    said += [f"  {one.ip:<15}  {_kind(one)}" for one in found.addresses] or [_("  none")]
    if found.own is not None and found.taken:
        ports = ", ".join(str(port) for port in found.taken)
        said.append(_("Port {ports} is not available, so {port} is used.").format(ports=ports, port=found.port))
    said += [render(_guarded(guard, found.port)) for guard in found.guards]
    return [*said, "", *(render(sentence) for sentence in verdict(found))]


def _kind(one: Address) -> str:
    kinds = {WIFI: _("Wi-Fi"), CABLE: _("cable"), VPN: "VPN", VIRTUAL: _("virtual, only for programs")}
    kind = kinds.get(one.kind, _("network"))
    if one.reach == NONE_GIVEN:
        return _("{kind} ({name}): no network address").format(kind=kind, name=visible(one.name))
    if one.reach != PRIVATE:
        return _("{kind} ({name}): public, not for phones").format(kind=kind, name=visible(one.name))
    return _("{kind} ({name})").format(kind=kind, name=visible(one.name))


def _guarded(guard: Guard, port: int) -> Message:
    number = port or 8080
    match guard.kind:
        case firewall.UFW:
            return message("The ufw firewall is on. To let phones in: sudo ufw allow {port}/tcp", port=number)
        case firewall.FIREWALLD:
            return message(
                "The firewalld firewall is on. To let phones in: sudo firewall-cmd --add-port={port}/tcp",
                port=number,
            )
        case firewall.MACOS:
            return message("The macOS firewall is on. When it asks, let Python accept connections.")
        case _:
            return message(
                "Windows treats the network '{name}' as public and blocks phones. Set it to 'private', or allow"
                " Python when Windows asks.",
                name=visible(guard.name),
            )


def verdict(found: Found) -> tuple[Message, ...]:
    """Return what it comes to, and the ways out where phones cannot come."""
    if found.own is not None:
        ready = message(
            "Ready: phones on the same network can reach this computer at http://{place}", place=found.place
        )
        caution = message("Before the lesson, follow the advice about the firewall above.")
        return (ready, caution) if found.guards else (ready,)
    ways = message(
        "Alternatives: a school Wi-Fi for both staff and pupils, a small travel router without internet, or a "
        "phone's hotspot with one device per team. Fingers and printed cards work without any network."
    )
    if any(one.reach not in (PRIVATE, NONE_GIVEN) for one in found.addresses):
        why = message("This computer has only a public address here, which is not for phones.")
    elif any(one.reach == PRIVATE for one in found.addresses):
        why = message("This computer is not on a network that phones can join, only on VPN and virtual ones.")
    else:
        why = message("This computer is not on a network.")
    return why, ways


def _try_with_a_phone(found: Found) -> None:
    """Serve a page that says it works, show its code, and wait until a phone has come."""
    from lemans_quiz.games.host.server import trial_routes
    from lemans_quiz.room.server import RoomServer, Site

    assert found.own is not None
    came = threading.Event()
    server = RoomServer((Site((found.own.ip,), (found.port,), trial_routes(came.set)),))
    try:
        server.start()
    except QuizError as error:
        print(render(error.sentence))
        raise typer.Exit(FAILED) from error
    console = Console(highlight=False)
    print()
    print(_("Try it: scan this with your own phone, on the Wi-Fi that the pupils use. Ctrl-C to stop waiting."))
    for line in qr_lines(f"HTTP://{found.place}/"):
        console.print(line)
    try:
        while not came.wait(_WAIT):
            pass
        print(_("Your phone has reached this computer: everything works."))
        came.clear()
        came.wait(1.0)
    except KeyboardInterrupt:
        print()
        print(_("No phone has connected. Usual causes: it uses mobile data, or the Wi-Fi isolates devices."))
        raise typer.Exit(FAILED) from None
    finally:
        server.stop()

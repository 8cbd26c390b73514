"""What the system tells of its firewall and of the network that it is in; where it tells nothing, nothing is claimed.

Systems are asked by programs of their own, for two seconds at most, and read as words that do not change with the language.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

UFW, FIREWALLD, MACOS = "ufw", "firewalld", "macos"
PROFILE = "profile"
"""A network that Windows takes for a public place, in which it lets nobody in."""

_PATIENCE = 2.0
_UFW = Path("/etc/ufw/ufw.conf")
_MACOS = ("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate")
_FIREWALLD = ("firewall-cmd", "--state")
_PROFILES = (
    "powershell", "-NoProfile", "-NonInteractive", "-Command",
    "Get-NetConnectionProfile | Select-Object Name, @{n='Category';e={[int]$_.NetworkCategory}} | ConvertTo-Json -Compress",
)  # fmt: skip

Ask = Callable[[Sequence[str]], str]
"""Runs a program and returns what it says, nothing where it cannot be run."""


class Guard(NamedTuple):
    """Something that may keep phones away: one of UFW, FIREWALLD, MACOS, PROFILE; `name` is the network's where it has one."""

    kind: str
    name: str = ""


def asked(command: Sequence[str]) -> str:
    """Run a program of the system and return what it says."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return done.stdout


def guards(platform: str = sys.platform, ask: Ask = asked, ufw: Path = _UFW) -> tuple[Guard, ...]:
    """Return what may keep phones away, as far as the system tells."""
    if platform == "darwin":
        return (Guard(MACOS),) if "State = 1" in (told := ask(_MACOS)) or "State = 2" in told else ()
    if platform == "win32":
        return tuple(Guard(PROFILE, name) for name in _public_networks(ask(_PROFILES)))
    found = [Guard(UFW)] if _has_ufw(ufw) else []
    return (*found, *([Guard(FIREWALLD)] if ask(_FIREWALLD).strip() == "running" else []))


def _has_ufw(path: Path) -> bool:
    try:
        return "ENABLED=yes" in path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False


def _public_networks(told: str) -> tuple[str, ...]:
    """Return the names of networks whose category is 0, public."""
    try:
        found = json.loads(told)
    except ValueError:
        return ()
    rows = found if isinstance(found, list) else [found]
    return tuple(str(row.get("Name", "")) for row in rows if isinstance(row, dict) and row.get("Category") == 0)

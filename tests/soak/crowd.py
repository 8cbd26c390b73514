"""Ten programs on one home at once: games, lists, exports, packs being replaced, somebody's history being deleted."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.killing import PACK, command, environment, events
from tests.soak.kills import Failure, kept

PLAYERS = ("Ada", "Ben", "Cem", "Dora", "Eva")
ANSWERS = 6


def together(home: Path) -> int:
    """Run ten programs at once; return how many answers were told of and kept."""
    before = len(kept(home))
    pack = home.parent / "newer" / "kill.yaml"
    pack.parent.mkdir(exist_ok=True)
    pack.write_text(f"{PACK}# {before} answers so far\n", encoding="utf-8")
    games = [
        subprocess.Popen(
            command("--player", name, "play", "kill", "-n", str(ANSWERS), "--json"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(home),
        )
        for name in PLAYERS
    ]
    others = [
        subprocess.Popen(
            command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home)
        )
        for arguments in (
            ("history", "list", "--everyone"),
            ("history", "export", "--everyone"),
            ("stats", "--plain"),
            ("pack", "add", "--replace", str(pack)),
            ("--player", "Nobody", "history", "delete", "--all", "--yes"),
        )
    ]
    marked = 0
    for game in games:
        told, errors = game.communicate("1\n" * 3 * ANSWERS, timeout=120)
        marked += sum(event["event"] == "marked" for event in events(told))
        if game.returncode or "Traceback" in errors:
            raise Failure(f"a game in a crowd: {game.returncode} {errors}")
    for other in others:
        _told, errors = other.communicate(timeout=120)
        if other.returncode or "Traceback" in errors:
            raise Failure(f"{other.args}: {other.returncode} {errors}")
    if len(kept(home)) - before != marked:
        raise Failure(f"{marked} answers were told of, {len(kept(home)) - before} are kept")
    return marked

"""Ten programs on one home at once: games, lists, exports, packs being replaced, somebody's history being deleted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.forking import Output, really_run
from tests.killing import PACK, environment, events
from tests.soak.kills import Failure, kept

PLAYERS = ("Ada", "Ben", "Cem", "Dora", "Eva")
ANSWERS = 6


def together(home: Path, run: Callable[..., Output] = really_run) -> int:
    """Run ten programs at once; return how many answers were told of and kept."""
    before = len(kept(home))
    pack = home.parent / "newer" / "kill.yaml"
    pack.parent.mkdir(exist_ok=True)
    pack.write_text(f"{PACK}# {before} answers so far\n", encoding="utf-8")
    games = [["--player", name, "play", "kill", "-n", str(ANSWERS), "--json"] for name in PLAYERS]
    others = [
        ["history", "list", "--everyone"],
        ["history", "export", "--everyone"],
        ["stats", "--plain"],
        ["pack", "add", "--replace", str(pack)],
        ["--player", "Nobody", "history", "delete", "--all", "--yes"],
    ]
    with ThreadPoolExecutor(len(games + others)) as at_once:
        ran = list(
            at_once.map(
                lambda words: run(words, typed="1\n" * 3 * ANSWERS * (words in games), environment=environment(home)),
                games + others,
            )
        )
    for one in ran:
        if one.returncode or "Traceback" in one.stderr:
            raise Failure(f"in a crowd: {one.args} {one.returncode} {one.stderr}")
    marked = sum(event["event"] == "marked" for game in ran[: len(games)] for event in events(game.stdout))
    if len(kept(home)) - before != marked:
        raise Failure(f"{marked} answers were told of, {len(kept(home)) - before} are kept")
    return marked

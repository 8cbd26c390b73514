"""Draw 500 games as a new player gets them, tell their levels, and write docs/default-games.md: python -m benchmarks.default_games [--print]"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.cli.selecting import UNREAD, choose, unless_named
from lemans_quiz.core.draw import Filter
from lemans_quiz.core.items import Item
from lemans_quiz.core.seeds import mixed, seed_from_number
from lemans_quiz.games.by_curve import HEART
from lemans_quiz.games.curve import STEPS
from lemans_quiz.games.draw import TEN, QuizRequest, draw_as_asked
from lemans_quiz.packs.bank import open_bank
from lemans_quiz.packs.library import SHIPPED, PackFile

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "default-games.md"
GAMES = 500


class Games(NamedTuple):
    """Games of one step of the curve, each as its items."""

    step: int
    drawn: tuple[tuple[Item, ...], ...]

    def levels_at(self, place: int) -> Counter[int]:
        """Return how often each level came at a place of the game."""
        return Counter(game[place].level for game in self.drawn)

    def share(self, level: int) -> float:
        """Return the share of a level among all questions."""
        return sum(item.level == level for game in self.drawn for item in game) / sum(map(len, self.drawn))

    def of_the_heart(self) -> Counter[int]:
        """Return how many games have how many questions of the pack at the heart."""
        return Counter(sum(item.pack == HEART for item in game) for game in self.drawn)

    def packs(self) -> float:
        """Return from how many packs a game is drawn on average."""
        return sum(len({item.pack for item in game}) for game in self.drawn) / len(self.drawn)

    def different(self) -> int:
        """Return how many different questions all games have together."""
        return len({(item.pack, item.id) for game in self.drawn for item in game})


def shipped() -> list[PackFile]:
    """Return the packs that come with the program."""
    return [PackFile(str(path), SHIPPED) for path in sorted((ROOT / "questions").glob("*.yaml"))]


def generated(folder: Path) -> list[PackFile]:
    """Write packs of all sizes and levels, two fifths of them hard, with one at the heart; return them."""
    names = [HEART, *(f"pack-{number}" for number in range(12))]
    for number, name in enumerate(names):
        rows = "".join(_question(name, place, number) for place in range(20 + 15 * number))
        (folder / f"{name}.yaml").write_text(f"title: {name}\nid: {name}\nquestions:\n{rows}", encoding="utf-8")
    return [PackFile(str(folder / f"{name}.yaml"), SHIPPED) for name in sorted(names)]


def _question(pack: str, place: int, number: int) -> str:
    tags = f"[{UNREAD}]" if place % 6 == 5 else "[other]"
    return f"  - {{id: q{place}, question: 'Is it {place} of {pack}?', answer: true, level: {(place + number) % 5 + 1}, tags: {tags}}}\n"


def play(files: Sequence[PackFile], step: int, *, games: int = GAMES) -> Games:
    """Return what so many games of a step ask; the seeds are the same at each call."""
    request = QuizRequest((), unless_named(Filter(), ()), TEN)
    with tempfile.TemporaryDirectory() as folder:
        bank = open_bank(Path(folder) / "bank.sqlite3", files)
        packs = choose(bank, ())
        seeds = (seed_from_number(mixed("default games", number), step) for number in range(games))
        drawn = tuple(tuple(one.item() for one in draw_as_asked(bank, packs, request, seed)) for seed in seeds)
        bank.close()
    return Games(step, drawn)


def rows(games: Games) -> Iterator[str]:
    """Yield the rows of a table for the games of one step."""
    first = (", ".join(f"{level}: {count}" for level, count in sorted(games.levels_at(n).items())) for n in range(3))
    heart = ", ".join(f"{count}: {times}" for count, times in sorted(games.of_the_heart().items()))
    cells = (*first, f"{games.share(4):.1%}", f"{games.share(5):.1%}", heart, f"{games.packs():.1f}", games.different())
    yield f"| {games.step + 1} | {' | '.join(map(str, cells))} |"


def page() -> str:
    """Return the page."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [_table("The packs that ship", shipped()), _table("Generated packs", generated(Path(folder)))]
    return (
        "# Default games in figures\n\nWritten by `python -m benchmarks.default_games`: "
        f"{GAMES} games of ten questions without `--level`, at each step of the curve. New players start with step 1.\n\n"
        + "\n".join(parts)
    )


def _table(title: str, files: Sequence[PackFile]) -> str:
    head = (
        "| step | first question, games by level | second | third | level 4 | level 5 | games by questions of the series' pack "
        "| packs a game | different questions |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    lines = [row for step in range(len(STEPS)) for row in rows(play(files, step))]
    return f"## {title}\n\n{head}" + "\n".join(lines) + "\n"


def main() -> None:
    """Write the page, or print it."""
    text = page()
    if "--print" in sys.argv[1:]:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

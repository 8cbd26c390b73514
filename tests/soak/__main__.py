"""python -m tests.soak [MINUTES [SEED]]: break the program on purpose for as long, and count what was lost. Nothing may be."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lemans_quiz import i18n
from tests.soak import crowd, damage, faults, kills


class Soak:
    """One run: what was done how often, and what failed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.failures: list[str] = []
        self.home = kills.new_home(folder / "home")
        self.wal = damage.with_wal(folder / "wal")
        self.wals = list(damage.cut_wals(self.wal))

    def attempt(self, name: str, what: Callable[[], int | None]) -> None:
        """Do one thing and count it; whatever it raises is a failure, and told at once."""
        try:
            self.done[name] += 1
            self.done[f"answers, {name}"] += what() or 0
        except Exception as error:
            self.failures.append(f"{name}: {type(error).__name__} {error}")
            print(self.failures[-1], flush=True)
            shutil.rmtree(self.home, ignore_errors=True)
            kills.new_home(self.home)

    def damaged_history(self) -> int:
        """Damage a history; everything that reads it must end, and a game be kept after at most one warning."""
        path = self._fresh() / "history.sqlite3"
        path.write_bytes(damage.damaged(damage.RELEASED.read_bytes(), self.dice))
        damage.all_told(path)
        if damage.PLAYED not in (damage.played(path), damage.played(path)):
            raise kills.Failure("a game is not kept")
        return damage.PLAYED

    def cut_wal(self) -> int:
        """Cut a journal at the next of all places."""
        path = self._fresh() / "history.sqlite3"
        shutil.copyfile(self.wal, path)
        Path(f"{path}-wal").write_bytes(self.wals[self.done["journals cut"] % len(self.wals)])
        if damage.all_told(path) or damage.played(path) != damage.PLAYED:
            raise kills.Failure("a journal that was cut")
        return damage.PLAYED

    def kill_by_pipe(self) -> int:
        return kills.killed_by_pipe(self.home, self.dice, self.dice.choice(kills.BY_PIPE))

    def kill_by_keys(self) -> None:
        kills.killed_by_keys(self.home, self.dice, self.dice.choice(kills.BY_KEYS))

    def go_on(self) -> None:
        kills.goes_on(self.home)

    def crowd(self) -> int:
        return crowd.together(self.home)

    def fault(self) -> None:
        self.done["packs replaced under a fault"] += faults.replaced_under_a_fault(self.folder / "fault", self.dice)

    def _fresh(self) -> Path:
        folder = self.folder / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def round(self) -> None:
        """Do some of everything."""
        for _ in range(4):
            self.attempt("histories damaged", self.damaged_history)
            self.attempt("journals cut", self.cut_wal)
            self.attempt("games killed by pipe", self.kill_by_pipe)
            self.attempt("games killed by keys", self.kill_by_keys)
        self.attempt("goes on after kills", self.go_on)
        self.attempt("crowds of ten programs", self.crowd)
        if faults.is_there():
            self.attempt("faults from outside", self.fault)


def main() -> None:
    """Run for so many minutes, then print the figures; exit code 1 where anything was lost."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    i18n.use("en")
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(Path(folder), seed)
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            soak.round()
    for name, count in sorted((+soak.done).items()):
        print(f"{count:>8}  {name}")
    print(f"{len(soak.failures):>8}  failures (seed {seed})")
    sys.exit(bool(soak.failures))


if __name__ == "__main__":
    main()

"""`make matrix`: the tests as other machines, other years and other installations run them. `python -m tests.matrix [ROW…] [-- TEST…]`.

Each row has a copy of the project, an environment and a home of its own in a temporary folder. A row whose means are
missing fails and says what is missing; none is left out in silence. What a row printed is kept in build/matrix.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from glob import glob
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "build" / "matrix"
NOBODY = 65534
LONG = " ".join(["Ein Ordner für Fragen, wie ihn Lehrkräfte anlegen"] * 2) + "/Übungen & Spiele (neu)"
DAY = 86_400.0

TRAVEL = """\
import os
import time_machine
time_machine.travel(__import__("time").time() + float(os.environ["TRAVEL_BY"]), tick=True).start()
__import__("time").time()  # The first look begins the clock: in a fork of a process that never looked it would begin anew.
"""


QUIETLY = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""What pytest says where a plugin of its own was imported before it: here, what travels in time."""


class Missing(Exception):
    """Something that a row needs is not on this machine."""


class Row(NamedTuple):
    """One way of running the tests."""

    name: str
    python: str = sys.executable
    pins: str = "requirements/lock.txt"
    unpacked_from: str = ""
    folder: str = "project"
    user: int = 0
    variables: Callable[[Path], dict[str, str]] = lambda _place: {}
    without: tuple[str, ...] = ()
    by: float = 0.0
    "How many seconds ahead of now the row runs."


class Place:
    """The temporary folder of a row, and what is run in it."""

    def __init__(self, row: Row, folder: Path, log: Path) -> None:
        self.row, self.folder, self.log = row, folder, log
        self.project = folder / row.folder
        self.bin = self.project / ".venv" / "bin"
        gone = ("LC_", "LANG", "LEMANS", "PYTHON", "VIRTUAL_ENV", *row.without)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
        if "HOME" not in row.without:
            self.environment["HOME"] = str(folder)
        self.environment |= {"LANG": "C.UTF-8"} | row.variables(folder)

    def run(self, *command: str | Path, cwd: Path | None = None, travels: bool = False) -> None:
        """Run a command as the row's user; what it prints goes to the log, and a failure ends the row."""
        prefix = ["setpriv", f"--reuid={self.row.user}", f"--regid={self.row.user}", "--clear-groups"]
        words = [*(prefix if self.row.user and os.geteuid() == 0 else ()), *map(str, command)]
        environment = self.environment | ({"TRAVEL_BY": str(self.row.by)} if travels and self.row.by else {})
        with self.log.open("a", encoding="utf-8") as log:
            print("+", *words, file=log, flush=True)
            subprocess.run(
                words, cwd=cwd or self.project, env=environment, check=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def pip(self, *arguments: str | Path) -> None:
        """Install with the row's pins."""
        pins = ("-c", self.row.pins) if self.row.pins else ("--upgrade",)
        self.run(self.bin / "python", "-m", "pip", "install", "-q", *pins, *arguments)

    def give(self) -> None:
        """Make all of the folder the row's user's own."""
        if self.row.user and os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.row.user, self.row.user, follow_symlinks=False)

    def packages(self) -> Path:
        """Return the folder into which packages are installed."""
        return next((self.project / ".venv" / "lib").glob("python3*/site-packages"))


def copy_project(target: Path) -> None:
    """Copy what is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def prepare(place: Place) -> None:
    """Make the project and its environment as the row wants them."""
    copy_project(place.project)
    place.give()
    place.run(place.row.python, "-m", "venv", ".venv")
    place.pip("hatchling", "editables")
    if place.row.unpacked_from:
        unpack(place)
    if place.row.unpacked_from != "wheel":
        place.pip("--no-build-isolation", "-e", ".[dev]")
    if place.row.by:
        place.run(place.bin / "python", "-m", "pip", "install", "-q", "time-machine")
        (place.packages() / "travelled.py").write_text(TRAVEL, "utf-8")
        (place.packages() / "travelled.pth").write_text(
            "import os; 'TRAVEL_BY' in os.environ and __import__('travelled')\n"
        )


def unpack(place: Place) -> None:
    """Put what the sdist holds in the place of the checkout; of a wheel, what it installs in the place of the package."""
    place.run(place.bin / "python", "-m", "hatchling", "build", "-d", place.folder / "dist")
    (source,), (wheel,) = (list((place.folder / "dist").glob(f"*.{end}")) for end in ("tar.gz", "whl"))
    for path in place.project.iterdir():
        if path.name != ".venv":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.unpack_archive(source, place.folder / "unpacked", filter="data")
    shutil.copytree(next((place.folder / "unpacked").iterdir()), place.project, dirs_exist_ok=True)
    if place.row.unpacked_from == "wheel":
        place.pip(f"{wheel}[dev]")
        for name, inside in (("lemans_quiz", ""), ("questions", "questions")):
            shutil.rmtree(place.project / name)
            (place.project / name).symlink_to(place.packages() / "lemans_quiz" / inside)


def run(row: Row, tests: list[str]) -> tuple[str, float, str]:
    """Run a row; return what its tests said, its seconds and its Python."""
    log, began = LOGS / f"{row.name}.log", time.monotonic()
    log.write_text("", "utf-8")
    with tempfile.TemporaryDirectory(prefix="matrix-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        try:
            place = Place(row, Path(folder), log)
            prepare(place)
            began = time.monotonic()
            place.run(
                place.bin / "python",
                "-m",
                "pytest",
                "-q",
                "-n",
                "auto",
                *(QUIETLY if row.by else ()),
                *tests,
                travels=True,
            )
        except Missing as missing:
            return f"missing: {missing}", 0.0, ""
        except (subprocess.CalledProcessError, OSError) as error:
            return f"FAILED: {outcome(log) or error}", time.monotonic() - began, version(row.python)
    return outcome(log), time.monotonic() - began, version(row.python)


def outcome(log: Path) -> str:
    found = re.findall(r"^=*\s*((?:\d+ \w+(?:, )?)+) in ", log.read_text("utf-8", errors="replace"), re.MULTILINE)
    return found[-1] if found else ""


def version(python: str) -> str:
    told = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:3], sep='.')"], capture_output=True)
    return told.stdout.decode().strip()


@cache
def pythons() -> dict[str, str]:
    """Return each Python from 3.11 on of this machine by its version."""
    found = [path for path in glob("/usr/bin/python3.[0-9][0-9]") if os.access(path, os.X_OK)]
    found += glob(str(Path.home() / ".pyenv/versions/*/bin/python"))
    found += filter(None, (shutil.which(f"python3.{minor}") for minor in range(11, 30)))
    by_version = {told: path for path in found if (told := version(path)).startswith("3.")}
    return {told: path for told, path in sorted(by_version.items()) if int(told.split(".")[1]) >= 11}


def language(name: str) -> Callable[[Path], dict[str, str]]:
    """Return what makes a locale for one row; a missing one would be C without a word."""

    def made(place: Path) -> dict[str, str]:
        compiled = place / "locales" / f"{name}.UTF-8"
        compiled.parent.mkdir()
        try:
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8", compiled], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Missing(f"localedef and the sources of {name} (Debian: locales)") from error
        return {"LOCPATH": str(compiled.parent), "LC_ALL": f"{name}.UTF-8"}

    return made


def made(folder: Path) -> str:
    """Make a folder for temporary files, in which anybody may write as in the system's own."""
    folder.mkdir(parents=True)
    folder.chmod(0o1777)
    return str(folder)


def time_zone(name: str) -> Callable[[Path], dict[str, str]]:
    def checked(_place: Path) -> dict[str, str]:
        if not Path("/usr/share/zoneinfo", name).exists():
            raise Missing(f"the time zone {name} (Debian: tzdata)")
        return {"TZ": name}

    return checked


def until(year: int, month: int, day: int) -> float:
    return datetime(year, month, day, 10).timestamp() - time.time()


def leap_year() -> int:
    return next(year for year in range(datetime.now().year + 1, 9999) if year % 4 == 0 and year % 100)


def rows() -> Iterator[Row]:
    """Yield all rows."""
    yield Row("lowest", pins="requirements/lowest.txt")
    yield Row("newest", pins="")
    for name, path in pythons().items():
        yield Row(f"python-{name}", path)
    yield Row("sdist", unpacked_from="sdist")
    yield Row("wheel", unpacked_from="wheel")
    yield Row("long-path", folder=LONG, variables=lambda place: {"TMPDIR": made(place / "temporary" / LONG)})
    yield Row("not-root", next(iter(sorted(glob("/usr/bin/python3.1[1-9]"))), "/usr/bin/python3"), user=NOBODY)
    for name in ("de_DE", "tr_TR", "ja_JP"):
        yield Row(name, variables=language(name))
    yield Row("chatham", variables=time_zone("Pacific/Chatham"))
    yield Row("year", by=365 * DAY)
    yield Row("leap-day", by=until(leap_year(), 2, 29))
    yield Row("without-home", without=("HOME", "XDG_"))
    yield Row("shuffled", variables=lambda _place: {"LEMANS_QUIZ_ORDER": str(time.time_ns())})


def main(names: list[str], tests: list[str]) -> int:
    """Run the rows that are named, or all; print them as a table and return whether any failed."""
    known = {row.name: row for row in rows()}
    if unknown := [name for name in names if name not in known]:
        print(f"There is no row {', '.join(unknown)}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    LOGS.mkdir(parents=True, exist_ok=True)
    print("| row | Python | tests | seconds |\n|---|---|---|---|", flush=True)
    told = []
    for name in names or known:
        told.append(run(known[name], tests))
        print(f"| {name} | {told[-1][2]} | {told[-1][0]} | {told[-1][1]:.0f} |", flush=True)
    failed = [one for one in told if not re.fullmatch(r"\d+ passed(, \d+ skipped)?", one[0])]
    if failed:
        print(f"{len(failed)} of {len(told)} rows failed; what they printed is in {LOGS}.", file=sys.stderr)
    return min(len(failed), 1)


if __name__ == "__main__":
    given = sys.argv[1:]
    named = given.index("--") if "--" in given else len(given)
    sys.exit(main(given[:named], given[named + 1 :]))

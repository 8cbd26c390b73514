"""Unpack the program into the user's cache, once for each build."""

from __future__ import annotations

import atexit
import os
import shlex
import shutil
import sys
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

INSIDE = "program/"
ARCHIVE = Path(__file__).parent


def unpacked(build: str) -> str:
    """Return the folder of the program, unpacked and with its packs compiled where it was not."""
    folder, is_new = _unpacked(build)
    sys.path[0] = str(folder)
    if is_new:
        from lemans_quiz import paths
        from lemans_quiz.errors import QuizError
        from lemans_quiz.packs.delivered import take_over

        with suppress(QuizError):  # Without a home there is no bank; the program says so itself.
            take_over(folder / "delivered.sqlite3", shipped=paths.shipped_packs(), bank=paths.bank())
    return str(folder)


def quoted(words: list[str]) -> str:
    """Return words as they are typed in this system's shell."""
    if sys.platform != "win32":
        return shlex.join(words)
    import subprocess

    # There the system tells where Python is, not what was typed.
    words[0] = next((name for name in ("py", "python") if shutil.which(name)), words[0])
    return subprocess.list2cmdline(words)


def _unpacked(build: str) -> tuple[Path, bool]:
    """Return the folder of the program, and whether it was unpacked by this run."""
    cache = _cache()
    if cache is None:
        return _for_this_run(), True
    folder = cache / f"program-{build}"
    if (folder / "lemans_quiz" / "app.py").exists():
        return folder, False
    try:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = Path(tempfile.mkdtemp(prefix=".program-", dir=cache))
        _unpack(beside)
        return _put(beside, folder), True
    except OSError:
        return _for_this_run(), True


def _cache() -> Path | None:
    """Return the cache as the program itself knows it, read out of the archive; None for a user without a home."""
    sys.path[0] = str(ARCHIVE / INSIDE)
    try:
        from lemans_quiz import paths

        return paths.cache().absolute()
    except Exception:
        return None
    finally:
        for name in list(sys.modules):
            if name.partition(".")[0] in ("lemans_quiz", "platformdirs"):
                del sys.modules[name]


def _unpack(target: Path) -> None:
    with zipfile.ZipFile(ARCHIVE) as archive:
        for member in archive.infolist():
            if member.filename.startswith(INSIDE) and not member.is_dir():
                path = target / member.filename.removeprefix(INSIDE)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(member))


def _put(beside: Path, folder: Path) -> Path:
    """Put an unpacked folder in its place; where another run was first, or the system forbids it, use what is there."""
    try:
        os.rename(beside, folder)
    except OSError:
        if not (folder / "lemans_quiz" / "app.py").exists():
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(beside, folder)
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _for_this_run() -> Path:
    """Unpack where everybody may write, and clear up at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lemans-quiz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _unpack(folder)
    return folder

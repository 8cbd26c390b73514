"""`make dist`: the wheel, the sdist, and lmq.pyz, one file that plays with any Python from 3.11 on without being installed.

The one file holds the program, what it stands on in the versions of the lock file, and its packs, compiled. Native parts
are left out, so that it is the same for all systems; the libraries do without them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lemans_quiz.core.comparing.known_words import DICTIONARIES  # noqa: E402
from lemans_quiz.packs.delivered import deliver  # noqa: E402

LOCK = ROOT / "requirements" / "lock.txt"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the same sources give the same bytes."""

UNUSED = (
    "**/*.so",
    "**/*.pyd",
    "**/*.pyi",
    "**/__pycache__",
    "bin",
    "*.dist-info/RECORD",
    "*.dist-info/direct_url.json",
    "*.dist-info/uv_cache.json",
    "*.dist-info/REQUESTED",
    "*.dist-info/INSTALLER",
    "*.dist-info/sboms",
    "pygments/lexers/[!_]*.py",
    "spellchecker/resources/*.json.gz",
)


def run(*command: str | Path) -> None:
    """Run a command, and end with it where it fails."""
    subprocess.run([*map(str, command)], cwd=ROOT, check=True)


def build(target: Path) -> Path:
    """Build the sdist and the wheel in a folder; return the wheel."""
    shutil.rmtree(target, ignore_errors=True)
    run(sys.executable, "-m", "hatchling", "build", "-d", target)
    return next(target.glob("*.whl"))


def collect(wheel: Path, target: Path) -> None:
    """Install the wheel and what it stands on into a folder, and take away what the one file does not need."""
    windows = re.findall(r"^(colorama==[\d.]+)", LOCK.read_text("utf-8"), re.MULTILINE)
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-compile", "--target", target, "-c", LOCK)
    run(*pip, wheel, *windows)
    kept = {target / "spellchecker" / "resources" / f"{language}.json.gz" for language in DICTIONARIES}
    for pattern in UNUSED:
        for path in set(target.glob(pattern)) - kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    deliver(target / "lemans_quiz" / "questions", target / "delivered.sqlite3")


def contents(program: Path) -> dict[str, bytes]:
    """Return what the archive holds, by name. A build is named by what is in it."""
    files = {
        f"program/{path.relative_to(program).as_posix()}": path.read_bytes()
        for path in sorted(program.rglob("*"))
        if path.is_file()
    }
    digest = blake2b(digest_size=8)
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content)
    folder = ROOT / "tools" / "pyz"
    start = {name: (folder / name).read_bytes() for name in ("__main__.py", "starting.py", "unpacking.py")}
    named = start["starting.py"].replace(b'BUILD = "BUILD"', f'BUILD = "{digest.hexdigest()}"'.encode())
    return start | {"starting.py": named} | files


def pack(files: dict[str, bytes], target: Path) -> None:
    """Write the archive; where a system can run files by their first line, it runs."""
    with target.open("wb") as out:
        out.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)
    target.chmod(0o755)


def main(target: Path) -> None:
    """Put all three into a folder."""
    wheel = build(target)
    with tempfile.TemporaryDirectory() as folder:
        collect(wheel, Path(folder))
        pack(contents(Path(folder)), target / "lmq.pyz")
    for path in sorted(target.iterdir()):
        print(f"{path.stat().st_size / 1e6:5.1f} MB  {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist").absolute())

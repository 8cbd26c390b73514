"""Cards as they come out of a browser and of the PDF: every seat, held each way, is read back from a picture of the page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lemans_quiz.room.sightings import LETTERS, sightings
from lemans_quiz.room.tags import detector, find

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm (Debian: poppler-utils)"),
]
CHROMIUM = shutil.which("chromium") or ""
QUIETLY = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


def written(folder: Path, name: str) -> Path:
    subprocess.run(
        [sys.executable, "-m", "lemans_quiz", "cards", "-o", folder / name],
        check=True,
        env={"LEMANS_QUIZ_HOME": str(folder)},
    )
    return folder / name


def printed(folder: Path, html: Path) -> Path:
    pdf = folder / "printed.pdf"
    words = [
        CHROMIUM,
        *QUIETLY.split(),
        f"--user-data-dir={folder / 'browser'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        html,
    ]
    subprocess.run(words, check=True, capture_output=True)
    return pdf


def pictures(folder: Path, pdf: Path) -> list[np.ndarray]:
    """Return the pages in grey, 50 dots an inch."""
    subprocess.run(["pdftoppm", "-r", "50", "-gray", pdf, folder / "page"], check=True)
    return [grey(path) for path in sorted(folder.glob("page-*.pgm"))]


def grey(path: Path) -> np.ndarray:
    kind, size, _depth, pixels = path.read_bytes().split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    return np.frombuffer(pixels, np.uint8).reshape(height, width)


@pytest.mark.parametrize("way", ["browser", "pdf"])
def test_all_seats_are_read_back_held_each_way(tmp_path: Path, way: str) -> None:
    if way == "browser" and not CHROMIUM:
        pytest.skip("needs chromium")
    pdf = printed(tmp_path, written(tmp_path, "cards.html")) if way == "browser" else written(tmp_path, "cards.pdf")
    sides = pictures(tmp_path, pdf)
    assert len(sides) == 30
    finder, seen = detector(), []
    for side in sides:
        for quarter in range(4):
            held = np.ascontiguousarray(np.rot90(side, quarter))
            found = sightings(find(finder, held.tobytes(), held.shape[1], held.shape[0]), 30)
            seen += [(one.seat, one.letter, quarter) for one in found]
    assert sorted(seen) == [(seat, LETTERS[quarter], quarter) for seat in range(1, 31) for quarter in range(4)]

"""`lemans-quiz pack preview` while its file comes and goes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lemans_quiz.authoring.preview_command import saves

ROOT = Path(__file__).resolve().parents[2]
PACK = "title: Small\nquestions:\n  - {id: one, question: One?, answer: a, wrong: [b, c], level: 1}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_a_file_that_goes_is_told_once_and_its_return_is_a_save(small):
    watched = saves(small)
    assert next(watched) is True
    small.unlink()
    assert next(watched) is False
    small.write_text(PACK, encoding="utf-8")
    assert next(watched) is True


def test_a_file_that_is_away_for_a_moment_is_not_told(small):
    watched = saves(small)
    next(watched)
    text = small.read_text("utf-8")
    small.unlink()
    small.with_suffix(".new").write_text(text + "\n", encoding="utf-8")
    small.with_suffix(".new").rename(small)
    assert next(watched) is True


def test_the_preview_says_that_its_file_is_gone(small, tmp_path):
    surroundings = {**os.environ, "LEMANS_QUIZ_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    command = [sys.executable, "-u", "-m", "lemans_quiz", "pack", "preview", str(small)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=surroundings) as preview:
        stop = threading.Timer(20, preview.kill)
        stop.start()
        try:
            assert any(line.startswith("At 40 columns") for line in preview.stdout)
            small.unlink()
            assert any("small.yaml is gone" in line for line in preview.stdout)
        finally:
            stop.cancel()
            preview.kill()

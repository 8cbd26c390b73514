"""`lmq pack preview` while its file comes and goes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from rich.cells import cell_len

from lemans_quiz.authoring.preview_command import one_screen, saves
from lemans_quiz.packs.reading.reader import load_pack
from tests.forking import surroundings

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


def test_the_preview_says_that_its_file_is_gone(small, furnish, tmp_path):
    environment = surroundings(LEMANS_QUIZ_HOME=str(furnish(tmp_path)))
    command = [sys.executable, "-u", "-m", "lemans_quiz", "pack", "preview", str(small)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as preview:
        stop = threading.Timer(20, preview.kill)
        stop.start()
        try:
            assert any(line.startswith("At 40 columns") for line in preview.stdout)
            small.unlink()
            assert any("small.yaml is gone" in line for line in preview.stdout)
        finally:
            stop.cancel()
            preview.kill()


MANY_SLIPS = Path(__file__).resolve().parents[1] / "packs" / "many-slips.yaml"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 24)])
def test_a_screen_shows_the_question_and_the_nearest_finding_even_of_a_file_with_mistakes(columns, rows):
    reading = load_pack(MANY_SLIPS)
    found, pack = list(reading.diagnostics), reading.partial
    size = os.terminal_size((columns, rows))
    shown = one_screen(MANY_SLIPS, reading, found, pack, len(pack.items) - 1, language="en", size=size)
    texts = [line.plain for line in shown]
    assert len(texts) < rows
    assert max(map(cell_len, texts)) <= columns
    assert "A folded text that goes over" in " ".join(texts)
    assert ":51:13:error" in "".join(texts).replace(" ", "")
    assert f"and {len(found) - 1} more:" in " ".join(texts)


def test_the_check_watches_one_file(small, own_lmq):
    assert own_lmq("pack", "check", "--watch", str(small), str(small)).returncode == 2


def test_the_question_of_an_id_is_shown_alone(small, own_lmq):
    small.write_text(PACK + "  - {id: two, question: Two?, answer: a, wrong: [b, c]}\n", encoding="utf-8")
    shown = own_lmq("pack", "show", str(small), "--id", "two").stdout
    assert "Two?" in shown
    assert "One?" not in shown

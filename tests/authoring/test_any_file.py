"""Any file of questions plays, is checked, shown, installed, made into a pack and written for other programs: by one command each."""

from __future__ import annotations

import json
import os
import select
import shlex
import shutil
import sys
import time

import pytest

from lemans_quiz.authoring.from_file import pack_text
from lemans_quiz.cli.importing import imported
from lemans_quiz.packs.reading.reader import load_pack, read_pack
from lemans_quiz.packs.rivals import with_rivals
from tests.forking import surroundings
from tests.formats.samples import SAMPLES, TEXTS
from tests.systems import NEEDS_TERMINAL

ENDINGS = {
    "kahoot": ".xlsx",
    "moodle": ".xml",
    "opentdb": ".json",
    "csv": ".csv",
    "gift": ".gift",
    "red-trivia": ".yaml",
    "open-trivia": "",
}
LOSSY = "A. x\nB. y\nANSWER: A\n\nWho won?\nA. Audi\nB. Porsche\nANSWER: B\n\nOnly?\nA. one\nANSWER: A\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory, warm_home, program):
    """Run the program with one home for all tests here, whose bank is compiled."""
    home = tmp_path_factory.mktemp("any-file") / "home"
    shutil.copytree(warm_home, home)
    return program(home)


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def sample(file):
    return lambda name: file(f"my-{name}{ENDINGS.get(name, '.txt')}", SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_of_each_kind_is_played_to_its_first_question(name, sample, run):
    done = run("play", sample(name), typed="1\n")
    assert "Question 1 of" in done.stdout
    assert "none changed or left out" in done.stderr


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pack_made_of_each_kind_reads_without_mistakes(name, tmp_path):
    found = imported(SAMPLES[name], tmp_path / "quiz")
    text, made = pack_text(found, "quiz", id="quiz")
    pack = read_pack(text.encode(), file="quiz.yaml", default_id="quiz").pack
    assert pack is not None
    assert made.counts == found.counts
    assert pack.items == with_rivals([one.item for one in found.fitted if one.item])


@pytest.mark.parametrize("name", ["kahoot", "gift", "text"])
def test_a_pack_made_of_a_file_of_each_kind_asks_the_same(name, sample, run, tmp_path):
    pack = tmp_path / "made.yaml"
    done = run("pack", "new", str(pack), "--from", sample(name))
    assert done.returncode == 0, done.stderr
    assert f"lmq play {shlex.quote(str(pack))}" in done.stdout
    assert "Licence: " in done.stdout
    made = load_pack(pack)
    assert made.pack is not None
    assert not made.unnamed
    assert [item.stem.first for item in made.pack.items] == shown(run, sample(name))


def test_a_pack_that_is_there_is_written_over_only_by_force(run, sample, tmp_path):
    pack = tmp_path / "made.yaml"
    pack.write_text("mine", "utf-8")
    refused = run("pack", "new", str(pack), "--from", sample("text"))
    assert (refused.returncode, pack.read_text("utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    assert run("pack", "new", str(pack), "--from", sample("text"), "--force").returncode == 0
    assert load_pack(pack).pack


def test_the_file_that_a_pack_is_made_from_is_never_written_over(run, tmp_path):
    path = tmp_path / "trivia.yaml"
    path.write_text("- question: Q?\n  options: [one, two]\n  correct: two\n", "utf-8")
    before = path.read_bytes()
    assert run("pack", "new", str(path), "--from", str(path), "--force").returncode == 2
    assert path.read_bytes() == before


def shown(lmq, path: str) -> list[str]:
    """Return the questions of a file in their order, by way of the history of what is exported."""
    out = f"{path}.out.csv"
    assert lmq("pack", "export", path, out, "--force").returncode == 0
    import csv

    with open(out, encoding="utf-8-sig", newline="") as file:
        return [row["Question"] for row in csv.DictReader(file)]


def test_what_is_lost_is_told_by_kind_with_places(file, run):
    done = run("pack", "check", file("quiz.txt", LOSSY))
    assert done.returncode == 3
    assert "3 questions: 1 unchanged, 0 changed, 2 left out." in done.stdout
    assert "line 1: x" in done.stdout
    assert "line 10: Only?" in done.stdout


def test_three_examples_of_a_kind_are_told_or_all(file, run):
    path = file(
        "quiz.csv",
        "Question,A,B,Answer\nWho?,x,y,x\nWhen?,x,y,y\nWhy?,x,y,y\n" + "".join(f"Q{n}?,x,y,z{n}\n" for n in range(5)),
    )
    assert "… and 2 more" in run("pack", "check", path).stdout
    assert "line 9: Q4?" in run("pack", "check", path, "--all").stdout


def test_the_report_is_there_for_programs(file, run):
    report = json.loads(run("pack", "check", file("quiz.txt", LOSSY), "--format", "json").stdout)[0]
    assert (report["taken"], report["changed"], report["left_out"]) == (1, 0, 2)
    assert {finding["place"] for finding in report["findings"]} == {"1", "10"}


@pytest.mark.parametrize("command", [("play",), ("pack", "new", "out.yaml", "--from"), ("pack", "add"), ("sheet",)])
def test_all_or_nothing_takes_nothing_where_anything_would_be_lost(command, file, run, tmp_path):
    done = run(
        *(str(tmp_path / word) if word == "out.yaml" else word for word in command),
        file("quiz.txt", LOSSY),
        "--all-or-nothing",
    )
    assert done.returncode == 3
    assert "2 left out" in done.stderr
    assert not (tmp_path / "out.yaml").exists()


def test_a_corrected_file_keeps_what_players_have_learnt(file, run, tmp_path):
    ids = []
    for stem in ("Who wonn?", "Who won?"):
        path = file("quiz.gift", f"::Winner::{stem} {{=Porsche ~Audi}}\n\n::Other::Who lost? {{=Audi ~Porsche}}\n")
        run("pack", "new", str(tmp_path / f"{len(ids)}.yaml"), "--from", path)
        ids.append([item.id for item in load_pack(tmp_path / f"{len(ids)}.yaml").pack.items])
    assert ids[0] == ids[1] == ["winner", "other"]


def test_a_file_with_title_or_questions_is_a_pack_whatever_its_name(file, run):
    done = run("pack", "check", file("notes.txt", "title: T\nquestions:\n  - question: Q?\n    anwser: x\n"))
    assert "'anwser'" in done.stdout


def test_as_insists_and_refuses_what_it_does_not_know(file, run):
    path = file("quiz.txt", "Who won? {}")
    assert "It asks for free text" in run("pack", "check", path, "--as", "gift").stdout
    unknown = run("play", path, "--as", "gfit")
    assert (unknown.returncode, "Did you mean 'gift'?" in unknown.stderr) == (2, True)


def test_what_was_read_as_one_kind_is_read_anew_without_it(file, run):
    path = file("quiz.txt", TEXTS["quizlet"])
    assert "3 questions" in run("play", path, typed="").stderr
    assert run("play", path, "--as", "gift", typed="").returncode == 3
    assert "3 questions" in run("play", path, typed="").stderr


def test_a_folder_plays_all_its_files_and_leaves_tables_to_their_packs(tmp_path, run, file):
    folder = tmp_path / "course"
    folder.mkdir()
    for name, content in (
        ("a.gift", TEXTS["gift"]),
        ("b.txt", TEXTS["aiken"]),
        ("README.md", "# Course\n\nRead this.\n"),
    ):
        (folder / name).write_text(content)
    (folder / "t.csv").write_text("Question,Answer,Wrong 1\n" + "".join(f"q{n},a{n},b{n}\n" for n in range(9)))
    (folder / "p.yaml").write_text(
        'title: P\ntables: {t: t.csv}\nquestions:\n  - {each: t, question: "{Question}?", answer: "{Answer}", wrong: {from: Wrong 1, count: 2}}\n'
    )
    done = run("play", str(folder), "-n", "99", typed="")
    assert "Question 1 of 15" in done.stdout


def test_a_paste_is_played_with_keys_from_the_terminal(furnish, tmp_path):
    """A pipe gives the questions, a pseudo-terminal the keys."""
    pty = pytest.importorskip("pty", reason=NEEDS_TERMINAL)
    read_end, write_end = os.pipe()
    os.write(write_end, TEXTS["aiken"].encode())
    os.close(write_end)
    pid, terminal = pty.fork()
    if pid == 0:
        os.dup2(read_end, 0)
        variables = surroundings(LEMANS_QUIZ_HOME=str(furnish(tmp_path)), TERM="xterm")
        os.execve(sys.executable, [sys.executable, "-m", "lemans_quiz", "play", "-"], variables)
    os.close(read_end)
    seen = until(terminal, b"1 of 2")
    until(terminal, "✓".encode(), keys=b"1")
    os.write(terminal, b"\x03")
    os.close(terminal)
    os.waitpid(pid, 0)
    assert b"Pasted" in seen


def until(terminal: int, wanted: bytes, *, keys: bytes = b"") -> bytes:
    seen, end = b"", time.monotonic() + 30
    while wanted not in seen and time.monotonic() < end:
        if keys:
            os.write(terminal, keys)
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    assert wanted in seen, seen
    return seen


@pytest.mark.parametrize("manner", ["--plain", "--json"])
def test_a_paste_is_refused_where_answers_come_by_the_same_way(manner, run):
    done = run("play", "-", manner, typed=TEXTS["gift"])
    assert done.returncode == 2
    assert "Save the questions to a file" in done.stderr


def test_a_paste_is_checked_shown_and_made_into_a_pack(run, tmp_path):
    assert "4 questions read" in run("pack", "check", "-", typed=TEXTS["gift"]).stdout
    assert "How many?" in run("pack", "show", "-", typed=TEXTS["gift"]).stdout
    run("pack", "new", str(tmp_path / "p.yaml"), "--from", "-", typed=TEXTS["gift"])
    assert len(load_pack(tmp_path / "p.yaml").pack.items) == 4


def test_an_installed_file_is_played_by_name(sample, run):
    done = run("pack", "add", sample("kahoot"))
    assert "Installed: my-kahoot" in done.stdout
    assert "Question 1 of 2" in run("play", "my-kahoot", typed="").stdout


def test_a_table_of_facts_becomes_a_pack_that_asks_its_columns(file, run, tmp_path):
    facts = "country,capital\n" + "".join(f"Country {n},City {n}\n" for n in range(6))
    pack = tmp_path / "facts.yaml"
    for option in ("--from", "--from-table"):
        pack.unlink(missing_ok=True)
        assert run("pack", "new", str(pack), option, file("facts.csv", facts)).returncode == 0
        assert "tables:" in pack.read_text()


def test_pack_new_asks_question_by_question(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    typed = "My quiz\nWho won?\nPorsche\nAudi\n\nIn 2015.\nIt is so.\ntrue\n\nHow many?\n24\n\n\n\n"
    done = run("pack", "new", typed=typed)
    pack = read_pack((tmp_path / "my-quiz.yaml").read_bytes(), file="my-quiz.yaml", default_id="x").pack
    assert done.returncode == 0, done.stderr
    assert [item.kind_name for item in pack.items] == ["choice", "true-false", "number"]
    assert pack.items[0].explanation.first == "In 2015."


@pytest.mark.parametrize(
    ("file_name", "kind"),
    [("x.gift", "gift"), ("x.xml", "moodle"), ("x.xlsx", "sheet"), ("x.csv", "sheet"), ("x.txt", "anki")],
)
def test_a_pack_is_written_for_other_programs_and_read_again(file_name, kind, run, tmp_path):
    done = run("pack", "export", "circuit", str(tmp_path / file_name))
    assert done.returncode == 0, done.stderr
    report = json.loads(run("pack", "check", str(tmp_path / file_name), "--format", "json").stdout)[0]
    assert (report["kind"], report["left_out"]) == (kind, 0)


def test_an_export_never_writes_over_a_file_unasked(run, tmp_path):
    (tmp_path / "x.gift").write_text("mine")
    assert run("pack", "export", "circuit", str(tmp_path / "x.gift")).returncode == 2
    assert (tmp_path / "x.gift").read_text() == "mine"
    assert run("pack", "export", "circuit", str(tmp_path / "y"), "--as", "moodle").returncode == 0
    assert (tmp_path / "y").read_text().startswith("<?xml")


def test_the_help_shows_seven_verbs(run):
    text = run("pack", "--help").stdout
    assert [
        verb for verb in ("new", "check", "show", "add", "list", "remove", "export") if f" {verb} " not in text
    ] == []
    assert " preview " not in text
    assert run("pack", "preview", "--help").returncode == 0

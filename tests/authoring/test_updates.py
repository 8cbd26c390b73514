"""Packs that are there already: what a new version changes is told, progress goes on, and the way back works."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from lemans_quiz.authoring.installing import checked, install, planned, put_back, remove
from lemans_quiz.authoring.origins import Origin, origin_of
from lemans_quiz.authoring.updates import change_lines, update_of
from lemans_quiz.cli.remembered import is_learnt
from lemans_quiz.core.events import Answer, Next
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.files.stages import staging
from lemans_quiz.packs.library import installed as installed_packs
from lemans_quiz.packs.reading.reader import load_pack, read_pack
from lemans_quiz.storage.practice import catch_up, remembered
from tests.effort import SOAK
from tests.systems import CAN_FORK, NEEDS_FORK

VAN = "{id: van, question: What stands in the garage?, answer: the green van, wrong: [a tractor, an estate]}"
HOOK = "{id: hook, question: On which hook hangs the key?, answer: 7}"
DOG = "{id: dog, question: Who sleeps there?, answer: Rex}"
CAT = "{id: cat, question: Who sits on the roof?, answer: Mia}"


def text_of(*questions: str, title: str = "Garage") -> str:
    return f"title: {title}\nid: garage\nquestions:\n" + "".join(f"  - {question}\n" for question in questions)


def pack_of(*questions: str, title: str = "Garage"):
    pack = read_pack(text_of(*questions, title=title).encode(), file="garage.yaml", default_id="garage").pack
    assert pack is not None
    return pack


def write(tmp_path: Path, *questions: str, title: str = "Garage") -> str:
    path = tmp_path / "garage.yaml"
    path.write_text(text_of(*questions, title=title))
    return str(path)


def installed(tmp_path: Path) -> str:
    return (tmp_path / "home" / "data" / "packs" / "garage" / "garage.yaml").read_text()


def test_what_is_new_changed_and_gone_is_told_by_id_with_the_text_before_and_after():
    before = pack_of(VAN, HOOK, DOG)
    after = pack_of(VAN.replace("the garage", "our garage"), HOOK.replace("7", "8"), CAT, title="Our garage")
    assert change_lines(after, before, at_most=20) == [
        "You already have a pack garage. Changes:",
        "  - title: Garage",
        "  + title: Our garage",
        "New (1):",
        "  cat",
        "    + question: Who sits on the roof?",
        "    + answer: Mia",
        "Changed (2):",
        "  van",
        "    - question: What stands in the garage?",
        "    + question: What stands in our garage?",
        "  hook",
        "    - answer: 7",
        "    + answer: 8",
        "Removed (1):",
        "  dog",
        "    - question: Who sleeps there?",
        "    - answer: Rex",
        "Your progress is kept, except for 1 question with a new answer: hook",
    ]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("answer: Hulkenberg", "answer: Hülkenberg", True),
        ("answer: Rex", "answer: Bello", False),
        ("answer: 7", "{tolerance: 1, answer: 7", True),
        ("answer: true", "answer: false", False),
        ("answer: true", 'answer: "true"', False),
        ("order: [a, b]", "order: [b, a]", False),
        ("answer: a, wrong: [b]", "answer: a, wrong: [b, c]", True),
        ("answer: a, wrong: [b]", "answer: b, wrong: [a]", False),
        ("match: {a: x, b: y}", "match: {a: y, b: x}", False),
        ("answers: [a, b], wrong: [c]", "answers: [b, a], wrong: [c]", True),
    ],
)
def test_each_kind_of_edit_is_told_and_says_whether_progress_is_kept(before, after, kept):
    old, new = (pack_of(f"{{id: q, question: Q?, {text.lstrip('{')}}}") for text in (before, after))
    (change,) = update_of(old, new).changed
    assert change.before != change.after
    assert change.keeps is kept


def test_long_lists_are_cut_unless_all_is_asked_for():
    many = [HOOK.replace("hook,", f"hook-{number},").replace("key", f"key {number}") for number in range(30)]
    lines = change_lines(pack_of(VAN, *many), pack_of(VAN), at_most=20)
    assert "  … and 10 more (--all shows all)" in lines
    assert sum(line.startswith("  hook-") for line in lines) == 20
    assert sum(line.startswith("  hook-") for line in change_lines(pack_of(VAN, *many), pack_of(VAN), at_most=99)) == 30


def test_the_same_bytes_are_there_already_and_change_nothing(tmp_path, own_lmq):
    path = write(tmp_path, VAN)
    own_lmq("pack", "add", path)
    before = {name: os.stat(tmp_path / "home" / "data" / "packs" / name).st_mtime_ns for name in ("garage", ".")}
    done = own_lmq("pack", "add", path)
    assert (done.returncode, done.stdout) == (0, "Already installed, and identical: garage\n")
    assert before == {name: os.stat(tmp_path / "home" / "data" / "packs" / name).st_mtime_ns for name in before}


def test_a_changed_table_is_an_update(tmp_path, own_lmq):
    table = tmp_path / "t.csv"
    table.write_text("a,b\nx,1\ny,2\n")
    pack = tmp_path / "garage.yaml"
    pack.write_text(
        "title: T\ntables: {t: t.csv}\nquestions: [{each: t, id: 'q-{a}', question: '{a}?', answer: '{b}'}]\n"
    )
    assert own_lmq("pack", "add", str(pack)).returncode == 0
    table.write_text("a,b\nx,1\ny,3\n")
    done = own_lmq("pack", "add", str(pack), "--replace")
    assert (done.returncode, "a new answer: q-y" in done.stdout) == (0, True)
    assert own_lmq("pack", "remove", "garage", "--former").returncode == 0
    assert (tmp_path / "home" / "data" / "packs" / "garage" / "t.csv").read_text().endswith("y,2\n")


def test_where_nobody_can_be_asked_the_changes_are_told_and_nothing_is_done(tmp_path, own_lmq):
    own_lmq("pack", "add", write(tmp_path, VAN))
    done = own_lmq("pack", "add", write(tmp_path, HOOK))
    assert done.returncode == 1
    assert ("  hook\n" in done.stdout, "--replace" in done.stderr) == (True, True)
    assert installed(tmp_path) == text_of(VAN)


def test_a_pack_that_would_hide_a_shipped_one_is_not_installed_unasked(tmp_path, own_lmq):
    (tmp_path / "basics.yaml").write_text(text_of(VAN).replace("id: garage", "id: basics"))
    done = own_lmq("pack", "add", str(tmp_path / "basics.yaml"))
    assert (done.returncode, "built-in pack 'basics'" in done.stderr) == (1, True)
    assert not (tmp_path / "home" / "data" / "packs" / "basics").exists()
    done = own_lmq("pack", "add", str(tmp_path / "basics.yaml"), "--replace")
    assert (done.returncode, "hides the built-in pack basics" in done.stdout) == (0, True)


def test_a_pack_that_was_put_into_the_folder_by_hand_is_not_installed_in_vain(tmp_path, own_lmq):
    folder = tmp_path / "home" / "data" / "packs"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(text_of(VAN))
    done = own_lmq("pack", "add", write(tmp_path, HOOK), "--replace")
    assert (done.returncode, "a separate file" in done.stderr) == (2, True)
    assert not (folder / "garage").exists()


def test_a_pack_that_cannot_be_read_any_more_is_replaced_and_kept_all_the_same(tmp_path, own_lmq):
    own_lmq("pack", "add", write(tmp_path, VAN))
    (tmp_path / "home" / "data" / "packs" / "garage" / "garage.yaml").write_text("nonsense")
    done = own_lmq("pack", "add", write(tmp_path, HOOK), "--replace")
    assert (done.returncode, "cannot be read as a pack" in done.stdout) == (0, True)
    assert own_lmq("pack", "remove", "garage", "--former").returncode == 0
    assert installed(tmp_path) == "nonsense"


def test_the_former_version_comes_back_and_goes_again(tmp_path, own_lmq):
    own_lmq("pack", "add", write(tmp_path, VAN))
    own_lmq("pack", "add", write(tmp_path, HOOK), "--replace")
    assert own_lmq("pack", "remove", "garage", "--former").returncode == 0
    assert installed(tmp_path) == text_of(VAN)
    own_lmq("pack", "remove", "garage", "--former")
    assert installed(tmp_path) == text_of(HOOK)


def test_removing_leaves_nothing_of_a_pack_and_no_former_version_is_an_error(tmp_path, own_lmq):
    own_lmq("pack", "add", write(tmp_path, VAN))
    assert own_lmq("pack", "remove", "garage", "--former").returncode == 4
    own_lmq("pack", "add", write(tmp_path, HOOK), "--replace")
    assert own_lmq("pack", "remove", "garage", "--yes").returncode == 0
    assert os.listdir(tmp_path / "home" / "data" / "packs") == [".lock"]


VERSIONS = [
    (VAN, HOOK, DOG),
    (VAN.replace("the garage", "our garage"), HOOK, DOG),
    (VAN.replace("green van", "green vann"), HOOK, DOG.replace("Rex", "Bello")),
    (VAN.replace("a tractor", "a lorry"), HOOK.replace("answer: 7", "answer: 7, hint: a prime"), CAT),
    (VAN, HOOK.replace("7", "9"), CAT, DOG),
]
KEPT = ["van hook dog", "van hook dog", "van hook", "van hook", "van dog"]
"""Whose progress of the first version counts in each: a slip that is mended keeps it, and what was gone comes back with it."""


def learnt(history, pack) -> str:
    memory = remembered(history, "", "garage")
    return " ".join(i.id for i in pack.items if i.id in memory and is_learnt(i, memory[i.id], history, ""))


def test_a_player_keeps_progress_through_five_versions_where_the_answer_stays(history, sit_down, tmp_path):
    van, *others = pack_of(*VERSIONS[0]).items
    answers = (Chosen(van.kind.key), Typed("7"), Typed("Rex"))
    sit_down(van, *others).play(*(step for answer in answers for step in (Answer(answer, 9.0), Next())))
    catch_up(history, "")
    folder = tmp_path / "packs"
    for version, kept in zip(VERSIONS, KEPT, strict=True):
        put(tmp_path, folder, text_of(*version))
        assert learnt(history, pack_of(*version)) == kept
    put_back(folder / "garage" / "garage.yaml", folder)
    assert (folder / "garage" / "garage.yaml").read_text() == text_of(*VERSIONS[3])


def put(tmp_path: Path, folder: Path, text: str) -> None:
    (tmp_path / "garage.yaml").write_text(text)
    plans = [planned(found, folder) for found in checked([tmp_path / "garage.yaml"])]
    with staging(folder) as stage:
        install(plans, stage, folder)


def die_at(number: int) -> None:
    """Let this process be killed at its nth call that changes a file or makes it last."""
    left = [number]

    def counting(call):
        def counted(*given, **named):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return counted

    for name in ("rename", "replace", "mkdir", "unlink", "fsync", "open", "write"):
        setattr(os, name, counting(getattr(os, name)))


ORIGINS = {one: Origin(f"https://packs.example/{one}", one * 64, "2026-11-26") for one in "ab"}


def write_version(tmp_path: Path, one: str) -> list[Path]:
    """Write two packs of a version, one with a table, each file of which says which version it is."""
    (tmp_path / "t.csv").write_text(f"a,b\n{one},1\n")
    each = "{each: t, id: 'q-{a}', question: '{a}?', answer: '{b}'}"
    (tmp_path / "towns.yaml").write_text(f"title: {one}\nid: towns\ntables: {{t: t.csv}}\nquestions: [{each}]\n")
    (tmp_path / "garage.yaml").write_text(text_of(HOOK, title=one))
    return [tmp_path / "towns.yaml", tmp_path / "garage.yaml"]


def update(tmp_path: Path, folder: Path) -> None:
    plans = [planned(found, folder) for found in checked(write_version(tmp_path, "b"))]
    with staging(folder) as stage:
        install(plans, stage, folder, ORIGINS["b"])


def go_back(_tmp_path: Path, folder: Path) -> None:
    put_back(folder / "towns" / "towns.yaml", folder)


def take_out(_tmp_path: Path, folder: Path) -> None:
    remove(folder / "towns" / "towns.yaml", folder)


def killed_at(number: int, tmp_path: Path, folder: Path, act) -> bool:
    """Act in a process that dies at its nth step; False where it was through before."""
    child = os.fork()
    if child == 0:
        die_at(number)
        act(tmp_path, folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def version_in(place: Path) -> str:
    """Return which version lies in a folder, `-` for none; whatever is there must be of one."""
    if not place.exists():
        return "-"
    pack = load_pack(next(place.glob("*.yaml"))).pack
    assert pack is not None
    found = {pack.title.first, origin_of(place).address[-1], *((place / name).read_text()[4] for name in pack.tables)}
    assert len(found) == 1
    return found.pop()


@pytest.mark.skipif(not CAN_FORK, reason=NEEDS_FORK)
@pytest.mark.parametrize(
    ("act", "before", "states"),
    [
        (update, "a", {"a- a-", "ba ba"}),
        (go_back, "ab", {"ba ba", "ba ab"}),
        (take_out, "ab", {"ba ba", "ba b-", "ba --"}),
    ],
    ids=["update", "way back", "removal"],
)
def test_a_kill_at_any_moment_leaves_all_packs_with_tables_and_origins_of_one_version(tmp_path, act, before, states):
    """Each state: the version of the garage and its former one, then those of the towns."""
    for one in before:
        plans = [planned(found, tmp_path / "before") for found in checked(write_version(tmp_path, one))]
        with staging(tmp_path / "before") as stage:
            install(plans, stage, tmp_path / "before", ORIGINS[one])
    seen, number, was_killed = set(), 0, True
    while was_killed:
        folder = Path(shutil.copytree(tmp_path / "before", tmp_path / str(number)))
        was_killed = killed_at(number, tmp_path, folder, act)
        installed_packs(tmp_path, folder)  # as the next start of the program does
        names = ("garage", ".former-garage", "towns", ".former-towns")
        found = [version_in(folder / name) for name in names]
        seen.add(f"{found[0]}{found[1]} {found[2]}{found[3]}")
        assert seen <= states
        assert set(os.listdir(folder)) <= {*names, ".lock"}
        number += 1 if SOAK or act is take_out else 5
    assert (seen, number > 5) == (states, True)

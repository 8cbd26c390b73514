"""Packs that are added: all or none, from whatever was given, and nothing hangs or crashes over it."""

from __future__ import annotations

import contextlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from tests.systems import needs_unix

PACK = "title: {id}\nid: {id}\nquestions:\n  - {{id: q, question: {id}?, answer: {answer}, wrong: [no]}}\n"


def write_pack(folder: Path, id: str, *, answer: str = "a") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id}.yaml"
    path.write_text(PACK.format(id=id, answer=answer))
    return path


def installed(tmp_path: Path) -> dict[str, str]:
    packs = tmp_path / "home" / "data" / "packs"
    return {str(path.relative_to(packs)): path.read_text() for path in packs.glob("[!.]*/*.yaml")}


def test_a_folder_with_one_pack_that_cannot_be_put_in_its_place_changes_nothing(tmp_path, own_lmq):
    for id in "abc":
        write_pack(tmp_path / "new", id)
    packs = tmp_path / "home" / "data" / "packs"
    packs.mkdir(parents=True)
    assert own_lmq("pack", "add", str(tmp_path / "new")).returncode == 0
    before = installed(tmp_path)
    for id in "abcd":
        write_pack(tmp_path / "new", id, answer="b")
    (packs / "d").write_text("in the way\n")
    (packs / "b" / "b.yaml").chmod(0o444)
    failing = "import os, sys; real = os.rename\ndef rename(old, new):\n  if str(new).endswith('old/c'): raise OSError(28, 'full')\n  real(old, new)\nos.rename = rename\n"
    (tmp_path / "sitecustomize.py").write_text(failing)
    done = own_lmq("pack", "add", "--replace", str(tmp_path / "new"), PYTHONPATH=f"{tmp_path}:{os.getcwd()}")
    assert done.returncode == 1
    assert installed(tmp_path) == before
    assert sorted(os.listdir(packs)) == [".lock", "a", "b", "c", "d"]


@pytest.mark.parametrize("name", ["nul", "com1", "aux"])
def test_a_pack_that_windows_cannot_store_gets_another_folder_and_a_warning(tmp_path, own_lmq, name):
    added = own_lmq("pack", "add", str(write_pack(tmp_path / "new", name)))
    assert added.returncode == 0
    assert f"{name}_" in added.stderr
    assert list(installed(tmp_path)) == [f"{name}_/{name}_.yaml"]
    assert own_lmq("play", name, "-n", "1", "--plain", typed="1\n").returncode == 0
    write_pack(tmp_path / "new", name, answer="b")
    assert own_lmq("pack", "add", str(tmp_path / "new")).returncode == 1
    assert own_lmq("pack", "remove", name, "--yes").returncode == 0
    assert installed(tmp_path) == {}


@needs_unix
@pytest.mark.parametrize("command", ["pack check", "pack add", "pack show", "play", "pack new x --from-table"])
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path, own_lmq, command):
    os.mkfifo(tmp_path / "pipe.yaml")
    first, *rest = command.replace("new x", f"new {tmp_path}/x").split()
    done = own_lmq(first, *rest, str(tmp_path / "pipe.yaml"))
    assert done.returncode in (2, 3, 4)
    assert "pipe" in done.stdout + done.stderr


@needs_unix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_no_pack(own_lmq, device):
    done = own_lmq("pack", "check", device)
    assert done.returncode == 3
    assert "device" in done.stdout


@needs_unix
def test_a_table_that_is_a_pipe_is_refused_at_once(tmp_path, own_lmq):
    os.mkfifo(tmp_path / "t.csv")
    pack = tmp_path / "p.yaml"
    pack.write_text("title: T\ntables: {t: t.csv}\nquestions: [{each: t, question: '{a}?', answer: '{b}'}]\n")
    done = own_lmq("pack", "check", str(pack))
    assert done.returncode == 3
    assert "not a file" in done.stdout


def zipped(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return content.getvalue()


BODY = PACK.format(id="zip", answer="a").encode()


@pytest.mark.parametrize(
    "name",
    ["a/" * 2000 + "p.yaml", "x" * 300 + ".yaml", "\ud800.yaml", "../p.yaml", "c:p.yaml", "é" * 150 + ".yaml"],
    ids=["2000 folders", "long", "surrogate", "outside", "drive", "long in bytes"],
)
def test_a_zip_with_a_bad_name_gets_a_sentence(tmp_path, own_lmq, name):
    content = zipped(**{"p" * len(name.encode("utf-8", "surrogatepass")): BODY})
    content = content.replace(b"p" * len(name.encode("utf-8", "surrogatepass")), name.encode("utf-8", "surrogatepass"))
    (tmp_path / "bad.zip").write_bytes(content)
    done = own_lmq("pack", "add", str(tmp_path / "bad.zip"))
    assert done.returncode in (0, 2, 4)
    assert "archive" in done.stderr or "Installed: zip" in done.stdout
    assert "this is a bug" not in done.stderr


MAC = {
    "Quiz/pack.yaml": BODY,
    "__MACOSX/Quiz/._pack.yaml": b"\0\5\26\7",
    "Quiz/._pack.yaml": b"\0\5\26\7",
    "Quiz/mkdocs.yml": b"site_name: Quiz\n",
    ".github/workflows/ci.yml": b"on: push\n",
}


def test_a_zip_from_a_mac_is_installed_and_what_is_no_pack_is_told(tmp_path, own_lmq):
    (tmp_path / "quiz.zip").write_bytes(zipped(**MAC))
    done = own_lmq("pack", "add", str(tmp_path / "quiz.zip"))
    assert (done.returncode, list(installed(tmp_path))) == (0, ["zip/pack.yaml"])
    assert "Left out, not packs (4): .github/workflows/ci.yml, Quiz/._pack.yaml" in done.stderr


@pytest.mark.parametrize("command", ["check", "add"])
def test_yaml_of_other_programs_in_a_folder_is_left_out_and_told(tmp_path, own_lmq, command):
    folder = tmp_path / "repository"
    for name, body in MAC.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    (folder / "_config.yml").write_text("title: My blog\nauthor: me\n")
    done = own_lmq("pack", command, str(folder))
    assert done.returncode == 0
    assert "Left out, not packs (5): .github/workflows/ci.yml" in done.stderr


def test_a_pack_whose_questions_are_misspelt_is_no_pack_of_another_program(tmp_path, own_lmq):
    (tmp_path / "typo.yaml").write_text("title: T\nqestions:\n  - question: a\n    answer: b\n")
    assert "qestions" in own_lmq("pack", "check", str(tmp_path)).stdout


def test_mistakes_in_a_zip_are_told_by_its_name_and_not_by_where_it_was_unpacked(tmp_path, own_lmq):
    body = b"title: T\ntables: {t: t.csv}\nquestions: [{each: t, question: '{a}?', answer: '{b}'}]\n"
    (tmp_path / "bad.zip").write_bytes(zipped(**{"f/p.yaml": body, "f/t.csv": b"a,b\nx\n"}))
    done = own_lmq("pack", "add", str(tmp_path / "bad.zip"))
    assert done.returncode == 3
    assert f"{tmp_path}/bad.zip/f/t.csv:2" in done.stdout + done.stderr
    assert "/home/data" not in done.stdout + done.stderr


def test_zips_with_flipped_bits_get_a_sentence(tmp_path, monkeypatch):
    """Hundreds of them, in this process; a crash would be any other exception."""
    from lemans_quiz.errors import QuizError
    from lemans_quiz.packs.archives import unpack

    whole = zipped(**{"p.yaml": BODY, "f/t.csv": b"a,b\n" * 100})
    dice, unpacked = random.Random(12), 0
    for number in range(400):
        content = bytearray(whole)
        for _ in range(dice.randrange(1, 4)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        (tmp_path / "flipped.zip").write_bytes(content[: dice.randrange(len(content)) if number % 5 == 0 else None])
        with contextlib.suppress(QuizError):
            unpack(tmp_path / "flipped.zip", tmp_path / f"{number}")
            unpacked += 1
    assert 0 < unpacked < 400


def test_what_an_earlier_run_was_killed_in_is_finished_by_the_next(tmp_path, own_lmq):
    write_pack(tmp_path / "new", "a")
    kill = "import os, signal; real = os.rename\ndef rename(old, new):\n  if 'old' in str(new): real(old, new); os.kill(os.getpid(), 9)\n  real(old, new)\nos.rename = rename\n"
    assert own_lmq("pack", "add", str(tmp_path / "new")).returncode == 0
    write_pack(tmp_path / "new", "a", answer="b")
    (tmp_path / "sitecustomize.py").write_text(kill)
    killed = own_lmq("pack", "add", "--replace", str(tmp_path / "new"), PYTHONPATH=f"{tmp_path}:{os.getcwd()}")
    assert killed.returncode == -9
    assert own_lmq("pack", "list").returncode == 0
    assert list(installed(tmp_path)) == ["a/a.yaml"]
    assert sorted(os.listdir(tmp_path / "home" / "data" / "packs")) == [".former-a", ".lock", "a"]

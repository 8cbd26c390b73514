"""Archives of packs: zip and tar.gz, unpacked within bounds, and never outside."""

from __future__ import annotations

import contextlib
import gzip
import io
import random
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from lemans_quiz.errors import QuizError, UsageError
from lemans_quiz.i18n import render
from lemans_quiz.packs import archives
from lemans_quiz.packs.archives import is_archive, unpack

PACK = b"title: Bees\nquestions:\n  - {question: Legs?, answer: 6}\n"
FILES = {"repo-1/bees.yaml": PACK, "repo-1/README.md": b"# Bees\n", "repo-1/src/a.py": b"1", "repo-1/t.csv": b"a,b\n"}


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return content.getvalue()


def tarred(files: dict[str, bytes], *others: tarfile.TarInfo) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for entry in others:
            archive.addfile(entry)
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return content.getvalue()


def entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def unpacked(tmp_path: Path, content: bytes) -> dict[str, bytes]:
    (tmp_path / "archive").write_bytes(content)
    unpack(tmp_path / "archive", tmp_path / "into")
    into = tmp_path / "into"
    return {str(path.relative_to(into)): path.read_bytes() for path in into.rglob("*") if path.is_file()}


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(UsageError) as raised:
        unpacked(tmp_path, content)
    return render(raised.value.sentence)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_may_hold_questions_is_unpacked_and_nothing_else(tmp_path, pack):
    assert unpacked(tmp_path, pack(FILES)) == {name: body for name, body in FILES.items() if not name.endswith(".py")}


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "name", ["../x.yaml", "/etc/x.yaml", "a/../../x.yaml", "..\\x.yaml", "c:/x.yaml", "a/" * 30 + "x.yaml"]
)
def test_nothing_is_unpacked_outside(tmp_path, pack, name):
    assert "archive contains" in refused(tmp_path, pack({name: PACK}))
    assert sorted(path.name for path in tmp_path.rglob("*.yaml")) == []


def test_links_and_devices_are_passed_over(tmp_path):
    links = [
        entry("a.yaml", tarfile.SYMTYPE, "/etc/passwd"),
        entry("b.yaml", tarfile.LNKTYPE, "../../etc/passwd"),
        entry("c.yaml", tarfile.FIFOTYPE),
        entry("d.yaml", tarfile.CHRTYPE),
        entry("into.yaml", tarfile.DIRTYPE),
    ]
    assert list(unpacked(tmp_path, tarred({"bees.yaml": PACK}, *links))) == ["bees.yaml"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bomb_is_refused_without_taking_memory(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(archives, "MOST_BYTES", 2 << 20)
    content = pack({"bomb.yaml": b"\0" * (40 << 20)})
    tracemalloc.start()
    try:
        assert "more than 2 MiB" in refused(tmp_path, content)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert sum(path.stat().st_size for path in (tmp_path / "into").rglob("*.yaml")) <= 2 << 20


def test_what_is_passed_over_counts_too_where_it_must_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 2 << 20)
    assert "more than 2 MiB" in refused(tmp_path, tarred({"picture.png": b"\0" * (9 << 20), "bees.yaml": PACK}))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_of_too_many_files_is_refused(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    assert "more than 3 files" in refused(tmp_path, pack({f"{number}.yaml": PACK for number in range(4)}))
    monkeypatch.setattr(archives, "_MOST_OF_ALL", 3)
    assert "more than 3 files" in refused(tmp_path, pack({f"{number}.png": b"" for number in range(4)}))


def test_a_list_of_files_that_is_too_long_to_read_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_LISTED", 1000)
    assert "more than" in refused(tmp_path, zipped({f"{number}.png": b"" for number in range(50)}))


def test_a_header_that_claims_to_be_endless_is_not_read(tmp_path):
    header = entry("PaxHeader", tarfile.XHDTYPE)
    header.size = 1 << 30
    block = header.tobuf(tarfile.USTAR_FORMAT)
    assert "Cannot read the archive" in refused(tmp_path, gzip.compress(block + b"1" * (8 << 20)))


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b", gzip.compress(b"no tar"), tarred(FILES)[:-40], b"PK\x03\x04", zipped(FILES)[:-30]],
    ids=["start of a gzip", "no tar", "cut tar", "start of a zip", "cut zip"],
)
def test_a_broken_archive_gets_a_sentence(tmp_path, content):
    assert "Cannot read the archive" in refused(tmp_path, content)


def test_archives_with_flipped_bits_give_files_or_a_sentence(tmp_path):
    dice, whole = random.Random(19), bytearray(gzip.decompress(tarred(FILES)))
    for number in range(150):
        content = whole.copy()
        for _ in range(dice.randrange(1, 4)):
            content[dice.randrange(2000)] ^= 1 << dice.randrange(8)
        own = tmp_path / str(number)
        own.mkdir()
        with contextlib.suppress(QuizError):
            assert unpacked(own, gzip.compress(content, 1)).keys() != {"repo-1/src/a.py"}


def test_sheets_and_documents_are_zips_and_no_archives(tmp_path):
    for name in ("[Content_Types].xml", "mimetype", "imsmanifest.xml", "collection.anki2"):
        (tmp_path / "sheet").write_bytes(zipped({name: b""}))
        assert not is_archive(tmp_path / "sheet")
    for content in (zipped(FILES), tarred(FILES), zipped({})):
        (tmp_path / "archive").write_bytes(content)
        assert is_archive(tmp_path / "archive")
    assert not is_archive(tmp_path)
    assert not is_archive(tmp_path / "missing")


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("command", ["play", "pack check", "pack show", "pack add"])
def test_an_archive_is_used_like_the_folder_it_was_made_from(tmp_path, own_lmq, pack, command):
    path = tmp_path / "repo.bin"
    path.write_bytes(pack(FILES))
    extra = ("--plain", "-n", "1") if command == "play" else ()
    done = own_lmq(*command.split(), str(path), *extra, typed="6\n")
    assert (done.returncode, "bug" in done.stderr) == (0, False)
    assert {"play": "Right", "pack check": "", "pack show": "Legs?", "pack add": "Installed: bees"}[
        command
    ] in done.stdout


@pytest.mark.parametrize("command", ["pack check", "pack add", "play"])
def test_mistakes_in_an_archive_are_told_by_where_the_file_stands_in_it(tmp_path, own_lmq, command):
    (tmp_path / "bad.tgz").write_bytes(tarred({"r/bees.yaml": PACK.replace(b"answer", b"anwser")}))
    done = own_lmq(*command.split(), str(tmp_path / "bad.tgz"))
    assert (done.returncode, "r/bees.yaml:3:" in done.stdout + done.stderr) == (3, True), done
    assert "cache" not in done.stdout + done.stderr


def test_an_archive_without_packs_gives_other_files_of_questions_and_one_without_any_is_told(tmp_path, own_lmq):
    gift = b"Who lays the eggs? {=the queen ~a drone}\n\nHow many legs? {=6 ~8}\n"
    (tmp_path / "a.zip").write_bytes(zipped({"quiz/eggs.gift": gift, "quiz/notes.md": b"# Notes\n\nNothing.\n"}))
    assert "Installed: eggs" in own_lmq("pack", "add", str(tmp_path / "a.zip")).stdout
    (tmp_path / "b.zip").write_bytes(zipped({"notes.md": b"# Notes\n\nNothing.\n"}))
    for command in (("pack", "add"), ("play",)):
        done = own_lmq(*command, str(tmp_path / "b.zip"))
        assert (done.returncode, "No questions found in archive 'b.zip'" in done.stderr) == (4, True)


def test_a_file_of_numbers_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "list.numbers"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", "x")
    assert not is_archive(path)

"""Whatever a file holds, reading it gives questions, findings or a sentence; what is made to be too much is refused."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.formats.drafts import Unreadable
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.reading import KINDS, read_questions
from lemans_quiz.formats.writing.xlsx import write_xlsx
from lemans_quiz.packs.naming import slug
from tests.effort import examples
from tests.formats.samples import KAHOOT, SAMPLES

SIGNS = [
    b"\0",
    b"\xff",
    b'"',
    b"'",
    b"{",
    b"}",
    b"~",
    b"=",
    b"<",
    b"&",
    b"]]>",
    b"\n\n",
    b"\t",
    b",",
    b"\\",
    b"::",
    b"- [x]",
    b"\x1b[2J",
    "\u202e".encode(),
    b"9" * 40,
]


def read(content: bytes, kind: str = "") -> list:
    """Return what becomes of a file's questions; nothing where it is refused with a sentence."""
    try:
        blocks = read_questions(content, kind).content.blocks
    except Unreadable:
        return []
    fitted = fit(blocks, "pack", slug=slug)
    assert len(fitted) == len(blocks)
    return fitted


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_holds_questions(name):
    assert [one.item for one in read(SAMPLES[name])].count(None) == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutated_file_gives_questions_findings_or_a_sentence(name):
    dice = random.Random(name)
    for _ in range(40):
        content = bytearray(SAMPLES[name])
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(content) + 1)
            match dice.randrange(4):
                case 0:
                    del content[at : at + dice.randint(1, 30)]
                case 1:
                    content[at:at] = dice.choice(SIGNS)
                case 2:
                    del content[at:]
                case _:
                    content[at:at] = content[: dice.randint(0, 60)]
        read(bytes(content))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_read_as_another_kind_gives_questions_findings_or_a_sentence(name, kind):
    read(SAMPLES[name], kind)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.sampled_from(["", *KINDS]))
@settings(max_examples=examples(150))
def test_any_bytes_give_questions_findings_or_a_sentence(content, kind):
    read(content.replace(b"\xd0\xcf\x11\xe0", b""), kind)


def sheet(content: bytes) -> bytes:
    """Return a workbook whose sheet is some bytes."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(KAHOOT))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, content if name.endswith("sheet1.xml") else source.read(name))
    return buffer.getvalue()


LAUGHS = b"<!DOCTYPE q [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
BOMBS: dict[str, Callable[[], bytes]] = {
    "a gigabyte of spaces": lambda: sheet(b"<worksheet>" + b" " * 200_000_000),
    "millions of cells": lambda: sheet(b"<worksheet><sheetData><row>" + b"<c/>" * 2_000_000),
    "one long attribute": lambda: sheet(b'<worksheet a="' + b"x" * 20_000_000 + b'"/>'),
    "nested elements": lambda: sheet(b"<a>" * 100_000),
    "entities that multiply": lambda: (
        LAUGHS + b"]><quiz><question type='essay'><name><text>&j;</text></name></question></quiz>"
    ),
    "an entity from outside": lambda: (
        b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name>&x;</name></question></quiz>'
    ),
    "nested XML": lambda: b'<quiz><question type="essay">' + b"<a>" * 100_000,
    "nested JSON": lambda: b'[{"question":' * 100_000,
    "nested YAML": lambda: b"A?:\n- " + b"[" * 50_000,
    "a sea of braces": lambda: b"{" * 1_000_000,
    "a sea of quotation marks": lambda: b'"' * 1_000_000,
    "a sea of commas": lambda: b"," * 1_000_000,
    "a sea of spaces": lambda: b" " * 1_000_000 + b"x",
    "headings of keys": lambda: b"1. Q?\na) x\nb) y\n" + b"Answer key\n" * 20_000,
    "an empty zip": lambda: b"PK\x05\x06" + b"\0" * 18,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name):
    assert not [one for one in read(BOMBS[name]()) if one.item]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x"])
def test_a_path_out_of_the_file_is_looked_up_inside_it_alone(name):
    source = zipfile.ZipFile(io.BytesIO(KAHOOT))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in source.namelist():
            content = source.read(part)
            archive.writestr(
                part, content.replace(b"worksheets/sheet1.xml", name.encode()) if part.endswith(".rels") else content
            )
    assert not read(buffer.getvalue())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 ...", "paste"),
        (b"{\\rtf1 x}", ".txt"),
        (b'<?xml version="1.0"?><questestinterop></questestinterop>', "Moodle"),
        (b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"></assessmentItem>', "Moodle"),
    ],
)
def test_what_is_not_read_is_told_with_the_way_out(content, told):
    with pytest.raises(Unreadable) as error:
        read_questions(content)
    assert told in error.value.help.template


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("collection.anki21b", "Anki"),
        ("word/document.xml", "paste"),
        ("ppt/presentation.xml", "paste"),
        ("Index/Document.iwa", "CSV"),
        ("imsmanifest.xml", "Moodle"),
    ],
)
def test_archives_of_other_programs_are_told_with_the_way_out(member, told):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(Unreadable) as error:
        read_questions(buffer.getvalue())
    assert told in error.value.help.template


def test_reading_uses_no_network(monkeypatch):
    monkeypatch.setattr("socket.socket", None)
    assert read(write_xlsx([("Question", "Answer"), ("Who?", "me")], sheet="http://x"))


@pytest.mark.parametrize(("kind", "told"), [("text", "word processor"), ("presentation", "presentation")])
def test_an_open_document_that_is_no_spreadsheet_is_called_by_its_name(kind: str, told: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(Unreadable) as raised:
        read_questions(content.getvalue())
    assert told in raised.value.sentence.template

"""Moodle's XML is read with its types, and as far as a broken file goes."""

from decimal import Decimal

import pytest

from lemans_quiz.formats.drafts import Draft, Matched, Numeric, Ordered, Statement, Typed, Unreadable
from lemans_quiz.formats.moodle_xml import read_moodle_xml


def question(kind: str, inside: str, text: str = "<![CDATA[<p>Q &amp; A?</p>]]>") -> str:
    return f'<question type="{kind}"><name><text>n</text></name><questiontext format="html"><text>{text}</text></questiontext>{inside}</question>'


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{more}</answer>'


def read(*questions: str):
    return read_moodle_xml(f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode())


def one(kind: str, inside: str) -> Draft:
    block = read(question(kind, inside)).blocks[0]
    assert isinstance(block, Draft), block
    return block


@pytest.mark.parametrize(
    ("kind", "inside", "expected"),
    [
        ("truefalse", answer("true", "0") + answer("false", "100"), Statement(False)),
        ("shortanswer", answer("a", "100") + answer("b", "50") + answer("c", "100"), Typed(("a", "c"), wildcards=True)),
        ("numerical", answer("3.5", "100", "<tolerance>0.5</tolerance>") + "<units><unit><unit_name>km</unit_name></unit></units>",
         Numeric(Decimal("3.5"), Decimal("3.0"), Decimal("4.0"), unit="km")),
        ("matching", "".join(f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>" for left, right in (("a", "1"), ("b", "2"), ("", "3"))),
         Matched((("a", "1"), ("b", "2")), ("3",))),
        ("ordering", answer("one") + answer("two"), Ordered(("one", "two"))),
    ],
)  # fmt: skip
def test_types_are_read(kind, inside, expected):
    assert one(kind, inside).answer == expected


def test_a_choice_is_single_where_nothing_says_more():
    assert not one("multichoice", answer("a", "100") + answer("b")).answer.several
    several = one("multichoice", "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-100"))
    assert [option.right for option in several.answer.options] == [True, True, False]


def test_tags_category_idnumber_grade_and_hints_are_kept():
    category = '<question type="category"><category><text>$course$/top/Cars//Trucks/Old</text></category></question>'
    inside = answer("true", "100") + answer("false") + "<idnumber>q7</idnumber><tags><tag><text>t</text></tag></tags>"
    inside += (
        "<defaultgrade>2.0</defaultgrade><hint><text>h</text></hint><generalfeedback><text>f</text></generalfeedback>"
    )
    draft = read(category, question("truefalse", inside)).blocks[0]
    assert (draft.id, draft.tags, draft.points, draft.hints, draft.explanation) == ("q7", ("t", "Old"), 2, ("h",), "f")


def test_localised_truth_is_guessed_and_told():
    draft = one("truefalse", answer("Oikein", "100") + answer("Väärin"))
    assert draft.answer == Statement(True)
    assert [change.code for change in draft.changes] == ["unknown-true-false"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("essay", "essay"), ("cloze", "several-gaps"), ("ddmarker", "unknown-type"), ("stack", "unknown-type")],
)
def test_what_cannot_be_asked_is_left_out(kind, code):
    assert read(question(kind, "")).blocks[0].why.code == code


def test_a_file_that_breaks_off_gives_what_stands_before():
    whole = question("truefalse", answer("true", "100") + answer("false"))
    found = read_moodle_xml(f"<quiz>{whole}\n{whole[:-40]}".encode())
    assert isinstance(found.blocks[0], Draft)
    assert found.blocks[1].why.code == "broken-xml"


def test_entities_of_html_and_lone_ampersands_are_mended():
    found = read(question("shortanswer", answer("Johnson & Johnson", "100"), "Caf&eacute; &nbsp;&amp; R&D?"))
    assert found.blocks[0].answer == Typed(("Johnson & Johnson",), wildcards=True)
    assert found.blocks[0].stem == "Café \xa0& R&D?"
    assert [note.code for note in found.notes] == ["xml"]


def test_xml_that_is_none_is_unreadable():
    with pytest.raises(Unreadable):
        read_moodle_xml(b"<quiz><question type=")

"""Every file of the corpora is read as it is counted there; GIFT and Aiken as Moodle reads them."""

import html
from collections import Counter
from decimal import Decimal

import pytest

from lemans_quiz.formats.drafts import (
    Chosen,
    Content,
    Draft,
    LeftOut,
    Matched,
    Numeric,
    Ordered,
    Statement,
    Typed,
    Unreadable,
)
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.reading import KINDS, kind_of, read_questions
from lemans_quiz.packs.naming import slug
from tests.formats.corpora import FOLDER, content, expected, oracle

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="LEMANS_QUIZ_CORPORA names no folder")

FORGIVEN = {"small-true-false": ("truefalse", "shortanswer"), "category-line": ("", "category")}
"""Where more is read than Moodle reads: what it is for us, and for Moodle."""
COUNTED_BY_TYPE = expected("gift", "aiken", "moodle_xml")
COUNTED_BY_ROWS = expected("kahoot", "quizizz", "opentdb_synth", "opentriviaqa", "anki_txt")
NAMES = {"gift": "gift", "aiken": "aiken", "moodle_xml": "moodle", "kahoot": "sheet", "quizizz": "sheet"}
NAMES |= {"opentdb_synth": "json", "opentriviaqa": "open-trivia", "anki_txt": "anki"}


def types_of(found: Content) -> Counter[str]:
    """Count types as Moodle counts them: what is forgiven goes back to what Moodle takes it for."""
    codes = [{change.code for change in getattr(block, "changes", ())} for block in found.blocks]
    types = (
        "shortanswer" if "small-true-false" in code else block.type
        for block, code in zip(found.blocks, codes, strict=True)
    )
    return Counter(types) + Counter(found.asides)


@pytest.mark.parametrize("path", COUNTED_BY_TYPE)
def test_questions_are_counted_by_type(path):
    found = KINDS[NAMES[path.split("/")[0]]](content(path))
    errors = [block for block in found.blocks if isinstance(block, LeftOut) and block.why.code in AIKEN_ERRORS]
    if path.startswith("aiken"):
        assert len(errors) == len(COUNTED_BY_TYPE[path]["errors"])
        found = found._replace(blocks=tuple(block for block in found.blocks if block not in errors))
    assert types_of(found) == Counter(COUNTED_BY_TYPE[path]["types"])


AIKEN_ERRORS = {"few-options", "no-question", "no-right-answer"}


@pytest.mark.parametrize("path", COUNTED_BY_ROWS)
def test_questions_are_counted_by_rows(path):
    facts = COUNTED_BY_ROWS[path]
    rows = facts.get("questions", facts.get("notes", facts.get("question_rows", 0)))
    assert len(KINDS[NAMES[path.split("/")[0]]](content(path)).blocks) == rows


@pytest.mark.parametrize("path", [*COUNTED_BY_TYPE, *COUNTED_BY_ROWS])
def test_the_kind_is_told_by_content_alone(path):
    try:
        assert kind_of(content(path)) == NAMES[path.split("/")[0]]
    except Unreadable:
        assert not any(isinstance(block, Draft) for block in KINDS[NAMES[path.split("/")[0]]](content(path)).blocks)


@pytest.mark.parametrize("path", [*COUNTED_BY_TYPE, *COUNTED_BY_ROWS])
def test_taken_changed_and_left_out_are_all_there_is(path):
    try:
        blocks = read_questions(content(path)).content.blocks
    except Unreadable:
        return
    fitted = fit(blocks, "pack", slug=slug)
    assert [one.draft for one in fitted] == list(blocks)
    assert all(one.item or one.findings for one in fitted)
    ids = [one.item.id for one in fitted if one.item]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", expected("gift"))
def test_gift_is_read_question_by_question_as_moodle_reads_it(path):
    found = KINDS["gift"](content(path))
    theirs = [one for one in oracle(path)["questions"] if one["qtype"] not in ("category", "description")]
    assert len(found.blocks) == len(theirs)
    for ours, moodles in zip(found.blocks, theirs, strict=True):
        assert ours.stem == moodles["questiontext"]
        if isinstance(ours, Draft):
            compare(ours, moodles)


@pytest.mark.parametrize("path", expected("aiken"))
def test_aiken_is_read_question_by_question_as_moodle_reads_it(path):
    drafts = [block for block in KINDS["aiken"](content(path)).blocks if isinstance(block, Draft)]
    theirs = oracle(path)["questions"]
    assert [draft.stem for draft in drafts] == [html.unescape(one["questiontext"]) for one in theirs]
    for ours, moodles in zip(drafts, theirs, strict=True):
        compare(ours, moodles)


def texts(answers: list) -> list[str]:
    return [(one["text"] if isinstance(one, dict) else str(one)).strip() for one in answers]


def compare(ours: Draft, theirs: dict) -> None:
    assert ours.explanation == theirs["generalfeedback"].strip()
    match ours.answer:
        case Chosen(options, several):
            compare_options(options, several, theirs)
        case Statement(key):
            if not any(change.code == "small-true-false" for change in ours.changes):
                assert bool(int(theirs["correctanswer"])) == key
        case Typed(answers):
            best = max(float(fraction) for fraction in theirs["fraction"])
            right = [
                text
                for text, part in zip(texts(theirs["answer"]), theirs["fraction"], strict=True)
                if float(part) == best
            ]
            assert list(answers) == right
        case Numeric() as number:
            compare_number(number, theirs)
        case Matched(pairs, extra):
            lefts, rights = texts(theirs["subquestions"]), texts(theirs["subanswers"])
            assert [pair for pair in zip(lefts, rights, strict=True) if pair[0]] == list(pairs)
            assert [right for left, right in zip(lefts, rights, strict=True) if not left] == list(extra)
        case Ordered(entries):
            assert list(entries) == texts(theirs["answer"])


def compare_options(options, several: bool, theirs: dict) -> None:
    """Compare options; an empty one between two signs is none for us."""
    rows = zip(texts(theirs["answer"]), theirs["fraction"], texts(theirs["feedback"]), strict=True)
    there = [row for row in rows if row[0] or row[2]]
    assert [option.text for option in options] == [text for text, _, _ in there]
    assert [option.feedback for option in options] == [told for _, _, told in there]
    least = 0 if several else 0.9999
    assert [option.right for option in options] == [float(part) > least for _, part, _ in there]


def compare_number(number: Numeric, theirs: dict) -> None:
    """Compare the number that counts most, and its tolerance to both sides."""
    best = max(theirs["fraction"], key=float)
    at = theirs["fraction"].index(best)
    assert float(number.key) == pytest.approx(float(str(theirs["answer"][at]).replace(",", ".")))
    width = Decimal(str(theirs["tolerance"][at] or 0))
    assert float(number.high - number.low) == pytest.approx(float(2 * width))

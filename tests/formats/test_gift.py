"""GIFT is read as Moodle's rules have it, and what people mean is forgiven and told."""

from decimal import Decimal

import pytest

from lemans_quiz.formats.drafts import Chosen, Draft, LeftOut, Matched, Numeric, Ordered, Statement, Typed
from lemans_quiz.formats.fitting import fit
from lemans_quiz.formats.texts.gift import read_gift
from lemans_quiz.packs.naming import slug


def one(text: str) -> Draft:
    block = read_gift(text).blocks[0]
    assert isinstance(block, Draft), block
    return block


def test_escaped_signs_are_text_and_a_double_backslash_is_one():
    draft = one(r"Is 1\=1 \{or\} a\:b? {=a \~ \#1 ~\\alpha}")
    assert draft.stem == "Is 1=1 {or} a:b?"
    assert [option.text for option in draft.answer.options] == ["a ~ #1", "\\alpha"]


def test_id_and_tags_stand_in_comments():
    draft = one("// [id:q7] [tag:a\\]b] [tag:c]\n::Title:: Q {T}")
    assert (draft.id, draft.tags) == ("q7", ("a]b", "c"))


def test_a_title_is_the_id_where_no_comment_says_one():
    assert one("::Q 1:: Is it so? {F}").id == "Q 1"


def test_a_category_ends_at_its_line_even_without_a_blank_one():
    found = read_gift("$CATEGORY: $course$/top/Cars//Trucks/Le Mans\nQ {T}")
    assert found.blocks[0].tags == ("Le Mans",)
    assert [note.code for note in found.notes] == ["category-line"]


def test_a_line_that_holds_only_a_zero_is_text():
    assert one("How much is\n0\nplus 1? {=1}").stem == "How much is\n0\nplus 1?"


def test_a_gap_in_the_middle_becomes_a_line():
    assert one("The {=24 ~12} hours of Le Mans").stem == "The _____ hours of Le Mans"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("T", Statement(True)),
        ("FALSE#no#yes", Statement(False)),
        ("true", Statement(True)),
        ("=a =b", Typed(("a", "b"), wildcards=True)),
        ("a", Typed(("a",), wildcards=True)),
        ("=%50%half =whole", Typed(("whole",), wildcards=True)),
        ("#3.14:0.01", Numeric(Decimal("3.14"), Decimal("3.13"), Decimal("3.15"))),
        ("#1..5", Numeric(Decimal(3), Decimal(1), Decimal(5), by_range=True)),
        ("#=1923", Numeric(Decimal(1923), Decimal(1923), Decimal(1923))),
        ("=a -> 1 =b -> 2 = -> 3", Matched((("a", "1"), ("b", "2")), ("3",))),
        (">3 CONTIGUOUS VERT\none\ntwo\nthree", Ordered(("one", "two", "three"))),
    ],
)
def test_a_kind_is_told_by_the_signs_in_the_braces(answer, expected):
    assert one(f"Q {{{answer}}}").answer == expected


def test_without_an_equals_sign_several_are_right():
    answer = one("Q {~%50%a ~%50%b ~%-100%c}").answer
    assert answer.several
    assert [option.right for option in answer.options] == [True, True, False]


def test_option_feedback_and_explanation_are_kept():
    draft = one("Q {=a#well done ~b#no####Because.}")
    assert [option.feedback for option in draft.answer.options] == ["well done", "no"]
    assert draft.explanation == "Because."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Write an essay. {}", "essay"),
        ("Q {=a", "braces"),
        ("The {=a} and the {=b} came.", "several-gaps"),
        ("Q {#abc}", "no-number"),
        ("Q {=a -> b =c}", "no-arrow"),
    ],
)
def test_what_cannot_be_asked_is_left_out_and_told(text, code):
    block = read_gift(text).blocks[0]
    assert isinstance(block, LeftOut)
    assert block.why.code == code


def test_places_are_lines():
    found = read_gift("\n\n// c\nA {T}\n\nB {F}\n")
    assert [block.place for block in found.blocks] == ["4", "6"]


def test_one_bad_question_costs_no_other():
    found = read_gift("A {=1\n\nB {T}\n\nC } {\n\nD {F}")
    assert [isinstance(block, Draft) for block in found.blocks] == [False, True, False, True]


def test_a_choice_is_read_as_one():
    assert isinstance(one("Q {~a =b}").answer, Chosen)


def shown(text: str) -> list[str]:
    """Return the question and the options of the first question as players see them."""
    item = fit(read_gift(text).blocks, "p", slug=slug)[0].item
    return [item.stem.first, *(option.text.first for option in item.kind.options)]


def test_html_is_read_where_people_wrote_it_without_saying_so():
    text = "<b>Capitals</b><br><br>\nWhich&nbsp;one? {\n=<i>Paris</i>\n~%-33.33333%Rome\n####<b>Why</b><br>So.\n}"
    assert shown(text) == ["Capitals\nWhich one?", "Paris", "Rome"]


def test_tags_that_a_question_is_about_stay():
    assert shown("Which is bold? {=<b>x</b> ~<i>x</i>}") == ["Which is bold?", "<b>x</b>", "<i>x</i>"]
    assert shown("[plain]Is <br> a break? {=<br> ~<hr>}") == ["Is <br> a break?", "<br>", "<hr>"]

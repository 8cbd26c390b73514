"""What a pack may not hold is mended or left out, and told."""

import pytest

from lemans_quiz.core.items import Choice, Multiple, Text, TrueFalse
from lemans_quiz.formats.drafts import (
    HTML,
    MARKDOWN,
    PLAIN,
    Chosen,
    Draft,
    DraftOption,
    LeftOut,
    Matched,
    Ordered,
    Typed,
)
from lemans_quiz.formats.fitting import Fitted, fit
from lemans_quiz.packs.naming import slug


def chosen(*texts: str, right: int = 1, several: bool = False) -> Chosen:
    return Chosen(tuple(DraftOption(text, at < right) for at, text in enumerate(texts)), several)


def fitted(stem: str = "Q?", answer=None, **more) -> Fitted:
    return fit([Draft("1", "multichoice", stem, answer or chosen("a", "b"), **more)], "p", slug=slug)[0]


def codes(one: Fitted) -> list[str]:
    return [finding.code for finding in one.findings]


@pytest.mark.parametrize(
    ("text", "markup", "expected"),
    [
        ("<p>Who &amp; what<br>is <b>x<sub>2</sub></b>?</p>", HTML, "Who & what\nis x₂?"),
        ("<ul><li>one</li><li>two</li></ul>", HTML, "- one\n- two"),
        ("10<sup>-3</sup> &lt; x<sup>n+1</sup>", HTML, "10⁻³ < xⁿ⁺¹"),
        ("<script>alert(1)</script>Q?<!-- note -->", HTML, "Q?"),
        ("Is \\(a^2 &lt; b\\) or $$c$$?", HTML, "Is \\(a^2 < b\\) or $$c$$?"),
        ("*Who* **won** `x_1` [here](http://x)?", MARKDOWN, "Who won x_1 here?"),
        ("Is $a_1 * b_1$ or \\(c_2\\)?", MARKDOWN, "Is $a_1 * b_1$ or \\(c_2\\)?"),
        ("a < b & c > d", PLAIN, "a < b & c > d"),
        ("[bold]x[/bold] :smile: <b>", PLAIN, "[bold]x[/bold] :smile: <b>"),
    ],
)
def test_texts_become_plain_and_formulas_stay(text, markup, expected):
    assert fitted(text, markup=markup).item.stem.first == expected


@pytest.mark.parametrize(
    ("text", "markup"),
    [('See <img src="x.png">?', HTML), ("See ![x](x.png)?", MARKDOWN), ("Hear [sound:x.mp3]", PLAIN)],
)
def test_a_question_that_needs_a_picture_is_left_out(text, markup):
    one = fitted(text, markup=markup)
    assert one.item is None
    assert codes(one) == ["picture"]


def test_a_picture_in_an_explanation_costs_the_picture_alone():
    one = fitted(explanation='Because <img src="x.png"> of it.', markup=HTML)
    assert one.item.explanation.first == "Because of it."
    assert codes(one) == ["picture-told"]


def test_wrong_ones_go_of_more_than_nine_options():
    one = fitted(answer=chosen(*"abcdefghijkl", right=2, several=True))
    assert [option.text.first for option in one.item.kind.options] == list("abcdefghi")
    assert one.item.kind.keys == (0, 1)
    assert dict(one.findings[0].sentence.fields)["count"] == 3


def test_options_that_read_the_same_are_one():
    one = fitted(answer=chosen("Paris", "PARIS ", "Rome"))
    assert isinstance(one.item.kind, Choice)
    assert [option.text.first for option in one.item.kind.options] == ["Paris", "Rome"]
    assert codes(one) == ["same-option"]


def test_several_right_ones_are_all_asked_for():
    assert isinstance(fitted(answer=chosen("a", "b", "c", right=2)).item.kind, Multiple)


def test_one_option_alone_is_typed():
    assert isinstance(fitted(answer=chosen("a", "")).item.kind, Text)


@pytest.mark.parametrize(
    ("right", "wrong", "key"), [("True", "False", True), ("falsch", "wahr", False), ("Vrai", "Faux", True)]
)
def test_true_and_false_alone_are_a_statement(right, wrong, key):
    assert fitted(answer=chosen(right, wrong)).item.kind == TrueFalse(key)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (chosen("a", "b", right=0), "no-right-answer"),
        (chosen(*"abcdefghijkl", right=10), "too-many-right"),
        (Typed(("*",), wildcards=True), "no-right-answer"),
        (Ordered(("a", "A")), "same-entries"),
        (Ordered(tuple("abcdefghij")), "entries"),
        (Matched((("a", "b"),)), "entries"),
        (Typed(("x" * 2001,)), "too-long"),
    ],
)
def test_what_cannot_be_is_left_out(answer, code):
    one = fitted(answer=answer)
    assert one.item is None
    assert codes(one) == [code]


def test_control_characters_are_taken_out_and_told():
    one = fitted("Q\x1b[31m\u202e?")
    assert one.item.stem.first == "Q[31m?"
    assert codes(one) == ["control-characters"]


def test_a_question_that_stands_twice_is_asked_once():
    draft = Draft("1", "x", "Q?", chosen("a", "b"))
    again = fit([draft, draft._replace(place="5", stem="q? ")], "p", slug=slug)
    assert codes(again[1]) == ["same-question"]


def test_ids_come_from_the_file_where_they_are_unique_and_else_from_the_text():
    drafts = [
        Draft(str(n), "x", f"Question {n}?", chosen("a", "b"), id=id)
        for n, id in enumerate(("Q 1", "same", "same", ""))
    ]
    ids = [one.item.id for one in fit(drafts, "p", slug=slug)]
    assert ids[0] == "q-1"
    assert [id.startswith("question-") for id in ids] == [False, True, True, True]
    assert len(set(ids)) == 4


def test_what_was_left_out_stays_left_out_in_its_place():
    left_out = LeftOut("3", "essay", "E", fitted(answer=chosen("a", "b", right=0)).findings[0])
    assert fit([left_out], "p", slug=slug) == [Fitted(left_out, None, (left_out.why,))]

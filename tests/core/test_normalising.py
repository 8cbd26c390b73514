"""Typed text is made comparable, and never empty."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lemans_quiz.core.normalising import forms, is_same, without_controls
from tests.effort import examples


def same(one: str, other: str, language: str = "en") -> bool:
    return is_same(forms(one, language), forms(other, language))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Müller", "Muller", "de"),
        ("Müller", "Mueller", "de"),
        ("Mu\u0308ller", "MÜLLER", "de"),
        ("Straße", "STRASSE", "de"),
        ("Räikkönen", "Raikkonen", "en"),
        ("Łódź", "lodz", "en"),
        ("Sørensen", "Sorensen", "en"),
        ("Sørensen", "Soerensen", "en"),
        ("Spa-Francorchamps", "spa francorchamps", "en"),
        ("A.J. Foyt", "AJ Foyt", "en"),
        ("L’Arnage", "arnage", "fr"),
        ("O'Ward", "OWard", "en"),
        ("The Porsche", "porsche", "en"),
        ("die Porsche-Kurven", "Porsche Kurven", "de"),
        ("Tandy & Bamber", "Tandy und Bamber", "de"),
        ("Tandy&Bamber", "tandy et bamber", "fr"),
        ("Twelve Hours", "12 hours", "en"),
        ("zwölf Stunden", "12 Stunden", "de"),
        ("zwoelf Stunden", "12 Stunden", "de"),
        ("zéro", "0", "fr"),
        ("50 %", "50%", "en"),
        ("Porsche # 19", "Porsche #19", "en"),
        ("1955.", "1955", "en"),
        ("\uff30orsche", "Porsche", "en"),
        ("Por\u00adsche\u200b", "Porsche", "en"),
        ("  Le \t Mans ", "le mans", "en"),
        ("kilometre", "kilometre!", "en"),
    ],
)
def test_what_does_not_matter_is_not_compared(one: str, other: str, language: str) -> None:
    assert same(one, other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("C", "C++", "en"),
        ("C", "C#", "en"),
        ("C#", "C++", "en"),
        ("3.5", "35", "en"),
        ("1:30", "130", "en"),
        ("-5", "5", "en"),
        ("50%", "50", "en"),
        ("der Mond", "Mond", "en"),
        ("Muller", "Mueller", "de"),
        ("й", "и", "en"),
        ("が", "か", "en"),
        ("twelve", "12", "de"),
    ],
)
def test_what_matters_stays(one: str, other: str, language: str) -> None:
    assert not same(one, other, language)


@pytest.mark.parametrize("text", ["The", "a", "le", "l'", "?", "...", "-", "&", "'", "\u200b", "\u0301", "#", "die"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_step_leaves_a_text_empty(text: str, language: str) -> None:
    assert all(forms(text, language))


@settings(max_examples=examples(200), deadline=None)
@given(
    st.text(st.characters(), min_size=1, max_size=20).filter(str.strip), st.sampled_from(["en", "de", "fr", "xx-YY"])
)
def test_any_text_has_forms_that_equal_its_own(text: str, language: str) -> None:
    made = forms(text, language)
    assert all(made)
    assert is_same(made, forms(text.upper().lower(), language)) or text.casefold() != text.upper().lower().casefold()


def test_controls_and_spare_space_are_taken_out() -> None:
    assert without_controls("\x1b[31m a\t\tb\x00\x9b \ud800\n") == "[31m a b"

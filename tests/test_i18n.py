"""Which language is spoken, and how sentences with fields become words."""

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.messages import counted, message


@pytest.fixture(autouse=True)
def english():
    yield
    i18n.use("en")


@pytest.mark.parametrize(
    ("value", "language"), [("de_DE.UTF-8", "de"), ("de_AT", "de"), ("fr_FR.UTF-8", "en"), ("C", "en"), ("en_GB", "en")]
)
def test_the_locale_decides(monkeypatch, value, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", value)
    assert i18n.from_environment() == language


def test_a_field_may_hold_braces():
    assert i18n.render(message("Unknown pack '{name}'.", name="{0}{name}")) == "Unknown pack '{0}{name}'."


def test_a_count_chooses_the_plural():
    sentence = counted("Only {count} matching question available.", "Only {count} matching questions available.", 3)
    assert i18n.render(sentence) == "Only 3 matching questions available."


def test_german_is_found_beside_the_package():
    i18n.use("de-CH")
    assert i18n.language() == "de"
    assert i18n.render(message("Unknown pack '{name}'.", name="x")) != "Unknown pack 'x'."

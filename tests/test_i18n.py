"""Which language is spoken, and how sentences with fields become words."""

import errno
import os
import sys

import pytest

from lemans_quiz import i18n
from lemans_quiz.core.messages import counted, message
from lemans_quiz.i18n.reasons import REASONS


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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Permission denied", "„a.yaml“ lässt sich nicht schreiben: keine Berechtigung"),
        ("Permission denied (b.yaml)", "„a.yaml“ lässt sich nicht schreiben: keine Berechtigung (b.yaml)"),
        ("Quite unheard of (b)", "„a.yaml“ lässt sich nicht schreiben: Quite unheard of (b)"),
    ],
)
def test_what_the_system_says_of_an_error_is_told_in_german_where_it_is_known(said, told):
    i18n.use("de")
    assert i18n.render(message("Cannot write '{path}': {reason}", path="a.yaml", reason=said)) == told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it in its own language")
def test_the_reasons_that_this_system_gives_are_known_as_it_gives_them():
    common = (errno.EACCES, errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS, errno.EEXIST)
    assert {os.strerror(code) for code in common} <= REASONS

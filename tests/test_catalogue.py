"""The German catalogue is complete, says nothing that nobody asks for, and keeps every field."""

import io
import string
from gettext import GNUTranslations

import pytest

from tests.catalogues import MO, compiled, extracted, translated


def strings(entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


GERMAN = [entry for entry in translated() if entry.id]


def test_every_sentence_of_the_program_is_in_the_catalogue_and_no_other() -> None:
    wanted = {entry.id for entry in extracted() if entry.id}
    assert {entry.id for entry in GERMAN} == wanted


@pytest.mark.parametrize("entry", GERMAN, ids=lambda entry: str(entry.id)[:40])
def test_a_sentence_is_translated_with_all_its_fields(entry) -> None:
    sources = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    assert not entry.fuzzy
    assert all(strings(entry))
    allowed = set().union(*map(fields, sources))
    for text in strings(entry):
        assert fields(text) <= allowed
    assert set().union(*map(fields, strings(entry))) == allowed


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert entries_of(MO.read_bytes()) == entries_of(compiled(translated()))


def entries_of(catalogue: bytes) -> dict[object, object]:
    """Return what a compiled catalogue translates into what; its header names the version of the tool that wrote it."""
    entries = dict(GNUTranslations(io.BytesIO(catalogue))._catalog)
    entries.pop("", None)
    return entries

"""The German catalogue is complete, says nothing that nobody asks for, and keeps every field."""

import io
import re
import string
from gettext import GNUTranslations

from lemans_quiz import __version__
from tests.catalogues import MO, compiled, extracted, translated


def strings(entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


HEAD = dict(translated().mime_headers)
GERMAN = [entry for entry in translated() if entry.id]


def test_the_catalogue_says_what_it_belongs_to_and_nothing_of_a_template() -> None:
    assert HEAD["Project-Id-Version"] == f"Le Mans Quiz {__version__}"
    assert HEAD["Language"] == "de"
    assert [
        name for name, value in HEAD.items() if not value or re.search(r"VERSION|LANGUAGE|FULL|EMAIL|YEAR|@", value)
    ] == []
    assert "PACKAGE" not in translated().header_comment


def test_every_sentence_of_the_program_is_in_the_catalogue_and_no_other() -> None:
    wanted = {entry.id for entry in extracted() if entry.id}
    assert {entry.id for entry in GERMAN} == wanted


def test_every_sentence_is_translated_with_all_its_fields() -> None:
    assert [str(entry.id) for entry in GERMAN if entry.fuzzy or not all(strings(entry))] == []
    assert [str(entry.id) for entry in GERMAN if not keeps_its_fields(entry)] == []


def keeps_its_fields(entry) -> bool:
    """Tell whether a translation names all fields of its sentence, and no other in any of its forms."""
    allowed = set().union(*map(fields, [entry.id] if isinstance(entry.id, str) else entry.id))
    named = [fields(text) for text in strings(entry)]
    return set().union(*named) == allowed


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert entries_of(MO.read_bytes()) == entries_of(compiled(translated()))


def entries_of(catalogue: bytes) -> dict[object, object]:
    """Return what a compiled catalogue translates into what; its header names the version of the tool that wrote it."""
    entries = dict(GNUTranslations(io.BytesIO(catalogue))._catalog)
    entries.pop("", None)
    return entries


def test_no_translation_says_its_sentence_several_times() -> None:
    said = [text for entry in GERMAN for text in strings(entry) if len(text) > 40]
    assert [text for text in said if any(text[: len(text) // times] * times == text for times in (2, 3, 4))] == []

"""Bring the message catalogues up to date and compile them: python -m tests.catalogues

The compiled catalogues are kept in the repository, so that a checkout speaks German without a build step.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lemans_quiz import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lemans_quiz"
FOLDER = PACKAGE / "i18n" / "locale" / "de" / "LC_MESSAGES"
PO, MO = FOLDER / "lemans_quiz.po", FOLDER / "lemans_quiz.mo"
TEXTS_OF = {"_": 1, "message": 1, "ngettext": 2, "counted": 2}
"""The functions that take sentences, and how many each: read from the syntax tree, as Babel skips those in f-strings."""


def extracted() -> Catalog:
    """Return all sentences of the source, without places, so that moving code changes no catalogue."""
    catalogue = Catalog(project="Le Mans Quiz", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                args = call.args[: TEXTS_OF.get(name, 0)]
                texts = tuple(arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
                if texts and len(texts) == TEXTS_OF[name]:
                    catalogue.add(texts if len(texts) > 1 else texts[0])
    return catalogue


def translated() -> Catalog:
    """Return the German catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="de", domain="lemans_quiz")


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> None:
    """Add what is new, drop what is gone, compile."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = (
        translated()
        if PO.exists()
        else Catalog(locale="de", domain="lemans_quiz", project="Le Mans Quiz", charset="utf-8")
    )
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    _head(catalogue)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, omit_header=False)
    MO.write_bytes(compiled(translated()))


def _head(catalogue: Catalog) -> None:
    """Say what the catalogue belongs to and who keeps it; no names of people."""
    catalogue.project, catalogue.version = "Le Mans Quiz", __version__
    catalogue.header_comment = "# German messages of Le Mans Quiz, under the licence of the program (MIT)."
    catalogue.msgid_bugs_address = "see Report in CONTRIBUTING.md"
    catalogue.last_translator = catalogue.language_team = "Le Mans Quiz contributors"


if __name__ == "__main__":
    update()
    missing = [
        entry.id
        for entry in translated()
        if entry.id and not all([entry.string] if isinstance(entry.string, str) else entry.string)
    ]
    print(f"{len(missing)} without a translation", *missing, sep="\n")

"""Somebody else's file of questions -> the text of a pack, with a note on where it came from."""

from __future__ import annotations

from pathlib import Path

from lemans_quiz.authoring.schema import FILE
from lemans_quiz.authoring.writer import write_pack
from lemans_quiz.cli.import_report import Refused, summed_up
from lemans_quiz.cli.importing import Imported
from lemans_quiz.core.items import Item, Pack
from lemans_quiz.core.messages import message
from lemans_quiz.core.text import plain
from lemans_quiz.files.writing import write_whole
from lemans_quiz.formats.drafts import Finding
from lemans_quiz.i18n import _
from lemans_quiz.packs.reading.reader import read_pack


def pack_text(found: Imported, name: str, *, id: str, title: str = "") -> tuple[str, Imported]:
    """Return the text of a pack that reads without mistakes, and what became of each question of the file.

    `name` is the file's. Raises Refused where nothing is left of it.
    """
    if found.pack is None:
        raise Refused(message("None of the questions in '{name}' can be played.", name=name))
    pack = _renamed(found.pack, id, title)
    if not _is_clean(pack):
        found = _without_misfits(found, pack)
        pack = pack._replace(items=tuple(item for item in pack.items if _is_clean(pack._replace(items=(item,)))))
    if not pack.items:
        raise Refused(summed_up(name, found.counts))
    return _head(found, name) + write_pack(pack), found


def _renamed(pack: Pack, id: str, title: str) -> Pack:
    """Return a pack under another name. Ids that were made from the text stay: they hold no name that matters."""
    items = tuple(item._replace(pack=id) for item in pack.items)
    return pack._replace(id=id, items=items, title=plain(title, pack.language) if title else pack.title)


def _is_clean(pack: Pack) -> bool:
    return read_pack(write_pack(pack).encode(), file="new.yaml", default_id=pack.id).pack is not None


def _without_misfits(found: Imported, pack: Pack) -> Imported:
    """Leave out what the reader of packs refuses, whatever the reason: what is written must be readable."""

    def judged(item: Item) -> bool:
        return _is_clean(pack._replace(items=(item._replace(pack=pack.id),)))

    sentence = message("It does not fit in a pack.")
    fitted = tuple(
        one
        if one.item is None or judged(one.item)
        else one._replace(item=None, findings=(Finding("no-pack", one.draft.place, sentence),))
        for one in found.fitted
    )
    return found._replace(fitted=fitted)


def _head(found: Imported, name: str) -> str:
    told = _("Made from {name}.").format(name=" ".join(name.split()))
    license = found.pack.license if found.pack else ""
    rights = "" if license else "\n# " + _("The licence of these questions is unknown; ask before you share them.")
    return f"# yaml-language-server: $schema={FILE}\n# {told}{rights}\n"


def write_beside(path: Path, folder: Path, found: Imported) -> Path:
    """Write the pack of a file into a folder, and return its path."""
    id = found.pack.id if found.pack else path.stem
    text, _found = pack_text(found, path.name, id=id)
    target = folder / f"{id}.yaml"
    write_whole(target, text.encode())
    return target

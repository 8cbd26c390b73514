"""A pack: items with a title, a licence and sources."""

from __future__ import annotations

from lemans_quiz.core.items import Item, Source
from lemans_quiz.core.text import LocalText
from lemans_quiz.core.values import NamedTuple


class Pack(NamedTuple):
    """Items that belong together. `id` is its name for history, seeds and the command line.

    `sources` pairs the key by which questions cite a source with the source. `tables` are the file names of the tables it was
    made with, relative to the pack's folder.
    """

    id: str
    title: LocalText
    items: tuple[Item, ...]
    language: str = "en"
    authors: tuple[str, ...] = ()
    license: str = ""
    sources: tuple[tuple[str, Source], ...] = ()
    tables: tuple[str, ...] = ()

    def languages(self) -> tuple[str, ...]:
        """All languages in which every stem is given, the pack's own first."""
        common = [code for code, _ in self.title.texts]
        for item in self.items:
            if not item.stem.plain:
                given = {code for code, _ in item.stem.texts}
                common = [code for code in common if code in given]
        return (self.language, *(code for code in common if code != self.language))

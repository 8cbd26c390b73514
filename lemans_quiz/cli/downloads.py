"""Files of questions by their addresses: fetched into the cache, and told of before anything is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lemans_quiz.cli.cached import cached_file
from lemans_quiz.cli.error_reporting import visible
from lemans_quiz.cli.importing import load_any
from lemans_quiz.cli.selecting import paths_of
from lemans_quiz.core.items import Pack
from lemans_quiz.files.addresses import PIN, parse_address
from lemans_quiz.files.connecting import PUBLIC, Network
from lemans_quiz.files.fetching import fetch
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.packs.progress import fetching

_MOST_TOLD = 20


class Download(NamedTuple):
    """A file that was fetched: where it lies, where it was asked for and was in the end, its sum, and whether that was asked for."""

    path: Path
    address: str
    url: str
    sha256: str
    is_pinned: bool

    @property
    def pinned_address(self) -> str:
        """The address with the sum, by which nothing else can come."""
        return f"{self.address}{PIN}{self.sha256}"


def download(text: str, network: Network | None = None) -> Download:
    """Fetch what is at a typed address into the cache. Raises QuizError, and then nothing of it is kept."""
    address = parse_address(text)
    with fetching(address.host) as reached:
        fetched = fetch(address, network or PUBLIC, reached=reached)
    path = cached_file("fetched", fetched.name, fetched.content)
    return Download(path, address.url, fetched.url, fetched.sha256, bool(address.pin))


def packs_in(found: Download) -> list[Pack]:
    """Return the packs that can be read from a file, several from an archive; what is wrong with the others is told when they are used."""
    read = (load_any(Path(path)).pack for path in paths_of(str(found.path)))
    return [pack for pack in read if pack is not None]


def told(found: Download, packs: Iterable[Pack], language: str) -> list[str]:
    """Return the lines that say what was fetched: from where, by whom, how much, under which licence, with which sum."""
    lines = [visible(found.address)]
    if found.url != found.address:
        lines.append("  " + _("from {address}").format(address=visible(found.url)))
    titles = [_told_of(pack, language) for pack in packs]
    lines += [f"  {visible(title)}" for title in titles[:_MOST_TOLD]]
    if len(titles) > _MOST_TOLD:
        lines.append("  " + _("… and {count} more packs").format(count=len(titles) - _MOST_TOLD))
    return [*lines, f"  SHA-256 {found.sha256}"]


def _told_of(pack: Pack, language: str) -> str:
    """Return a pack in one line."""
    count = len(pack.items)
    parts = (
        _("“{title}”").format(title=" ".join(pack.title.show(language).split())),
        ", ".join(pack.authors) or _("author unknown"),
        ngettext("{count} question", "{count} questions", count).format(count=count),
        pack.license or _("licence unknown"),
    )
    return " · ".join(parts)

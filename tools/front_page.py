"""README.md as package indexes show it, where relative links and pictures lead nowhere: a metadata hook of hatchling.

With a `Source` under [project.urls] they become absolute; without one they are left out; the words of a link stay, unless they stand alone in parentheses.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"<picture>.*?</picture>\n*|<img [^>]*>\n*|!\[[^]]*\]\((?!https?:)[^)]*\)\n*", re.DOTALL)
ASIDE = re.compile(r"\s\(\[[^]]*\]\((?!https?:|#)[^)]*\)\)")
LINK = re.compile(r"(?<!!)\[([^]]*)\]\((?!https?:|#)([^)]*)\)")
IMAGE = re.compile(r'((?:src|srcset)="|!\[[^]]*\]\()(?!https?:)([^)"]+)')


def for_an_index(text: str, address: str = "") -> str:
    """Return the page for readers who have no folder beside it. `address` is where the sources are, without a `/` at the end."""
    parts = FENCE.split(text)
    return "".join(part if part.startswith("```") else _without_folder(part, address) for part in parts)


def _without_folder(text: str, address: str) -> str:
    if not address:
        return LINK.sub(r"\1", ASIDE.sub("", PICTURE.sub("", text)))
    return LINK.sub(rf"[\1]({address}/blob/HEAD/\2)", IMAGE.sub(rf"\1{address}/raw/HEAD/\2", text))


class FrontPage(MetadataHookInterface):
    """Hand the page to hatchling."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text("utf-8")
        address = metadata.get("urls", {}).get("Source", "").rstrip("/")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_an_index(text, address)}

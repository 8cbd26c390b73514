"""Ids made from texts: small letters, digits and hyphens. Reading the ids that authors write is fields.py's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from lemans_quiz.core.items import Item

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe"})


def derive_id(pack: str, item: Item) -> str:
    """Return an id that depends on the pack and the text of the question alone: a few of its words and a hash."""
    text = item.stem.show(item.language)
    digest = hashlib.blake2b(f"{pack}\n{text}".encode(), digest_size=4).hexdigest()
    return f"{slug(text, 32) or 'q'}-{digest[:6]}"


def slug(text: str, length: int) -> str:
    """Return the words of a text as an id holds them, as many as fit; nothing for a text in another script."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    joined = ""
    for piece in words:
        if joined and len(joined) + len(piece) + 1 > length:
            break
        joined = f"{joined}-{piece}" if joined else piece[:length]
    return joined


def id_for_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], answer: str) -> str:
    """Return the template of an id for questions made from `rows`, from the column asked for and the first that tells rows apart.

    `answer` is the template of the answer. Nothing where no column tells all rows apart.
    """
    asked = re.search(r"\{([^{}]+)\}", answer)
    start = slug(asked[1], 15) if asked else ""
    for number, column in enumerate(columns):
        names = {slug(row[number], 80) for row in rows}
        if "" not in names and len(names) == len(rows):
            return f"{start or 'row'}-{{{column}}}"
    return ""

"""Numbers as other programs write them -> Decimal."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+−]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
_MOST_DIGITS = 40


def number_of(text: str) -> Decimal | None:
    """Return the number that a text is, with a dot or a comma before its decimals; None where it is none."""
    text = text.strip().replace("\xa0", "").replace("−", "-")
    if len(text) > _MOST_DIGITS or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))

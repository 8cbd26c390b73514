"""Cards as PDF, by typst, which is optional. The pages are handed to it as data."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lemans_quiz.cards.model import PAPERS
from lemans_quiz.errors import MissingExtra

_DOCUMENT = b"""\
#let pages = json(bytes(sys.inputs.pages))
#set page(width: float(sys.inputs.width) * 1mm, height: float(sys.inputs.height) * 1mm, margin: 0pt)
#set document(title: sys.inputs.title, author: "Le Mans Quiz", date: none)
#for one in pages { image(bytes(one), format: "svg", width: 100%, height: 100%) }
"""


def render(drawings: Iterable[str], paper: str, title: str) -> bytes:
    """Return the PDF; raises MissingExtra where typst is not installed. The same cards give the same bytes."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("PDF", "sheets") from None
    width, height = PAPERS[paper]
    inputs = {"pages": json.dumps(list(drawings)), "width": f"{width:g}", "height": f"{height:g}", "title": title}
    compiled: bytes = typst.compile(_DOCUMENT, format="pdf", sys_inputs=inputs, timestamp=0)
    return compiled

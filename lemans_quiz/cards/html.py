"""Cards as one HTML file that prints from any browser: no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lemans_quiz import i18n
from lemans_quiz.cards.model import PAPERS

_STYLE = """\
@page {{ size: {width:g}mm {height:g}mm; margin: 0; }}
body {{ margin: 0; }}
svg {{ display: block; break-after: page; break-inside: avoid; }}
p {{ font: 1.1em/1.5 sans-serif; max-width: 40em; margin: 1em; }}
@media print {{ p {{ display: none; }} }}
"""


def render(drawings: Iterable[str], paper: str, title: str, hint: str) -> bytes:
    """Return the document: `hint` is shown on a screen and not printed."""
    width, height = PAPERS[paper]
    head = (
        f'<!doctype html>\n<html lang="{i18n.language()}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE.format(width=width, height=height)}</style>\n</head>\n<body>\n<p>{escape(hint)}</p>\n"
    )
    return (head + "\n".join(drawings) + "\n</body>\n</html>\n").encode()

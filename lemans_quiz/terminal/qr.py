"""A QR code as lines of half blocks: white where nothing is, black where something is, whatever the terminal's own colours are."""

from __future__ import annotations

import os

from lemans_quiz.terminal import theme
from lemans_quiz.terminal.layout import Lines, said
from lemans_quiz.terminal.screen import color_system

QUIET_ZONE = 4
"""Modules of white around the code, as the standard asks for (ISO/IEC 18004)."""

PAPER = "color(231) on color(16)"
"""White on black: what is drawn is the paper, what is left out is the ink. Without colours a terminal's own have to do."""

_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def qr_lines(text: str, *, style: str = PAPER) -> Lines:
    """Return the code of a text, two modules a line, with its quiet zone. Short upper-case texts take the least room."""
    import segno

    rows = [[not is_dark for is_dark in row] for row in segno.make_qr(text, error="m").matrix_iter(border=QUIET_ZONE)]
    rows += [[True] * len(rows[0])] * (len(rows) % 2)
    if style == PAPER and is_plain_and_light():
        rows = [[not is_paper for is_paper in row] for row in rows]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [said("".join(_BLOCKS[pair] for pair in zip(*both, strict=True)), style) for both in pairs]


def is_plain_and_light() -> bool:
    """Tell whether there are no colours and what is drawn is dark: then the ink is drawn, and the paper left out."""
    return color_system(dict(os.environ)) is None and theme.is_light()

"""The result of a race as a picture or a text to post. Writing the file is the caller's."""

from __future__ import annotations

import re
from io import StringIO

from lemans_quiz.games.race.result import Ended, headline, result_lines
from lemans_quiz.terminal.layout import BLANK, joined, said
from lemans_quiz.terminal.theme import TITLE
from lemans_quiz.terminal.views import NAME

_WIDTH = 84


def picture(ended: Ended, suffix: str) -> str:
    """Return the result as the text of a file: `.svg`, `.html`, or anything else for plain text.

    It holds no questions, so that it spoils nothing for those who race the same seed; and it fetches nothing from the network.
    """
    from rich.console import Console

    console = Console(record=True, file=StringIO(), width=_WIDTH, force_terminal=True, color_system="truecolor")
    lines = [said(headline(ended), TITLE), BLANK, *result_lines(ended, _WIDTH - 4, questions=False), BLANK]
    for line in lines:
        console.print(joined("  ", line), overflow="crop", no_wrap=True, highlight=False)
    if suffix == ".svg":
        drawn = console.export_svg(title=NAME, unique_id="race")
        return re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL)
    if suffix == ".html":
        return console.export_html()
    return console.export_text()

"""What stays on the terminal when a game has left it: plain lines to copy."""

from __future__ import annotations

from lemans_quiz.core.game import summarise
from lemans_quiz.i18n import _
from lemans_quiz.terminal.theme import in_one_line
from lemans_quiz.terminal.views_result import Result, accept_lines, share_line


def farewell(result: Result, *, signs: bool = True) -> list[str]:
    """Return the result so far, the line to send to a friend, and the lines for packs of answers that were appealed."""
    summary = summarise(result.game)
    lines = [share_line(result, signs=signs)]
    if not summary.complete:
        lines.append(
            _("Left after {answered} of {of} questions; the answers so far are kept.").format(
                answered=summary.answered, of=summary.of
            )
        )
    for accept in accept_lines(result.game):
        text = _("Counted on your word. To make the pack '{pack}' accept it, write in question '{item}':")
        lines += [text.format(pack=in_one_line(accept.pack), item=in_one_line(accept.item)), f"    {accept.line}"]
    return lines

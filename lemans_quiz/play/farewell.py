"""What stays on the terminal when a game has left it: plain lines to copy."""

from __future__ import annotations

from lemans_quiz.core.game import Game, Summary, summarise
from lemans_quiz.i18n import _
from lemans_quiz.play.result import Result, accept_lines, share_line
from lemans_quiz.terminal.theme import in_one_line, safe


def farewell(result: Result, *, signs: bool = True) -> list[str]:
    """Return the result so far, the line to send to a friend, and the lines for packs of answers that were appealed."""
    summary = summarise(result.game)
    lines = [share_line(result, signs=signs)]
    if not summary.complete:
        lines.append(_left(summary, result.setting.way_back()))
    return [*lines, *appeal_lines(result.game)]


def _left(summary: Summary, way_back: str) -> str:
    """Say how far the game came and, where it was kept, how it goes on."""
    left = {"answered": summary.answered, "of": summary.of}
    if not way_back:
        return _("Left after {answered} of {of} questions.").format(**left)
    return _("Left after {answered} of {of} questions. Go on with: {command}").format(command=safe(way_back), **left)


def appeal_lines(game: Game) -> list[str]:
    """Return, for each answer that counts on the player's word, the line that makes its pack accept it."""
    lines: list[str] = []
    for accept in accept_lines(game):
        text = _("Counted on your word. To make the pack '{pack}' accept it, write in question '{item}':")
        lines += [text.format(pack=in_one_line(accept.pack), item=in_one_line(accept.item)), f"    {accept.line}"]
    return lines

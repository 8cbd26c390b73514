"""What `warmup` prints without a wall: the plan of what would be asked, and the standings of a class."""

from __future__ import annotations

import time

from lemans_quiz.cli.boundary import visible
from lemans_quiz.core.turns import Turn
from lemans_quiz.games.warmup.journal import Past
from lemans_quiz.games.warmup.report import standing_sums
from lemans_quiz.games.warmup.rules import Rules, Script, expected, limit, planned
from lemans_quiz.games.warmup.theme import LETTERS
from lemans_quiz.games.warmup.views import answer_of, option_texts, stem_of
from lemans_quiz.i18n import _, ngettext
from lemans_quiz.terminal.theme import clock, number


def print_plan(script: Script, seed: str, language: str) -> None:
    """Print what would be asked, when, with the answer; then what is ready for more time and for a tie."""
    likely = expected(script)
    started = 0.0
    for place, turn in enumerate(script.turns[:likely], 1):
        _print_turn(f"{place}. {clock(started)}", turn, script.rules, language)
        started += planned(turn, script.rules)
    print(_("End after about {time}.").format(time=clock(started)))
    more = [*script.turns[likely:], *script.spare]
    if more:
        print("\n" + _("In reserve, for skipped questions and tie-breaks:"))
        for turn in more:
            print(visible(f"  {_one_line(stem_of(turn.item, language))} – {answer_of(turn, language)}"))
    print("\n" + visible(_("The same again: --seed {seed}").format(seed=seed if " " not in seed else f'"{seed}"')))


def _print_turn(lead: str, turn: Turn, rules: Rules, language: str) -> None:
    seconds = limit(turn, rules)
    think = _("{seconds} s to think").format(seconds=f"{seconds:g}") if seconds else _("no time limit")
    print(visible(f"{lead}  {_one_line(stem_of(turn.item, language))}  ({think})"))
    options = option_texts(turn, language)
    answer = answer_of(turn, language)
    if not options:
        print(visible(f"     = {answer}"))
    for place, text in enumerate(options):
        print(visible(f"   {'✓' if text == answer else ' '} {LETTERS[place]}  {text}"))
    if turn.item.explanation:
        print(visible(f"     {_one_line(turn.item.explanation.show(language))}"))
    print()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def print_standings(name: str, past: tuple[Past, ...]) -> None:
    """Print the points of each team over all warm-ups of a class."""
    first = time.strftime("%Y-%m-%d", time.localtime(past[0].started))
    sentence = ngettext(
        "Class {name}: {count} warm-up since {date}", "Class {name}: {count} warm-ups since {date}", len(past)
    )
    print(visible(sentence.format(name=name, count=len(past), date=first)))
    rows = standing_sums(tuple(one.outcome for one in past))
    if not rows:
        print(_("No teams were scored."))
    width = max((len(team) for team, _points, _times in rows), default=0)
    place = 0
    for position, (team, total, _times) in enumerate(rows):
        place = place if position and rows[position - 1][1] == total else position + 1
        print(visible(f"{place:>3}  {team.ljust(width)}  {number(total):>6}"))

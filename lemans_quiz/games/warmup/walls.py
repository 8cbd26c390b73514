"""A warm-up's state to the projector's page: what the terminal's wall shows, without what it says to the teacher alone."""

from __future__ import annotations

from lemans_quiz.games.warmup import board as wall
from lemans_quiz.games.warmup.cards.text import answers_by_card, counted, hold_up, sight_told, votes_before
from lemans_quiz.games.warmup.cards.views import seat_marks
from lemans_quiz.games.warmup.ending import podium_sentence, report_details
from lemans_quiz.games.warmup.prompts import Scene, prompt
from lemans_quiz.games.warmup.report import Reported, most_missed, reported
from lemans_quiz.games.warmup.rules import (
    BUZZ,
    BUZZED,
    CARDS,
    ENTRY,
    EXPLAINED,
    OPEN,
    PODIUM,
    READING,
    REPORT,
    REVEALED,
    SIGHT,
    TALLY,
    Question,
    entry_for,
    is_mixed,
    limit,
    places,
    playing_teams,
    points,
    right_place,
    standings,
)
from lemans_quiz.games.warmup.theme import DARK, theme
from lemans_quiz.games.warmup.views import answers_of, explanation_of, number_of, shown, source_text, team_mark
from lemans_quiz.i18n import _, language, ngettext
from lemans_quiz.room import wall as room
from lemans_quiz.room.wall import WallClock, WallOption, WallPage, WallRow, WallTeam
from lemans_quiz.terminal.theme import in_one_line, number

_MARKS = {wall.GOOD: room.GOOD, wall.DIM: room.DIM, wall.OUT: room.OUT, wall.OPEN: ""}


def projected(scene: Scene, settings: tuple[str, ...], *, is_counting: bool) -> WallPage:
    """Return the page of the phase; `settings` are told at the sight check, `is_counting` tells whether the clock runs."""
    page = _page(scene, settings, is_counting=is_counting)
    look = room_theme(scene)
    return page._replace(language=language(), content_language=scene.language, theme=look)


def room_theme(scene: Scene) -> str:
    """Return the look where a dark one was asked for; else the browser decides."""
    return DARK if scene.look == theme(DARK) else ""


def _page(scene: Scene, settings: tuple[str, ...], *, is_counting: bool) -> WallPage:
    state = scene.state
    if state.phase == SIGHT:
        told, seats = (*settings, *sight_told(state)), seat_marks(state)
        return WallPage(
            room.MESSAGE, title=_("Can the back row read this?"), lines=told, seats=seats, teams=_teams(scene, None)
        )
    if state.phase == PODIUM:
        return _podium(scene)
    if state.phase == REPORT or state.question is None:
        return _report(scene)
    return _question(scene, state.question, is_counting=is_counting)


def _question(scene: Scene, question: Question, *, is_counting: bool) -> WallPage:
    page = WallPage(
        room.QUESTION,
        header=number_of(scene, question),
        note=_note(scene, question),
        clock=_clock(scene, is_counting=is_counting),
        time=_time(scene, question),
        prompt=_prompt(scene, question),
        teams=_teams(scene, question),
    )
    if scene.state.phase == EXPLAINED:
        return page._replace(
            kind=room.EXPLANATION,
            text=answers_of(question.turn, question.right_places, scene.language),
            letter_of=right_place(question.turn),
            lines=tuple(filter(None, (explanation_of(question.turn.item, scene.language),))),
            source=source_text(question.turn.item),
        )
    board, item = shown(scene, question), question.turn.item
    is_about = is_mixed(scene.state.script) and item.context
    return page._replace(
        context=in_one_line(item.context.show(scene.language)) if is_about and item.context else "",
        text=board.stem,
        options=tuple(_option(board, place, _before(board, question)) for place in range(len(board.options))),
        instead=board.instead,
        answer=board.answer,
        has_bars=board.has_bars,
        counted=counted(scene.state, question) if answers_by_card(scene.state) else "",
        seats=seat_marks(scene.state) if answers_by_card(scene.state) else (),
    )


def _before(board: wall.Shown, question: Question) -> tuple[int, ...]:
    """Return how many chose each option in the vote before, once it is shown how many did in the last."""
    return votes_before(question) if board.hands else ()


def _option(board: wall.Shown, place: int, before: tuple[int, ...]) -> WallOption:
    chosen = board.hands[place] or 0 if board.hands else None
    return WallOption(board.options[place], _MARKS[board.marks[place]], chosen, before[place] if before else None)


def _note(scene: Scene, question: Question) -> str:
    if question.is_void:
        return _("does not count")
    return _("Last question") if scene.state.is_last and not question.is_tie_break else ""


def _clock(scene: Scene, *, is_counting: bool) -> WallClock | None:
    state = scene.state
    if not state.limit or state.is_paused:
        return None
    left = max(0.0, state.limit - (scene.at - state.since))
    return WallClock(left, state.limit, runs=is_counting, is_bare=state.phase == READING)


def _time(scene: Scene, question: Question) -> str:
    state = scene.state
    if state.is_paused:
        return _("Pause")
    is_off = state.phase in (OPEN, BUZZED) and state.timer_off and limit(question.turn, state.script.rules)
    return _("no time limit") if is_off else ""


def _prompt(scene: Scene, question: Question) -> str:
    """Say what the class does now; which keys the teacher has is said in the terminal."""
    state, rules = scene.state, scene.state.script.rules
    if state.is_paused or state.phase == ENTRY:
        return ""
    if state.phase == BUZZED:
        return _("{team} answers.").format(team=in_one_line(rules.teams[question.up]))
    if answers_by_card(state):
        return hold_up()
    if state.phase == REVEALED and entry_for(question.turn, rules) == CARDS:
        return prompt(scene, question)
    if state.phase == OPEN and entry_for(question.turn, rules) == BUZZ:
        return _("Who knows? The first team to call out answers.")
    is_for_the_teacher = state.phase == REVEALED and not (any(question.entries) and places(question.turn))
    if is_for_the_teacher:
        return _("No team was right.") if question.is_missed else ""
    return prompt(scene._replace(is_warned=False, cursor=-1 if state.phase == TALLY else 0, typed=""), question)


def _teams(scene: Scene, question: Question | None) -> tuple[WallTeam, ...]:
    totals, names = points(scene.state), scene.state.script.rules.teams
    return tuple(
        WallTeam(
            in_one_line(names[team]),
            team + 1,
            number(totals[team]) if question else "",
            team_mark(scene.state, question, team),
        )
        for team in playing_teams(scene.state)
    )


def _podium(scene: Scene) -> WallPage:
    names = scene.state.script.rules.teams
    teams = tuple(
        WallTeam(in_one_line(names[one.team]), one.team + 1, number(one.points), place=one.place)
        for one in standings(scene.state)
    )
    return WallPage(room.PODIUM, teams=teams, prompt=podium_sentence(scene.state))


def _report(scene: Scene) -> WallPage:
    rows = reported(scene.state)
    missed = most_missed(rows, 3)
    ordered = [*missed, *(row for row in rows if row not in missed)]
    title = (
        _("Most missed first")
        if missed
        else ngettext("One question", "{count} questions", len(rows)).format(count=len(rows))
    )
    title = title if rows else _("No questions were asked.")
    return WallPage(room.REPORT, title=title, rows=tuple(_row(scene, row) for row in ordered))


def _row(scene: Scene, row: Reported) -> WallRow:
    stem = in_one_line(row.turn.item.stem.show(scene.language))
    return WallRow(stem, answers_of(row.turn, row.right_places, scene.language), report_details(scene, row), row.number)

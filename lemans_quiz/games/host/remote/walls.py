"""A game in a room as pages of the projector: what all may see, and no more. How they are drawn is the room's."""

from __future__ import annotations

from collections.abc import Sequence

from lemans_quiz.core.items import Match
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.pages import Scene
from lemans_quiz.games.host.remote.views import class_told, counted, knew_told, prompt, ranking, votes, way_of_teams
from lemans_quiz.games.host.rules import CLOSED, OPEN, READING, REVEALED, Question, right_places
from lemans_quiz.games.host.scores import playing
from lemans_quiz.games.host.state import STEPS, HostGame, is_over_for_most, time_left
from lemans_quiz.i18n import _, language
from lemans_quiz.room import wall
from lemans_quiz.room.wall import WallClock, WallOption, WallPage, WallTeam, qr_code
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.theme import in_one_line, safe

_MOST_NAMES = 60
_LAPS = 3.0
"""So far the first team's car has driven when all questions were right for it."""


def wall_page(scene: Scene) -> WallPage:
    """Return what stands on the wall now."""
    state = scene.snapshot.state
    match state.phase:
        case "lobby":
            page = _lobby(scene)
        case _ if scene.shows_way_in:
            page = _lobby(scene)._replace(clock=_clock(scene))
        case "explained" if state.question is not None:
            page = _explained(scene, state.question)
        case "standings":
            page = WallPage(wall.CIRCUIT, title=_("Where the teams are"), teams=_cars(state))
        case "podium":
            page = _podium(state)
        case "over":
            page = WallPage(wall.MESSAGE, title=_("The end"), lines=(_("Thank you for playing!"),))
        case _ if state.question is not None:
            page = _question(scene, state.question)
        case _:
            page = WallPage(wall.MESSAGE)
    header = text.number_told(state) if state.question is not None else page.header
    told = page._replace(language=language(), content_language=scene.language, header=header)
    return told._replace(prompt=_("Pause"), clock=_stopped(told.clock)) if state.is_paused else told


def _stopped(clock: WallClock | None) -> WallClock | None:
    return clock and clock._replace(runs=False)


def _lobby(scene: Scene) -> WallPage:
    state = scene.snapshot.state
    wifi = state.script.rules.wifi
    lines = (_("Wi-Fi: {name}").format(name=in_one_line(wifi)),) if wifi else ()
    inside = playing(state)
    return WallPage(
        wall.LOBBY,
        header=" · ".join(filter(None, (in_one_line(scene.class_name), in_one_line(scene.title)))),
        title=_("Scan, or type the address"),
        lines=(*lines, *((_("Locked: nobody else can join."),) if state.is_locked else ())),
        address=scene.address,
        room_code=scene.code if scene.address else "",
        code=qr_code(scene.link) if scene.address else None,
        counted=_("{count} in").format(count=len(inside)),
        names=tuple(map(text.name, inside[:_MOST_NAMES])),
    )


def _question(scene: Scene, question: Question) -> WallPage:
    state = scene.snapshot.state
    is_shown = state.phase == REVEALED
    still = is_over_for_most(state, scene.snapshot.at, scene.snapshot.present)
    return WallPage(
        wall.QUESTION,
        clock=_clock(scene),
        time=_("Some are still answering") if still else "",
        prompt=prompt(scene) if not is_shown else knew_told(state, question),
        text="\n".join((text.stem(question.turn.item, scene.language), *_lefts(scene, question))),
        options=_options(scene, question),
        has_bars=is_shown,
        answer=text.answer(question, scene.language) if is_shown and not right_places(question) else "",
        counted=counted(scene) if state.phase in (OPEN, CLOSED) and not state.is_by_hand else "",
        seats=_cards(state, question) if state.phase in (OPEN, CLOSED) and not state.is_by_hand else (),
    )


def _cards(state: HostGame, question: Question) -> tuple[WallTeam, ...]:
    """Return the grid of cards: who was seen, never what."""
    ballots = question.poll.ballots if question.poll else {}
    cards = sorted((seat for seat in playing(state) if seat.card), key=lambda seat: seat.card)
    return tuple(
        WallTeam(text.name(seat), seat.card, mark=wall.IN if seat.number in ballots else wall.WAITING) for seat in cards
    )


def _clock(scene: Scene) -> WallClock | None:
    """Return the time that is left for all; that somebody has more is nobody's business."""
    state = scene.snapshot.state
    left = time_left(state, scene.snapshot.at) if state.phase in (READING, OPEN) else None
    return None if left is None else WallClock(round(left, 1), state.limit, is_bare=state.phase == READING)


def _options(scene: Scene, question: Question) -> tuple[WallOption, ...]:
    state = scene.snapshot.state
    if state.phase == READING:
        return ()
    texts = text.options(question.turn, scene.language)
    if state.phase != REVEALED:
        return tuple(WallOption(one) for one in texts)
    right, counts = right_places(question), votes(state, question)
    if not right:
        return tuple(WallOption(one) for one in texts)
    return tuple(
        WallOption(
            one,
            wall.GOOD if place in right else wall.DIM,
            counts[-1][place] if counts else None,
            counts[0][place] if len(counts) > 1 else None,
        )
        for place, one in enumerate(texts)
    )


def _lefts(scene: Scene, question: Question) -> tuple[str, ...]:
    """Return the left-hand sides of pairs, numbered; the right-hand sides are the options with their letters."""
    kind = question.turn.item.kind
    lefts = kind.lefts if isinstance(kind, Match) else ()
    return tuple(f"{number}  {in_one_line(left.show(scene.language))}" for number, left in enumerate(lefts, 1))


def _explained(scene: Scene, question: Question) -> WallPage:
    item, right = question.turn.item, right_places(question)
    lines = (safe(item.explanation.show(scene.language)),) if item.explanation else ()
    return WallPage(
        wall.EXPLANATION,
        text=text.answer(question, scene.language),
        letter_of=right[0] if len(right) == 1 else -1,
        lines=(*lines, knew_told(scene.snapshot.state, question)),
        source=_("Source: {source}").format(source=citation(item.source)) if item.source else "",
    )


def _cars(state: HostGame) -> tuple[WallTeam, ...]:
    """Return the teams' cars: as far around the circuit as they have points of all that can be had. Places are the podium's."""
    way, names = way_of_teams(state), state.script.rules.teams
    return tuple(WallTeam(in_one_line(name), team + 1, lap=_LAPS * way[team]) for team, name in enumerate(names))


def _podium(state: HostGame) -> WallPage:
    """Return the podium as far as it is shown: the third, the second, the first and all."""
    rows = ranking(state)
    if not rows:
        return WallPage(wall.MESSAGE, title=_("The end"), lines=(class_told(state),))
    return WallPage(
        wall.PODIUM,
        title=_("Podium"),
        teams=tuple(_step(state, row) for row in _told(state, rows)),
        prompt=class_told(state) if state.revealing >= STEPS else "",
    )


def _told(state: HostGame, rows: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    is_all = state.revealing >= STEPS and state.script.rules.ranking == "places"
    return [row for row in rows if is_all or 0 < row[0] <= STEPS]


def _step(state: HostGame, row: tuple[int, str, str]) -> WallTeam:
    place, name, told = row
    is_hidden = 0 < place <= STEPS - state.revealing
    return WallTeam("" if is_hidden else name, points="" if is_hidden else told, place=place)

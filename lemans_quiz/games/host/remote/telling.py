"""What is told of a game in a room by lines: where it stands, and what is new since it was told last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lemans_quiz.core.items import Match
from lemans_quiz.games.host.desk import Snapshot
from lemans_quiz.games.host.remote import text
from lemans_quiz.games.host.remote.pages import Scene
from lemans_quiz.games.host.remote.prompts import time_told, words_of
from lemans_quiz.games.host.remote.stream import CHOICES, SETTING_WORDS, called
from lemans_quiz.games.host.remote.views import class_told, counted, knew_told, ranking, votes, way_of_teams
from lemans_quiz.games.host.rules import (
    CARDS,
    LOBBY,
    OPEN,
    PHONE,
    PLACES,
    READING,
    HostRules,
    Question,
    Seat,
    is_trial,
    right_places,
)
from lemans_quiz.games.host.scores import playing
from lemans_quiz.games.host.state import STEPS, HostGame, has_cards, is_over_for_most
from lemans_quiz.i18n import _, language, ngettext
from lemans_quiz.play.leading import UNKNOWN, UNREADABLE
from lemans_quiz.terminal.citations import citation
from lemans_quiz.terminal.theme import in_one_line, number, safe

_MOST_NAMES = 3
"""So many who came in are told by name."""


# Where it stands


def head(scene: Scene) -> list[str]:
    """Return whose game it is and how many questions it has."""
    asked = sum(1 for turn in scene.snapshot.state.script.turns if not is_trial(turn))
    count = ngettext("{count} question", "{count} questions", asked).format(count=asked)
    return [", ".join(filter(None, (in_one_line(scene.class_name), in_one_line(scene.title), count)))]


def way_in_lines(scene: Scene) -> list[str]:
    """Return how to get in, and how many are."""
    rules = scene.snapshot.state.script.rules
    inside = _("{count} in").format(count=len(playing(scene.snapshot.state)))
    if not scene.address:
        return [*text.unreachable_told(), inside]
    wifi = [_("Wi-Fi: {name}").format(name=in_one_line(rules.wifi))] if rules.wifi else []
    place = _("Address: {address}, code: {code}").format(address=scene.address, code=" ".join(scene.code))
    locked = [_("Locked: nobody else can join.")] if scene.snapshot.state.is_locked else []
    cards = [_(":cards says how a camera sees the cards.")] if rules.entry == CARDS else []
    return [*wifi, place, *cards, *locked, inside]


def page(scene: Scene, *, is_whole: bool = False) -> list[str]:
    """Return what the phase tells; `is_whole` with the question that it belongs to."""
    state = scene.snapshot.state
    question = state.question
    if state.phase == LOBBY:
        return way_in_lines(scene)
    if question is None:
        return ["", *_podium(state)] if state.phase == "podium" else []
    lines = _question(scene, question) if is_whole or _is_first(state) else []
    if is_whole and state.phase not in (READING, OPEN):
        lines += _options(scene, question)
    return [*lines, *_phase(scene, question)]


def _is_first(state: HostGame) -> bool:
    """Tell whether the question has just come."""
    return state.phase == (READING if state.script.rules.reading > 0 else OPEN)


def _question(scene: Scene, question: Question) -> list[str]:
    item, kind = question.turn.item, question.turn.item.kind
    lefts = kind.lefts if isinstance(kind, Match) else ()
    sides = (f"{place}. {in_one_line(left.show(scene.language))}" for place, left in enumerate(lefts, 1))
    stem = in_one_line(text.stem(item, scene.language))
    told = text.number_told(scene.snapshot.state)
    return ["", *([told, stem] if is_trial(question.turn) else [f"{told}: {stem}"]), *sides]


def _options(scene: Scene, question: Question) -> list[str]:
    return [f"{_letter(place)}. {one}" for place, one in enumerate(text.options(question.turn, scene.language))]


def _letter(place: int) -> str:
    return text.LETTERS[place] if place < len(text.LETTERS) else str(place + 1)


def _phase(scene: Scene, question: Question) -> list[str]:
    state = scene.snapshot.state
    if state.is_paused:
        return [_("Paused. Enter to continue.")]
    match state.phase:
        case "open":
            seconds = number(state.seconds) if state.seconds else ""
            left = _("{seconds} s to think").format(seconds=seconds) if seconds else _("no time limit")
            return [*_options(scene, question), prompt(state), left]
        case "closed":
            return [*_counted(scene, question), prompt(state)]
        case "revealed":
            return _revealed(scene, question)
        case "explained":
            item = question.turn.item
            explanation = [safe(item.explanation.show(scene.language))] if item.explanation else []
            source = [_("Source: {source}").format(source=citation(item.source))] if item.source else []
            return [*explanation, *source]
        case "standings":
            names, way = state.script.rules.teams, way_of_teams(state)
            told = (f"{team + 1} {in_one_line(name)}: {round(100 * way[team])} %" for team, name in enumerate(names))
            return [_("How far the teams are: {teams}").format(teams=", ".join(told))]
        case _:
            return [prompt(state)]


def prompt(state: HostGame) -> str:
    """Say what the class does now."""
    match state.phase:
        case "reading":
            return _("Read the question.")
        case "open" if state.is_by_hand:
            return _("Fingers: show your answer.")
        case "open" if has_cards(state):
            return _("Cards: hold up your answer. :say 11 B types one that is not seen.")
        case "open":
            return _("Answer now. You can change it until it closes.")
        case "closed" if state.is_by_hand:
            return _("Closed. Type the hands for each answer, from A on: 12 3 0 5")
        case "closed":
            return _("Closed. Discuss it and vote again with :vote.")
        case _:
            return ""


def _counted(scene: Scene, question: Question) -> list[str]:
    """Return how many have answered, or which hands were counted."""
    if not question.is_by_hand:
        return [counted(scene)]
    told = ", ".join(f"{_letter(place)} {count}" for place, count in enumerate(question.hands) if count is not None)
    return [_("Hands: {counts}").format(counts=told)] if told else []


def _revealed(scene: Scene, question: Question) -> list[str]:
    """Return the answer, who chose what, and how many had it right."""
    state = scene.snapshot.state
    letters = " / ".join(_letter(place) for place in right_places(question))
    told = text.answer(question, scene.language)
    lines = [_("The answer:") + f" {letters}. {told}" if letters else _("The answer:") + f" {told}"]
    counts = votes(state, question)
    if counts:
        chosen = (
            f"{_letter(place)} {' → '.join(str(one[place]) for one in counts)}" for place in range(len(counts[0]))
        )
        lines.append(_("Chosen: {counts}").format(counts=", ".join(chosen)))
    lines += filter(None, [knew_told(state, question)])
    if question.is_by_hand and state.script.rules.teams:
        lines += _right_teams(state, question) or [_("Which teams were right? Type their numbers.")]
    return lines


def _right_teams(state: HostGame, question: Question) -> list[str]:
    names = ", ".join(in_one_line(state.script.rules.teams[team]) for team in question.right)
    return [_("Right: {teams}").format(teams=names)] if names else []


def _podium(state: HostGame) -> list[str]:
    """Return the steps of the podium that are shown, and at the last all that is told."""
    rows = ranking(state)
    if not rows:
        return [class_told(state)]
    is_all = state.revealing >= STEPS
    hidden = STEPS - state.revealing
    steps = [row for row in rows if hidden < row[0] <= STEPS]
    further = [row for row in rows if not 0 < row[0] <= STEPS]
    shown = [*steps, *(further if is_all and state.script.rules.ranking == PLACES else [])]
    lines = [f"{place or '–'}. {name}: {told}" for place, name, told in shown]
    return [*(lines or [_("The podium.")]), *([class_told(state)] if is_all else [])]


# What is new


def news(before: Snapshot, scene: Scene, *, is_private: bool) -> list[str]:
    """Return what is new since `before`; `is_private` where the class looks at another page."""
    old, now = before.state, scene.snapshot.state
    lines = [*_seat_news(old, now, is_private=is_private), *_returning(before, scene.snapshot)]
    if _place(old) != _place(now):
        return [*lines, *page(scene, is_whole=now.position < old.position)]
    if old.is_paused != now.is_paused:
        return [*lines, *([_("Paused. Enter to continue.")] if now.is_paused else page(scene, is_whole=True))]
    return [*lines, *_switched(old, now), *_mended(old, scene), *_time_news(before, scene)]


def only_came(before: Snapshot, now: Snapshot) -> bool:
    """Tell whether nothing else is new than that somebody came."""
    old, new = before.state, now.state
    is_so = len(new.seats) > len(old.seats) and before.returning == now.returning
    return is_so and old._replace(seats=()) == new._replace(seats=()) and new.seats[: len(old.seats)] == old.seats


def _place(state: HostGame) -> tuple[object, ...]:
    return state.phase, state.position, state.revealing, state.polls


def _switched(old: HostGame, now: HostGame) -> Iterator[str]:
    """Yield what was switched, or chosen otherwise."""
    if old.timer_off != now.timer_off:
        yield _("The timer is off.") if now.timer_off else _("The timer is on again.")
    if old.is_by_hand != now.is_by_hand:
        yield _("By hand from here on.") if now.is_by_hand else _("By phone again.")
    if old.is_locked != now.is_locked:
        yield _("Locked: nobody else can join.") if now.is_locked else _("Pupils can join again.")
    if old.script.rules != now.script.rules:
        changed = (what for what in SETTING_WORDS if getattr(old.script.rules, what) != getattr(now.script.rules, what))
        yield from (_setting(now.script.rules, what) for what in changed)


def _mended(old: HostGame, scene: Scene) -> Iterator[str]:
    """Yield how questions count otherwise than before, and what was counted by eye."""
    now = scene.snapshot.state
    for place, (was, question) in enumerate(zip(old.questions, now.questions, strict=False)):
        told = text.counting_number(now.script, place)
        if was.is_void != question.is_void:
            void = question.is_void
            sentence = _("Question {number} does not count.") if void else _("Question {number} counts again.")
            yield sentence.format(number=told)
        if was.also != question.also:
            right = text.answer(question, scene.language)
            yield _("Question {number}: right answer {answer}").format(number=told, answer=right)
        if was.hands != question.hands:
            yield from _counted(scene, question)
        if was.right != question.right:
            yield from _right_teams(now, question) or [_("No team was right.")]


def _time_news(before: Snapshot, scene: Scene) -> Iterator[str]:
    """Yield that all have answered, or that the time is over for most."""
    snapshot = scene.snapshot
    if snapshot.state.closes and not before.state.closes:
        yield _("Everyone has answered.")
    was_over = is_over_for_most(before.state, before.at, before.present)
    if is_over_for_most(snapshot.state, snapshot.at, snapshot.present) and not was_over:
        yield _("Time's up for most. Some are still answering.")


def _seat_news(old: HostGame, now: HostGame, *, is_private: bool) -> Iterator[str]:
    """Yield who came, who went, and what became of names, teams and times."""
    came = now.seats[len(old.seats) :]
    inside = _("{count} in").format(count=len(playing(now)))
    if len(came) > _MOST_NAMES:
        yield _("{count} more: {inside}").format(count=len(came), inside=inside)
    elif came:
        yield f"{', '.join(map(text.name, came))}: {inside}"
    waiting = sum(not seat.is_shown for seat in playing(now))
    if waiting > sum(not seat.is_shown for seat in playing(old)):
        told = ngettext(
            "{count} name waiting: :name says the next.", "{count} names waiting: :name says the next.", waiting
        )
        yield told.format(count=waiting)
    for was, seat in zip(old.seats, now.seats, strict=False):
        yield from _changed(was, seat, now, is_private=is_private)


def _changed(was: Seat, seat: Seat, state: HostGame, *, is_private: bool) -> Iterator[str]:
    if seat.is_kicked and not was.is_kicked:
        yield _("{name} was removed.").format(name=text.name(seat))
    if (was.name, was.is_shown) != (seat.name, seat.is_shown):
        yield _("Everyone sees the name {name}.").format(name=text.name(seat))
    if was.team != seat.team and seat.team >= 0 and was.team >= 0:
        team = in_one_line(state.script.rules.teams[seat.team])
        yield _("{name} is now in team {team}.").format(name=text.name(seat), team=team)
    if was.time != seat.time:
        times = _("{name} has {times} × the time.").format(name=text.name(seat), times=number(seat.time))
        yield times if is_private else _("Done.")


def _returning(before: Snapshot, now: Snapshot) -> Iterator[str]:
    """Yield who asks to come back."""
    for place in now.returning:
        if place not in before.returning:
            told = _("{name} asks to return to seat {number}: :admit to let in, :refuse to refuse.")
            yield told.format(name=text.name(now.state.seats[place]), number=place + 1)


# What is asked for


def pupil_lines(scene: Scene, *, is_private: bool) -> list[str]:
    """Return all pupils by what a line calls them; times only where nobody looks on, and no name that waits."""
    seats = playing(scene.snapshot.state)
    return [_pupil(seat, scene, is_private=is_private) for seat in seats] or [_("Nobody is here yet.")]


def _pupil(seat: Seat, scene: Scene, *, is_private: bool) -> str:
    teams = scene.snapshot.state.script.rules.teams
    details = [
        "" if seat.is_shown else _("name waiting"),
        in_one_line(teams[seat.team]) if 0 <= seat.team < len(teams) else "",
        _("you type the answers") if seat.way not in (PHONE, "card") else "",
        _("not connected") if seat.way == PHONE and seat.number not in scene.snapshot.present else "",
        _("{times} × the time").format(times=number(seat.time)) if is_private and seat.time > 1 else "",
    ]
    told = ", ".join(filter(None, details))
    return f"{called(seat)}. {text.name(seat)}" + (f" ({told})" if told else "")


def waiting_name(state: HostGame) -> str:
    """Return the next name that a pupil typed and nobody has seen, and what can be done about it."""
    seat = next((seat for seat in playing(state) if not seat.is_shown), None)
    if seat is None:
        return _("No names are waiting.")
    told = _("Seat {number} typed “{name}”. :show {number}, :rename {number} NAME or :kick {number}")
    return told.format(number=called(seat), name=in_one_line(seat.name))


def setting_lines(rules: HostRules) -> list[str]:
    """Return all settings with their values, and how one is changed."""
    how = _("To change one, add its number or value: :settings names 2, :settings time 20, :settings teams Blue,Yellow")
    return [*(_setting(rules, what, has_choices=True) for what in SETTING_WORDS), how]


def _setting(rules: HostRules, what: str, *, has_choices: bool = False) -> str:
    value = getattr(rules, what)
    name = SETTING_WORDS[what][-1 if language() == "de" else 0]
    told = {
        "seconds": lambda: time_told(rules),
        "reading": lambda: _("{seconds} s").format(seconds=number(rules.reading)),
        "teams": lambda: in_one_line(", ".join(rules.teams)) or _("none"),
        "wifi": lambda: in_one_line(rules.wifi) or _("not told"),
    }.get(what, lambda: words_of(value))()
    choices = enumerate(CHOICES.get(what, ()), 1) if has_choices else ()
    listed = ", ".join(f"{place} {words_of(one)}" for place, one in choices)
    return f"{name}: {told}" + (f" ({listed})" if listed else "")


def help_lines() -> list[str]:
    """Return what can be typed: a word for each key."""
    return [
        _("An empty line continues. :back goes back one step. :help shows this again."),
        _("Any time: :again :code :wall :pause :timer :lock :vote :fingers :key :cards :skip :end :quit"),
        _(
            "Pupils, by number: :pupils, :kick 3, :extra 3 1.5, :rename 3 Owl, :team 3 2, :name, :show 3, :admit, :refuse"
        ),
        _("Without a device: :add Kim, :say Kim B. By hand: 12 3 0 5 are hands; at the answer 1 3 are teams."),
        _("Before the first question: :settings"),
        _("To correct a question: :void or :also B, for an earlier one :void 2 or :also B #2; :problem reports it."),
    ]


def rejection(reason: str) -> str:
    """Return why nothing was done."""
    reasons: dict[str, Callable[[], str]] = {
        "paused": lambda: _("Paused. Enter to continue."),
        "closed": lambda: _("It is closed."),
        "no-seat": lambda: _("No such pupil; :pupils lists all."),
        "name": lambda: _("That name is taken, too long or cannot be shown."),
        UNKNOWN: lambda: _("Unknown command; :help lists all."),
        UNREADABLE: lambda: _("Not understood; :help shows what you can type."),
    }
    return reasons.get(reason, lambda: _("That is not possible now."))()

"""Who takes part: seats are taken, named, given time and taken out of the game."""

from __future__ import annotations

from lemans_quiz.games.host.arranging import arranged
from lemans_quiz.games.host.commands import Changed, ChangeTeam, ExtraTime, Join, Joined, Kick, Rename, ShowName, Vouch
from lemans_quiz.games.host.rules import CARD, EXTRA, KEYS, MOST_PUPILS, OWN, PHONE, WAYS, Seat
from lemans_quiz.games.host.state import HostGame, Stepped, rejected
from lemans_quiz.room.names import refusal

SeatCommand = Vouch | Kick | ExtraTime | ShowName | Rename | ChangeTeam


def join(state: HostGame, command: Join) -> Stepped:
    """Give a new seat to whoever may have one; a name that another seat has is none."""
    if state.is_locked and command.way != KEYS:
        return rejected(state, "locked")
    if sum(not seat.is_kicked for seat in state.seats) >= state.script.rules.cap:
        return rejected(state, "full")
    fitting = command.way in WAYS and 1 <= command.pupils <= MOST_PUPILS and not refusal(command.name)
    if not fitting or (command.name.casefold() in _names(state)):
        return rejected(state, "name")
    is_shown = state.script.rules.names != OWN or command.way != PHONE
    card = int(command.name) if command.way == CARD and command.name.isdecimal() else 0
    seat = Seat(
        len(state.seats), command.name, command.way, command.pupils, _team_for(state, command.team),
        joined=command.at, ticket=command.ticket, is_shown=is_shown, card=card,
    )  # fmt: skip
    return state._replace(seats=(*state.seats, seat)), (Joined(seat.number),)


def _names(state: HostGame) -> set[str]:
    return {seat.name.casefold() for seat in state.seats if not seat.is_kicked}


def _team_for(state: HostGame, wanted: int) -> int:
    """Return the team of a new seat: the one it wants, else the one with the fewest."""
    teams = range(len(state.script.rules.teams))
    if wanted in teams or not teams:
        return wanted if teams else -1
    members = [sum(seat.pupils for seat in state.seats if seat.team == team and not seat.is_kicked) for team in teams]
    return members.index(min(members))


def step_seat(state: HostGame, command: SeatCommand) -> Stepped:
    """Change a seat that takes part."""
    if not 0 <= command.seat < len(state.seats) or state.seats[command.seat].is_kicked:
        return rejected(state, "no-seat")
    changed = _changed_seat(state, state.seats[command.seat], command)
    if changed is None:
        return rejected(state, "not-now")
    seats = (*state.seats[: command.seat], changed, *state.seats[command.seat + 1 :])
    return state._replace(seats=seats), (Changed(),)


def _changed_seat(state: HostGame, seat: Seat, command: SeatCommand) -> Seat | None:
    match command:
        case Vouch(ticket=ticket):
            return seat._replace(ticket=ticket)
        case Kick():
            return seat._replace(is_kicked=True, ticket="")
        case ExtraTime(factor=factor):
            return seat._replace(time=factor) if factor in EXTRA else None
        case ShowName():
            return seat._replace(is_shown=True)
        case Rename(name=name):
            is_free = not refusal(name) and name.casefold() not in _names(state) - {seat.name.casefold()}
            return seat._replace(name=name, is_shown=True) if is_free else None
        case ChangeTeam(team=team):
            return seat._replace(team=team) if 0 <= team < len(state.script.rules.teams) else None


def arrange(state: HostGame, what: str, value: str) -> Stepped:
    """Change how the game is played; other teams have the seats dealt to them."""
    rules = arranged(state.script.rules, what, value)
    if rules is None:
        return rejected(state, "not-now")
    changed = state._replace(script=state.script._replace(rules=rules))
    return (_dealt(changed) if what == "teams" else changed), (Changed(),)


def _dealt(state: HostGame) -> HostGame:
    """Return the state with all seats dealt to the teams anew."""
    emptied = state._replace(seats=tuple(seat._replace(team=-1) for seat in state.seats))
    for number, seat in enumerate(emptied.seats):
        seats = (*emptied.seats[:number], seat._replace(team=_team_for(emptied, -1)), *emptied.seats[number + 1 :])
        emptied = emptied._replace(seats=seats)
    return emptied

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lemans_quiz.core.events import Answer, Appeal, Hint, Next, Quit, Skip, TimeOut
from lemans_quiz.core.game import replay, step, summarise
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.resuming import resume, without_marks
from lemans_quiz.storage.forgetting import Wanted, forget
from lemans_quiz.storage.sessions import (
    compare,
    find_session,
    list_sessions,
    load,
    players,
    take_up,
    unfinished,
)
from lemans_quiz.storage.tallies import Scope, attempts
from tests.effort import examples


def found_in(*items):
    return {(item.pack, item.id): item for item in items}


def resumed_from(history, session, items):
    saved = load(history, session)
    now = found_in(*items)
    return saved, resume(
        saved.opening.turns, saved.opening.rules, saved.commands, lambda *name: now.get(name), word=saved.opening.seed
    )


def test_a_loaded_session_has_the_turns_it_was_played_with(history, sit_down):
    table = sit_down(player="Nico")
    table.play(Answer(Chosen(2), 1.25), Next())
    saved = load(history, table.recorder.session)
    assert saved.opening.turns == table.game.turns
    assert saved.opening.rules == table.game.rules
    assert (saved.opening.seed, saved.opening.players, saved.opening.started) == ("word", ("Nico",), table.now - 2)
    assert repr(without_marks(saved.commands)) == repr((Answer(Chosen(2), 1.25), Next()))


def test_an_unknown_session_is_none(history):
    assert load(history, 7) is None
    assert find_session(history, 7) is None


def test_a_session_whose_log_cannot_be_read_is_none(history, sit_down):
    sit_down().play(Skip(1.0))
    history.write(lambda connection: connection.execute("UPDATE commands SET json = '[\"dance\"]'"))
    assert load(history, 1) is None


def test_unfinished_sessions_come_last_played_first(history, sit_down):
    first, second, third = sit_down(), sit_down(started=1_434_300_000.0), sit_down()
    second.play(Skip(1.0))
    first.play(Skip(1.0), Quit())
    third.play(Skip(1.0), Next(), Skip(1.0), Next(), Skip(1.0))
    assert [session.id for session in unfinished(history, "")] == [1, 2]
    assert unfinished(history, "Nobody") == []


def test_a_session_goes_on_to_the_same_result_as_without_a_break(history, sit_down, choice):
    items = [choice(n) for n in range(4)]
    whole, broken = sit_down(*items), sit_down(*items)
    game_as_it_was = [Answer(Chosen(0), 2.0), Next(), Answer(Chosen(3), 1.0), Next(), Skip(4.0)]
    rest = [Answer(Chosen(0), 3.0), Next()]
    whole.play(*game_as_it_was, Next(), *rest)
    broken.play(*game_as_it_was, Quit())
    saved, resumed = resumed_from(history, broken.recorder.session, items)
    broken.game, broken.recorder = resumed.game, take_up(history, saved, resumed)
    broken.play(*rest)
    assert summarise(broken.game) == summarise(whole.game)
    of_broken, of_whole = list_sessions(history)
    assert of_broken[7:] == of_whole[7:]


def test_a_resumed_session_can_be_resumed_again_after_its_pack_changed(history, sit_down, choice):
    items = [choice(n) for n in range(4)]
    sit_down(*items).play(Answer(Chosen(0), 2.0), Quit())
    left = (items[0], items[2], choice(3, key=1))
    saved, resumed = resumed_from(history, 1, left)
    recorder = take_up(history, saved, resumed)
    game, events = step(resumed.game, Skip(1.0))
    recorder.keep(Skip(1.0), game, events, 1.0)
    _, again = resumed_from(history, 1, left)
    assert [turn.item for turn in again.game.turns] == list(left)
    assert again.game.position == 2
    assert unfinished(history)[0].length == 3


def test_a_hint_on_the_open_question_is_still_given_after_a_break(history, sit_down, typed):
    sit_down(typed(0), typed(1)).play(Answer(Typed("Hülkenberg"), 1.0), Next(), Hint())
    _, resumed = resumed_from(history, 1, [typed(0), typed(1)])
    assert (resumed.game.position, resumed.game.phase.hints) == (1, 1)


def test_a_session_of_which_nothing_is_left_is_over(history, sit_down):
    sit_down().play(Skip(1.0), Quit())
    take_up(history, *resumed_from(history, 1, []))
    assert unfinished(history) == []
    assert find_session(history, 1).is_complete


def test_a_result_is_compared_with_the_same_game_played_before(history, sit_down):
    won = [Answer(Chosen(0), 1.0), Next()] * 3
    lost = [Skip(1.0), Next()] * 3
    sit_down(started=1000.0).play(*won)
    sit_down(started=2000.0).play(*lost)
    sit_down(started=3000.0).play(*won[:2])
    last = sit_down(started=4000.0)
    last.play(*won[:4], *lost[:2])
    found = compare(history, load(history, 4).opening, "", before=last.recorder.session)
    assert found == (2, 2000.0, 0, 0.0, 3, 3.0)


def test_the_first_game_of_its_kind_has_nothing_to_be_compared_with(history, sit_down, opening_of, choice):
    sit_down().play(*[Skip(1.0), Next()] * 3)
    other = opening_of([choice(n) for n in range(3)], kind="exam")
    assert compare(history, other, "", before=0) is None


def test_a_deleted_session_is_gone_with_all_it_held(history, path, sit_down):
    sit_down().play(Skip(1.0))
    wanted = Wanted((find_session(history, 1),))
    assert forget(history, path, wanted).deleted == 1
    assert forget(history, path, wanted).deleted == 0
    for table in ("sessions", "seats", "turns", "commands", "attempts", "items"):
        assert history.rows(f"SELECT count(*) FROM {table}") == [(0,)], table


def test_deleting_all_of_one_player_leaves_the_others(history, path, sit_down):
    for player in ("Nico", "Nick", "Nico"):
        sit_down(player=player).play(Skip(1.0))
    assert players(history) == ["Nick", "Nico"]
    assert forget(history, path, Wanted(player="Nico")).deleted == 2
    assert players(history) == ["Nick"]
    assert forget(history, path, Wanted()).deleted == 1
    assert list_sessions(history) == []


answers = [Answer(Typed(text), 2.0) for text in ("Hülkenberg", "Hulkenbreg", "Tandy")]
commands = st.lists(st.sampled_from([*answers, Skip(1.5), TimeOut(9.0), Appeal(), Hint(), Next(), Next()]), max_size=20)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands)
def test_what_was_kept_replays_to_the_same_game(history, sit_down, typed, played):
    table = sit_down(*[typed(n) for n in range(4)])
    game = table.play(*played)
    saved = load(history, table.recorder.session)
    if saved is not None:
        assert repr(replay(saved.opening.turns, saved.opening.rules, saved.commands)) == repr(game)
        kept = [
            (found.turn, found.mark, found.reason, found.hints)
            for found in attempts(history, Scope(), session=saved.session)
        ]
        assert kept == [(done.turn, done.mark.value, done.mark.reason, done.hints) for done in game.attempts]
        assert find_session(history, saved.session).answered == len(game.attempts)

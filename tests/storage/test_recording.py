from lemans_quiz.core import marks
from lemans_quiz.core.events import Answer, Appeal, Hint, Next, Quit, Skip
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.storage.recording import Recorder
from lemans_quiz.storage.sessions import find_session, list_sessions, load
from lemans_quiz.storage.tallies import Scope, attempts


def test_an_attempt_is_kept_with_all_that_was_asked(history, sit_down):
    table = sit_down(player="Nico")
    table.play(Answer(Chosen(0), 2.5))
    (kept,) = attempts(history, Scope("Nico"))
    assert kept[3:10] == (table.now, "Nico", "race", "item-0", "choice", 2, ("teams",))
    assert (kept.mark, kept.reason, kept.seconds, kept.gained, kept.response) == (
        1.0,
        "right",
        2.5,
        1.0,
        '["chosen", 0]',
    )


def test_a_session_that_nobody_answered_leaves_no_trace(history, sit_down):
    sit_down()
    assert list_sessions(history) == []


def test_what_was_rejected_is_not_kept(history, sit_down):
    table = sit_down()
    table.play(Next(), Hint(), Skip(1.0), Appeal())
    saved = load(history, table.recorder.session)
    assert saved is not None
    assert repr(saved.commands) == repr((Skip(1.0),))


def test_an_appeal_corrects_the_attempt(history, sit_down, typed):
    sit_down(typed(0)).play(Hint(), Answer(Typed("Earl Bamber"), 4.0), Appeal())
    (kept,) = attempts(history, Scope())
    assert (kept.mark, kept.reason, kept.hints, kept.gained) == (1.0, marks.APPEALED, 1, 0.75)


def test_a_session_is_listed_with_its_result(history, sit_down):
    table = sit_down(player="Nico")
    table.play(Answer(Chosen(0), 2.0), Next(), Answer(Chosen(1), 3.0), Next(), Skip(1.0), Next())
    (session,) = list_sessions(history, "Nico")
    assert (session.answered, session.right, session.length, session.score, session.seconds) == (3, 1, 3, 1.0, 6.0)
    assert session.over
    assert session.is_complete
    assert session.touched == table.now


def test_a_session_left_early_is_over_and_incomplete(history, sit_down):
    sit_down().play(Skip(1.0), Quit())
    (session,) = list_sessions(history)
    assert session.over
    assert not session.is_complete


def test_each_wording_of_an_item_is_kept_once(history, sit_down, choice):
    sit_down(choice(1), choice(2)).play(Skip(1.0))
    sit_down(choice(1), choice(2, stem="Which make won?")).play(Skip(1.0))
    assert history.rows("SELECT count(*) FROM items") == [(3,)]


def test_a_summary_of_the_callers_own_is_kept(history, sit_down):
    table = sit_down()
    table.play(Skip(1.0))
    table.recorder.summarise('{"km": 5382.82}')
    found = find_session(history, table.recorder.session)
    assert found is not None
    assert found.summary == '{"km": 5382.82}'


def test_names_that_no_encoding_holds_are_kept_all_the_same(history, sit_down):
    sit_down(player="Zo\udce9").play(Skip(1.0))
    assert [session.players for session in list_sessions(history, "Zo\udce9")] == [("Zo?",)]


def test_a_recorder_that_was_cut_short_after_its_write_goes_on(history, sit_down):
    table = sit_down()
    table.play(Skip(1.0), Next())
    again = Recorder(history, load(history, 1).opening, 1)
    again.keep(Quit(), table.game, (), table.now)
    assert repr(load(history, 1).commands) == repr((Skip(1.0), Next(), Quit()))

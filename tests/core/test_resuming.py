from lemans_quiz.core import marks
from lemans_quiz.core.events import Answer, Appeal, Hint, Next, Quit, Skip, Withdraw
from lemans_quiz.core.game import Ended, Rules, replay
from lemans_quiz.core.items import Choice, Item, Multiple, Option, Text
from lemans_quiz.core.marks import Mark
from lemans_quiz.core.responses import Chosen, Typed
from lemans_quiz.core.resuming import recalled, renewed, resume, without_marks
from lemans_quiz.core.text import plain
from lemans_quiz.core.turns import Turn, arrange, deal


def choice(number, *answers, key=0):
    options = tuple(Option(plain(text)) for text in answers or ("Porsche", "Audi", "Toyota"))
    return Item("race", f"item-{number}", plain(f"Who won? {number}"), Choice(options, key))


def typed(number, key="Hülkenberg", hint="Nico"):
    return Item("race", f"item-{number}", plain("Who drove?"), Text(plain(key)), hints=(plain(hint),))


def resumed(items, commands, *now):
    found = {item.id: item for item in now}
    return resume(deal(items, "word"), Rules(), commands, lambda _, name: found.get(name), word="word")


ITEMS = [choice(n) for n in range(3)]


def test_a_game_goes_on_at_its_next_question():
    found = resumed(ITEMS, [Answer(Chosen(0), 1.0), Quit()], *ITEMS)
    assert found.game.position == 1
    assert found.game.turns == deal(ITEMS, "word")
    assert found.gone == found.changed == ()
    assert [type(command) for command in found.commands] == [Answer, Next]


def test_a_game_cut_off_at_an_open_question_goes_on_there():
    assert resumed(ITEMS, [Skip(1.0), Next()], *ITEMS).game.position == 1
    assert resumed(ITEMS, [], *ITEMS).game.position == 0


def test_what_is_gone_is_told_and_left_out():
    found = resumed(ITEMS, [Skip(1.0)], ITEMS[0], ITEMS[2])
    assert found.gone == (ITEMS[1],)
    assert [turn.item for turn in found.game.turns] == [ITEMS[0], ITEMS[2]]
    assert found.game.position == 1


def test_what_was_answered_stays_as_it_was_marked():
    found = resumed(ITEMS, [Answer(Chosen(0), 1.0)], choice(0, key=1), *ITEMS[1:])
    assert found.game.attempts[0].mark.value == 1.0
    assert found.changed == ()


def test_a_question_with_new_options_is_asked_in_its_new_form():
    new = choice(1, "Bentley", "Jaguar", "Ford")
    found = resumed(ITEMS, [Skip(1.0)], ITEMS[0], new, ITEMS[2])
    assert found.changed == (new,)
    assert found.game.turn == (new, arrange(new, "word"), 0)


def test_a_typo_mended_in_the_question_keeps_the_order_of_its_options():
    turns = tuple(turn._replace(arrangement=(2, 0, 1)) for turn in deal(ITEMS, "word"))
    mended = ITEMS[0]._replace(stem=plain("Who has won?"))
    found = resume(turns, Rules(), [], lambda _, name: mended if name == "item-0" else choice(1), word="word")
    assert found.game.turn == (mended, (2, 0, 1), 0)


def test_a_hint_and_a_near_miss_at_the_open_question_still_count():
    items = [typed(0), typed(1)]
    found = resumed(items, [Skip(1.0), Next(), Hint(), Answer(Typed("Hulknbrgx"), 1.0)], *items)
    assert found.game.position == 1
    assert found.game.phase.hints == 1


def test_a_hint_at_a_question_that_is_another_now_does_not():
    found = resumed([typed(0), typed(1)], [Skip(1.0), Next(), Hint()], typed(0), typed(1, key="Tandy"))
    assert found.game.phase.hints == 0
    assert [type(command) for command in found.commands] == [Skip, Next]


def test_a_game_of_which_nothing_is_left_is_over_and_complete():
    assert resumed(ITEMS, [Skip(1.0)]).game.phase == Ended(True)
    assert resumed(ITEMS, []).game.phase == Ended(True)


def test_a_game_that_was_answered_to_the_end_is_over():
    found = resumed(ITEMS, [Skip(1.0), Next()] * 2 + [Skip(1.0)])
    assert isinstance(found.game.phase, Ended)
    assert len(found.game.turns) == 3


def several(*keys):
    options = tuple(Option(plain(text)) for text in ("Porsche", "Audi", "Toyota", "Ford", "Jaguar"))
    return Item("race", "item-0", plain("Who won?"), Multiple(options, keys, show=3))


def test_a_key_that_was_not_shown_before_is_shown_now():
    turn = Turn(several(0), (3, 0, 4))
    assert renewed(turn, several(0, 3), "word").arrangement == (3, 0, 4)
    assert set(renewed(turn, several(0, 1), "word").arrangement) >= {0, 1}


WRONG_THEN, RIGHT_THEN = Mark(0.0, marks.WRONG), Mark(1.0, marks.SPELLING)


def marks_after(commands, kept, rules=Rules()):  # noqa: B008 - a value
    game = replay(deal([typed(0), typed(1), typed(2)], "word"), rules, recalled(commands, kept))
    return game, [(attempt.mark.value, attempt.mark.reason) for attempt in game.attempts]


def test_an_answer_keeps_the_mark_it_got_whatever_marking_says_today():
    log = [Answer(Typed("Hulkenberg")), Next(), Answer(Typed("Bulkenberg")), Next(), Answer(Typed("Senna")), Next()]
    game, found = marks_after(log, {0: WRONG_THEN, 1: RIGHT_THEN, 2: Mark(0.5, marks.SPELLING)})
    assert found == [(0.0, marks.WRONG), (1.0, marks.SPELLING), (0.5, marks.SPELLING)]
    assert game.phase == Ended(True)


def test_a_near_miss_of_then_stays_one_before_its_second_try():
    log = [Answer(Typed("Hülkenberg")), Answer(Typed("Senna")), Next(), Answer(Typed("Hülkenberg"))]
    game, found = marks_after(log, {0: Mark(0.5, marks.RIGHT)})
    assert found == [(0.5, marks.RIGHT)]
    assert game.phase.near == Typed("Hülkenberg")


def test_a_near_miss_that_was_left_stays_one():
    _, found = marks_after([Answer(Typed("Hülkenberg")), Skip(), Next()], {0: Mark(0.0, marks.SKIPPED)})
    assert found == [(0.0, marks.SKIPPED)]


def test_what_a_player_said_of_a_mark_is_said_again():
    log = [Answer(Typed("Hülkenberg")), Next(), Appeal(), Answer(Typed("Senna")), Withdraw(), Next()]
    _, found = marks_after(log, {0: Mark(1.0, marks.APPEALED), 1: Mark(0.0, marks.WITHDRAWN)})
    assert found == [(1.0, marks.APPEALED), (0.0, marks.WITHDRAWN)]


def test_a_log_is_kept_without_its_marks():
    log = (Answer(Typed("x"), 2.0), Next())
    assert repr(without_marks(recalled(log, {0: RIGHT_THEN}))) == repr(log)

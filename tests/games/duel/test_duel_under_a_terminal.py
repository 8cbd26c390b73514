"""Two players on one real pseudo-terminal, by keys."""

from __future__ import annotations


def test_players_answer_questions_of_their_own_in_turns(play):
    session = play("duel", "0", "winner", "focus")
    session.wait_for("Anna, it's your turn")
    assert "Pass the keyboard" not in session.text()
    session.answer("1", "Enter continue: Ben")
    session.answer("\r", "Ben, it's your turn")
    assert "Anna 1   ▸ Ben 0" in session.text()
    session.answer("2", "✗ Wrong.")
    session.answer("\r", "Anna wins")
    session.answer("\x1b", "Anna 1, Ben 0")


def test_asked_the_same_the_keyboard_is_passed_and_nothing_told_between(play):
    session = play("same", "0", "winner")
    session.wait_for("Pass the keyboard to Anna.")
    assert "Which manufacturer" not in session.text()
    session.answer("1", "Pass the keyboard to Anna.")
    session.answer("\r", "Which manufacturer")
    session.answer("1", "Pass the keyboard to Ben.")
    assert "Anna 0   ▸ Ben 0" in session.text()
    assert "Porsche" not in session.text()
    session.answer("\r", "Which manufacturer")
    session.answer("2", "✓ Anna  Right  Porsche  +1")
    assert "✗ Ben  Wrong" in session.text()
    session.answer("\r", "1.  Anna   1 point")


def test_a_tie_is_broken_by_one_more_question(play):
    session = play("same", "0", "winner")
    session.wait_for("Pass the keyboard to Anna.")
    session.answer("\r", "Which manufacturer")
    session.answer("1", "Pass the keyboard to Ben.")
    session.answer("\r", "Which manufacturer")
    session.answer("1", "✓ Ben")
    session.answer("\r", "A tie: Anna and Ben. One more question")
    session.answer("\r", "Pass the keyboard to Anna.")
    session.answer("\r", "How long is a lap")
    session.answer("20\r", "Pass the keyboard to Ben.")
    session.answer("\r", "How long is a lap")
    session.answer("14\r", "off by 0.374")
    session.answer("\r", "Ben wins the tie-break")
    session.answer("1", "2. How long is a lap?")
    session.answer("\x1b", "1.  Ben")


def test_the_clock_stands_while_the_keyboard_is_passed(play):
    session = play("same", "2", "winner")
    session.wait_for("Pass the keyboard to Anna.")
    session.pump(2.5)
    session.answer("\r", "0:02")
    session.wait_for("Pass the keyboard to Ben.")


def test_ctrl_c_between_two_players_keeps_what_was_answered(play):
    session = play("same", "0", "winner")
    session.wait_for("Pass the keyboard to Anna.")
    session.answer("\r", "Which manufacturer")
    session.answer("1", "Pass the keyboard to Ben.")
    session.answer("\x03", "[interrupt] answered 1")
    assert "Stopped after 1 of 2" in session.text()


def test_two_players_fit_40_columns(play):
    session = play("same", "0", "winner", columns=40)
    session.wait_for("Pass the keyboard to Anna.")
    session.answer("\r", "Which manufacturer")
    session.answer("1", "Pass the keyboard to Ben.")
    session.answer("\r", "Which manufacturer")
    session.answer("2", "✓ Anna  Right  Porsche")
    session.answer("\r", "Anna wins")

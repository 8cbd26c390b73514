"""An exam on a real pseudo-terminal, by keys."""

from __future__ import annotations


def test_an_exam_is_written_in_any_order_handed_in_and_reviewed(play):
    session = play("exam", "0", "winner", "fastest", "lap")
    session.wait_for("Which manufacturer")
    session.answer("\x1b[C", "pole position")
    session.answer("Neel Jani", "› Neel Jani")
    session.answer("\x1b[Z", "Which manufacturer")
    session.answer("1", "› Neel Jani")
    session.answer("\t", "How long is a lap")
    session.answer("13,626\r", "▸ Submit")
    session.answer("\r", "3/3")
    session.answer("1", "✓ Right.  Porsche")
    session.answer("\x1b[C", "✓ Right.  Neel Jani")
    session.answer("\x1b[D", "Porsche")
    session.answer("\x1b", "Review all answers")
    session.answer("\x1b", "[done] [] handed in True, late False")


def test_no_feedback_is_seen_before_it_is_handed_in(play):
    session = play("exam", "0", "winner", "focus")
    session.wait_for("Which manufacturer")
    session.answer("2", "focuses on")
    session.answer("\x1b[D", "● ")
    assert not any(word in session.text() for word in ("Right", "Wrong", "✓", "✗"))


def test_a_flag_works_while_typing_and_handing_in_asks_about_it(play):
    session = play("exam", "0", "fastest", "lap")
    session.wait_for("pole position")
    session.answer("Ne\x18el", "⚑ flagged")
    session.answer("", "› Neel")
    session.answer("\x1b", "1 of 2 answered, 1 flagged")
    session.answer("\x1b[B\x1b[B", "▸ Submit")
    session.answer("\r", "One question is unanswered: 2.")
    assert "One is flagged: 1." in session.text()
    session.answer("1", "Overview")
    session.answer("1\r", "› Neel")


def test_the_overview_jumps_to_a_question_by_its_number(play):
    session = play("exam")
    session.wait_for("Which manufacturer")
    session.answer("\x1b", "Overview")
    session.answer("5", "▸ 5")
    session.answer("\r", "How long is a lap")


def test_a_chosen_answer_is_marked_and_can_be_taken_back(play):
    session = play("exam", "0", "winner")
    session.wait_for("Which manufacturer")
    session.answer("2", "1 of 1 answered")
    session.answer("\x1b", "● Nissan")
    session.answer("\x7f", "0 of 1 answered")
    assert "●" not in session.text()


def test_orders_and_pairs_are_as_they_were_left(play):
    session = play("exam", "0", "eras", "who", "teams")
    session.wait_for("Which of these teams")
    session.answer("4\x1b[C", "oldest first")
    session.answer("13", "▸ 2   Ford")
    session.answer("\t", "Match each person")
    session.answer("ab", "→ b ")
    session.answer("\x1b[Z", "1   Bentley")
    session.answer("\x1b[D", "4 ● Audi")
    session.answer("\x0e", "oldest first")
    session.answer("\x0e", "→ b ")
    session.answer("\x1b", "3 of 3 answered")


def test_when_the_time_is_over_what_stands_there_counts(play):
    session = play("exam", "1.5", "fastest", "lap")
    session.wait_for("0:03")
    session.answer("Neel Jani", "› Neel Jani")
    session.wait_for("1/2")
    assert "⧗" in session.text()
    session.answer("\x1b", "late True")
    session.wait_for("[3, 0]")


def test_ctrl_c_keeps_the_exam_open_with_its_time(play):
    session = play("exam", "0", "winner", "lap")
    session.wait_for("Which manufacturer")
    session.answer("1", "How long is a lap")
    session.answer("13", "› 13")
    session.answer("\x03", "[interrupt] handed in False")
    assert "Not submitted: 2 of 2 answered." in session.text()


def test_leaving_by_the_overview_ends_without_a_result(play):
    session = play("exam", "0", "winner")
    session.wait_for("Which manufacturer")
    session.answer("\x1b", "Overview")
    session.answer("\x1b[A", "▸ Quit")
    session.answer("\r", "[done] [] handed in False")


def test_an_exam_fits_40_columns(play):
    session = play("exam", "30", "winner", "fastest", columns=40)
    session.wait_for("Which manufacturer")
    session.answer("\t", "Shift-Tab back")
    session.answer("\x18", "⚑ flagged")
    session.answer("\x1b", "0 of 2 answered, 1 flagged")
    assert "Submit" in session.text()

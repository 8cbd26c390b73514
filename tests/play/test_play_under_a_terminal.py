"""The game on a real pseudo-terminal, by keys."""

from __future__ import annotations

import os
import signal
import struct
import time

import pytest

from tests.systems import NEEDS_TERMINAL

fcntl = pytest.importorskip("fcntl", reason=NEEDS_TERMINAL)
termios = pytest.importorskip("termios", reason=NEEDS_TERMINAL)

LOCAL = 3


def test_all_kinds_are_played_by_keys_to_the_result(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.answer("1", "✓ Right.")
    session.answer("\r", "Which of these teams")
    session.answer("41", "● Audi")
    session.answer("\r", "Porsche (right answer)")
    session.answer("\r", "focuses on")
    session.answer("t", "✓ Right.")
    session.answer("\r", "pole position")
    session.answer("Neel Janni\r", "accepted: Neel Janni ≈ Neel Jani")
    session.answer("\r", "How long is a lap")
    session.answer("13,626\r", "✓ Right.")
    session.answer("\r", "oldest first")
    session.answer("13", "▸ 2   Ford")
    session.answer("\r", "✓ Right.")
    session.answer("\r", "Match each person")
    session.answer("a", "producer")
    session.answer("bd\r", "✓ Right.")
    session.answer("\r", "Retry the missed question")
    session.answer("\r", "[missed] [] recorded")
    assert "6/7" in session.text()


def test_the_arrow_keys_and_enter_take_the_option_under_the_cursor(play):
    session = play("0", "winner")
    session.wait_for("▸ 1")
    session.answer("\x1b[B", "▸ 2")
    session.answer("\x1bOB", "▸ 3")
    session.answer("\x1b[A\x1b[A\r", "✓ Right.")


def test_tab_gives_a_hint_and_costs_a_quarter(play):
    session = play("0", "winner")
    session.wait_for("Tab hint")
    session.answer("\t", "Hint 1 of 2: Its home is Stuttgart.")
    session.answer("1", "+0.75")


def test_tab_takes_two_options_away_where_there_is_no_hint_and_says_the_price_before(play):
    session = play("0", "nation")
    session.wait_for("Tab 50:50 (half the points)")
    session.press("\t")
    session.wait_for("–\n")
    assert session.text().count("   –") == 2
    assert "50:50" not in session.text()
    gone = [line.split()[0] for line in session.text().splitlines() if line.endswith("   –")]
    session.press(gone[0])
    session.answer("\x1b[B\x1b[B\x1b[A", "Which nation")
    assert "Right" not in session.text()
    session.answer("".join(set("1234") - set(gone)), "answer")


def test_escape_opens_a_menu_that_skips(play):
    session = play("0", "winner")
    session.wait_for("Which manufacturer")
    session.answer("\x1b", "Skip this question")
    session.answer("2", "– Skipped.")


def test_leaving_by_the_menu_shows_the_result_so_far(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.answer("1", "✓ Right.")
    session.answer("\x1b", "your answers are saved")
    session.answer("4", "Result so far")
    session.answer("\x1b", "Stopped after 1 of 7 questions")


def test_ctrl_c_restores_cursor_echo_and_screen_and_keeps_the_answers(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.answer("1", "✓ Right.")
    session.answer("\x03", "[done] [interrupt] recorded 1 answered 1")
    assert session.finish() == 0
    tail = session.output[session.output.rindex(b"\x1b[?1049l") - 40 :]
    assert b"\x1b[?25h" in tail
    assert b"\x1b[?2004l" in tail
    assert session.mode()[LOCAL] & termios.ECHO
    assert session.mode()[LOCAL] & termios.ICANON


def test_ctrl_d_ends_with_the_result_so_far(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.answer("\x04", "[done] [end-of-input]")
    assert "Stopped after 0 of 7" in session.text()


def test_signals_restore_the_terminal(play):
    for number, name in ((signal.SIGTERM, "terminate"), (signal.SIGINT, "interrupt")):
        session = play()
        session.wait_for("Which manufacturer")
        session.kill(number)
        session.wait_for(f"[done] [{name}]")
        session.finish()
        assert session.mode()[LOCAL] & termios.ECHO


def test_a_hang_up_ends_the_program(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.kill(signal.SIGHUP)
    assert session.finish() == 0


def test_keys_pressed_before_the_question_is_on_screen_are_dropped(play):
    session = play()
    session.press("222\r\r")
    session.wait_for("Which manufacturer")
    time.sleep(0.2)
    session.pump(0.1)
    assert "1 of 7" in session.text()
    assert "Right." not in session.text()


def test_an_impatient_second_press_does_not_skip_the_feedback(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.press("1111")
    session.wait_for("Right.")
    assert "1 of 7" in session.text()


def hold(session, key: str, *, delay: float) -> None:
    """Press a key and keep it pressed for a while, as terminals repeat it."""
    session.press(key)
    time.sleep(delay)
    for _ in range(25):
        session.press(key)
        session.pump(0.03)


@pytest.mark.parametrize("delay", [0.25, 0.6])
def test_a_held_enter_goes_on_and_answers_nothing(play, delay):
    session = play("0", settle=0.33)
    session.wait_for("Which manufacturer")
    time.sleep(0.4)
    session.answer("1", "✓ Right.")
    time.sleep(0.4)
    hold(session, "\r", delay=delay)
    session.wait_for("Which of these teams")
    assert "ticked yet" not in session.text()
    time.sleep(0.4)
    session.answer("\r", "Nothing ticked yet")


def test_a_doubled_key_answers_one_question(play):
    session = play("0", settle=0.33)
    session.wait_for("Which manufacturer")
    session.press("1")
    session.pump(0.2)
    assert "Right" not in session.text()
    time.sleep(0.4)
    session.answer("1", "✓ Right.")
    session.press("1\r")
    session.pump(0.2)
    assert "✓ Right." in session.text()


def test_letters_typed_before_their_field_is_there_are_kept(play):
    session = play("0", "focus", "fastest", settle=0.33)
    session.wait_for("focuses on")
    time.sleep(0.4)
    session.answer("t", "✓ Right.")
    time.sleep(0.4)
    session.press("\rNeel Jani\r")
    session.wait_for("› Neel Jani")
    time.sleep(0.4)
    session.answer("\r", "✓ Right.")


def test_q_opens_the_menu_and_a_question_mark_explains_where_no_text_is_typed(play):
    session = play("0", "winner", "fastest")
    session.wait_for("Which manufacturer")
    session.answer("?", "Ctrl-W Ctrl-U")
    session.answer("x", "Which manufacturer")
    session.answer("q", "Skip this question")
    session.answer("?", "Ctrl-W Ctrl-U")
    session.answer("x", "Skip this question")
    session.answer("q", "Tab hint")
    session.answer("1", "✓ Right.")
    session.answer("?", "Ctrl-W Ctrl-U")
    session.answer("x", "✓ Right.")
    session.answer("\r", "pole position")
    session.answer("q?", "› q?")


def test_resizing_redraws(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.resize(40, 24)
    session.wait_for("Which manufacturer won the 24 Hours\n")
    assert "1 of 7" in session.text()


def test_the_countdown_runs_out_and_rewrites_only_its_cells(play):
    session = play("2", "winner")
    session.wait_for("0:02")
    before = len(session.output)
    session.wait_for("0:01")
    assert len(session.output) - before < 80
    session.wait_for("⧗ Time's up.")


def test_letters_still_being_typed_do_not_dismiss_a_time_out(play):
    session = play("1", "fastest", "lap")
    session.wait_for("⧗ Time's up.")
    session.press("ani ")
    while session.pump(0.2):
        pass
    assert "Time's up." in session.text()
    session.answer("\r", "How long is a lap")


def test_any_key_goes_on_from_a_time_out_that_has_been_seen(play):
    session = play("1", "fastest", "lap")
    session.wait_for("⧗ Time's up.")
    time.sleep(1.1)
    session.answer(" ", "How long is a lap")


def test_a_near_miss_gives_one_more_try_for_half(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("Nel Janni\r", "One more try, for half the points")
    session.answer("\x15Neel Jani\r", "right on the second try")


def test_i_was_right_is_asked_once_more_and_can_be_undone(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("Romain Dumas\r", "! I was right")
    session.answer("!", "Count it as right? Press ! again.")
    session.answer("!", "counted as right (self-marked)")
    session.answer("!", "✗ Wrong.")
    session.answer("!!", "! undo")
    session.answer("\r", "One answer is self-marked")


def test_i_was_wrong_takes_a_right_answer_back(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("Neel Janni\r", "! I was wrong")
    session.answer("!", "Count it as wrong? Press ! again.")
    session.answer("!", "counted as wrong (self-marked)")
    session.answer("!", "accepted: Neel Janni ≈ Neel Jani")


def test_text_in_the_field_counts_when_the_time_is_over(play):
    session = play("2", "fastest", "lap")
    session.wait_for("pole position")
    session.answer("Neel Janni", "accepted: Neel Janni ≈ Neel Jani")
    session.press("i ")
    while session.pump(0.2):
        pass
    assert "accepted" in session.text()
    session.answer("\r", "How long is a lap")
    session.answer("about", "⧗ Time's up.")


def test_a_paste_that_never_ends_ends_after_a_moment(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("\x1b[200~Neel", "› Neel")
    session.answer(" Jani\r", "✓ Right.")


def test_ctrl_c_ends_amid_a_paste(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("\x1b[200~Neel\x03", "[done] [interrupt]")


def test_ctrl_d_leaves_a_text_in_the_field_as_it_is(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("Neel\x04\x04 Jani", "› Neel Jani")
    session.answer("\x15\x04", "[done] [end-of-input]")


def test_a_pasted_text_is_one_key_and_never_sent_by_its_line_break(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("\x1b[200~Neel\x07 Jani\n\x1b[201~", "› Neel Jani")
    session.answer("\r", "✓ Right.")


def test_typing_takes_utf_8_and_editing_keys(play):
    session = play("0", "fastest")
    session.wait_for("pole position")
    session.answer("Hülkenbergß\x7f", "› Hülkenberg")
    session.answer("\x01Ä\x05!", "› ÄHülkenberg!")
    session.answer("\x17ok", "› ok")


def test_at_40_columns_a_tall_page_keeps_the_question_and_scrolls(play):
    session = play("0", "who", columns=40, rows=16)
    session.wait_for("Match each person")
    session.answer("\x1b[6~", "▲")
    assert "Match each person" in session.text()


def test_a_closed_terminal_ends_the_program(play):
    session = play()
    session.wait_for("Which manufacturer")
    os.close(session.fd)
    session.fd = os.open(os.devnull, os.O_RDWR)
    deadline = time.monotonic() + 60
    while not session.child.is_over() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert session.child.is_over()


def test_ctrl_z_gives_the_terminal_back_and_takes_it_again(play):
    session = play()
    session.wait_for("Which manufacturer")
    entered = session.output.count(b"\x1b[?1049h")
    session.press("\x1a")
    while session.output.count(b"\x1b[?1049h") == entered:
        assert session.pump(5)
    session.wait_for("Which manufacturer")
    session.answer("1", "✓ Right.")


def test_a_terminal_without_a_size_is_taken_for_80_by_24(play):
    session = play()
    fcntl.ioctl(session.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    session.wait_for("Which manufacturer won the 24 Hours of Le Mans in 2015?")


def test_what_stays_on_a_narrow_terminal_breaks_between_words(play):
    session = play("0", columns=24)
    session.wait_for("Which")
    session.answer("\x04", "[done]")
    assert "Stopped after 0 of 7\nquestions." in session.text()


def test_the_menu_takes_what_is_wrong_with_a_question_over_it_and_over_its_feedback(play):
    session = play()
    session.wait_for("Which manufacturer")
    session.answer("\x1b", "3  Something is wrong with this question")
    session.answer("3", "What is wrong?")
    assert "Which manufacturer" in session.text()
    session.answer("\x1b", "1–4")
    session.answer("\x1b", "3  Something")
    session.answer("3", "What is wrong?")
    session.answer("2", "It could not be saved.")
    session.answer("1", "✓ Right.")
    session.answer("q", "2  Something")
    session.answer("2", "What is wrong?")
    session.answer("1", "It could not be saved.")
    assert "✓ Right." in session.text()

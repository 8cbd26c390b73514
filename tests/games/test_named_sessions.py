"""A session that is named and not resumed: why not, in the words of every command that takes a session."""

from __future__ import annotations

import pytest

PLAY = ("play", "basics", "-n", "2")


@pytest.mark.parametrize("command", ["resume", "history show", "history export --session", "history delete --yes"])
@pytest.mark.parametrize("number", ["99", "0"])
def test_a_session_that_is_not_there_is_told_alike_everywhere(own_lmq, command, number):
    done = own_lmq(*command.split(), number)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == f"Session {number} not found.\nSee: lmq history list\n"


def test_a_session_of_somebody_else_is_not_there(own_lmq):
    own_lmq("--player", "Nico", *PLAY, typed="1\n")
    assert "Session 1 not found." in own_lmq("resume", "1").stderr


def test_a_session_that_is_finished_is_told_to_be(own_lmq):
    own_lmq(*PLAY, typed="1\n" * 8)
    done = own_lmq("resume", "1")
    assert done.returncode == 4
    assert done.stderr == "Session 1 is finished.\nShow it with: lmq history show 1\n"


@pytest.mark.parametrize(("name", "command"), [("W1", "lmq warmup"), ("r2", "lmq host")])
def test_what_is_played_with_a_class_names_the_command_that_resumes_it(own_lmq, name, command):
    done = own_lmq("resume", name)
    assert (done.returncode, done.stdout) == (4, "")
    assert name.upper() in done.stderr
    assert f"Resume an interrupted one with: {command}\n" in done.stderr


def test_what_is_no_number_is_told_as_everywhere(own_lmq):
    assert own_lmq("resume", "x").stderr == own_lmq("history", "show", "x").stderr


def test_it_is_told_in_german(own_lmq):
    done = own_lmq("--lang", "de", "resume", "99")
    assert done.stderr == own_lmq("--lang", "de", "history", "show", "99").stderr
    assert "99" in done.stderr
    assert "not found" not in done.stderr

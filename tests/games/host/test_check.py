"""What `host --check` says: each kind of network, what stands in the way, and a verdict with ways out."""

from __future__ import annotations

import socket

import pytest

from lemans_quiz.games.host.check import Found, lines, look
from lemans_quiz.games.host.firewall import FIREWALLD, MACOS, PROFILE, UFW, Guard, asked, guards
from lemans_quiz.room.addresses import CABLE, VIRTUAL, VPN, WIFI, Address, reach_of


def found(*ips: tuple[str, str], guard: tuple[Guard, ...] = (), port: int = 80, taken: tuple[int, ...] = ()) -> Found:
    return Found(tuple(Address(ip, kind, "net0", reach_of(ip)) for ip, kind in ips), guard, port, taken)


WLAN, DOCKER, TUNNEL, OPEN = ("10.3.7.21", WIFI), ("172.17.0.1", VIRTUAL), ("10.8.0.2", VPN), ("141.20.1.2", CABLE)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (found(WLAN, DOCKER), "Ready: phones on the same network can reach this computer at http://10.3.7.21"),
        (found(WLAN, port=8080, taken=(80,)), "Port 80 is not available, so 8080 is used."),
        (found(WLAN, port=8080), "http://10.3.7.21:8080"),
        (found(OPEN), "only a public address"),
        (found(OPEN), "travel router"),
        (found(TUNNEL, DOCKER), "only on VPN and virtual"),
        (found(), "not on a network."),
        (found(("169.254.3.4", WIFI)), "no network address"),
        (found(WLAN, guard=(Guard(UFW),), port=8080), "sudo ufw allow 8080/tcp"),
        (found(WLAN, guard=(Guard(FIREWALLD),)), "--add-port=80/tcp"),
        (found(WLAN, guard=(Guard(MACOS),)), "let Python accept"),
        (found(WLAN, guard=(Guard(PROFILE, "SCHULE-PAED"),)), "'SCHULE-PAED' as public"),
    ],
)
def test_each_case_has_its_sentence(seen, said):
    assert said in "\n".join(lines(seen))


def test_no_code_is_offered_where_phones_must_not_come():
    assert [found(OPEN).place, found(TUNNEL).place, found(WLAN).place] == ["", "", "10.3.7.21"]


def test_names_of_interfaces_are_text():
    one = Address("10.3.7.21", WIFI, "evil\x1b[2J", "private")
    assert "\x1b" not in "\n".join(lines(Found((one,), (), 80)))


def test_a_port_that_is_taken_is_passed_over(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        own = (Address("127.0.0.1", CABLE, "lo", "private"),)
        monkeypatch.setattr("lemans_quiz.games.host.check.addresses", lambda: own)
        seen = look((port, 0))
    assert (seen.port, seen.taken) == (0, (port,))


def told(text: str):
    return lambda command: text


@pytest.mark.parametrize(
    ("platform", "text", "kinds"),
    [
        ("darwin", "Firewall is enabled. (State = 1)", [MACOS]),
        ("darwin", "Firewall is disabled. (State = 0)", []),
        ("linux", "running\n", [FIREWALLD]),
        ("linux", "not running\n", []),
        ("win32", '{"Name":"SCHULE","Category":0}', [PROFILE]),
        ("win32", '[{"Name":"SCHULE","Category":1},{"Name":"Gast","Category":0}]', [PROFILE]),
        ("win32", '{"Name":"SCHULE","Category":1}', []),
        ("win32", "Get-NetConnectionProfile : nicht erkannt", []),
        ("win32", "", []),
    ],
)
def test_the_system_is_taken_at_its_word(platform, text, kinds, tmp_path):
    assert [guard.kind for guard in guards(platform, told(text), tmp_path / "none")] == kinds


@pytest.mark.parametrize(("text", "kinds"), [("ENABLED=yes\n", [UFW]), ("# ENABLED=yes\nENABLED=no\n", [])])
def test_ufw_is_read_from_its_file(text, kinds, tmp_path):
    path = tmp_path / "ufw.conf"
    path.write_text(text, encoding="utf-8")
    assert [guard.kind for guard in guards("linux", told(""), path)] == kinds


def test_a_program_that_is_not_there_says_nothing():
    assert asked(("there-is-no-such-program",)) == ""

"""Files from the web: what an honest server gives comes whole, and a hostile one gets a sentence, bounded in time and memory."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import ipaddress
import itertools
import random
import tracemalloc
import zlib

import pytest

from lemans_quiz.errors import NotFound, QuizError
from lemans_quiz.files.addresses import parse_address
from lemans_quiz.files.connecting import PUBLIC, is_public
from lemans_quiz.files.fetching import fetch
from lemans_quiz.i18n import render
from tests.effort import times
from tests.web_fixtures import HOST, Web, answer, redirect

PACK = b"title: Bees\nquestions:\n  - {question: Legs?, answer: 6}\n"
SUM = hashlib.sha256(PACK).hexdigest()


def refused(web: Web, url: str, **bounds) -> str:
    """Return the sentence that an address ends in."""
    with pytest.raises(QuizError) as raised:
        web.fetch(url, **bounds)
    return render(raised.value.sentence)


def test_a_file_comes_whole_with_its_sum_and_its_name(web):
    found = web.fetch(web.file("packs/bees.yaml?raw=1", PACK))
    assert (found.content, found.sha256, found.name) == (PACK, SUM, "bees.yaml")
    assert found.url == f"https://{HOST}:{web.port}/packs/bees.yaml?raw=1"


@pytest.mark.parametrize(
    "page",
    [
        answer(
            b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in (PACK[:7], PACK[7:], b"")), "Transfer-Encoding: chunked"
        ),
        answer(PACK, "X-Length: none"),
        answer(gzip.compress(PACK), "Content-Encoding: gzip"),
    ],
    ids=["in chunks", "without a length", "packed"],
)
def test_a_file_comes_whole_however_it_is_sent(web, page):
    assert web.fetch(web.url("bees.yaml", page)).content == PACK


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('attachment; filename="bees.csv"', "bees.csv"),
        ("attachment; filename*=UTF-8''M%C3%BCnz%20e.csv", "Münz e.csv"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..\\\\..\\\\a:b.txt"', "ab.txt"),
        ('attachment; filename=".."', "questions"),
        ('attachment; filename="nul.yaml"', "_nul.yaml"),
        ('attachment; filename="nullen.yaml"', "nullen.yaml"),
        ('attachment; filename="a\x1b[2Jb.txt"', "a[2Jb.txt"),
    ],
)
def test_a_file_is_called_what_the_server_says_but_never_a_path(web, said, name):
    assert web.fetch(web.file("export?format=csv", PACK, f"Content-Disposition: {said}")).name == name


def test_an_address_may_lead_on(web):
    web.file("bees.yaml", PACK)
    assert web.fetch(web.url("old", redirect("/bees.yaml"))).content == PACK
    assert web.asked == ["/old", "/bees.yaml"]


def test_the_pinned_file_comes_and_another_is_refused_with_both_sums(web):
    url = web.file("bees.yaml", PACK)
    assert web.fetch(f"{url}#sha256={SUM.upper()}").content == PACK
    told = refused(web, f"{url}#sha256={'0' * 64}")
    assert SUM in told
    assert "0" * 64 in told


@pytest.mark.parametrize("pin", ["", "12", "g" * 64, "0" * 65])
def test_a_sum_that_is_none_is_no_sum_of_a_file(pin):
    with pytest.raises(QuizError, match="SHA-256"):
        parse_address(f"https://packs.example/a#sha256={pin}")


@pytest.mark.parametrize(
    "text",
    [
        "http://packs.example/a",
        "file:///etc/passwd",
        "ftp://x.org/a",
        "https://",
        "https:///a",
        "https://a b/",
        "https://u:p@x.org/a",
        "https://x.org:port/",
        "https://x..org/",
        "https://[::1/",
        "https://x.org/a\nb",
        f"https://x.org/{'a' * 3000}",
        f"https://{'x' * 70}.org/",
        "https://x.org\\@y.org/",
    ],
)
def test_what_is_no_address_of_a_file_is_told_before_anything_is_asked(text):
    with pytest.raises(QuizError):
        parse_address(text)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (
            "https://github.com/ann/bees/blob/main/a/b.yaml#L3",
            "https://raw.githubusercontent.com/ann/bees/main/a/b.yaml",
        ),
        ("https://github.com/ann/bees", "https://github.com/ann/bees/archive/HEAD.zip"),
        ("https://github.com/ann/bees.git", "https://github.com/ann/bees/archive/HEAD.zip"),
        ("https://github.com/ann/bees/tree/v2/", "https://github.com/ann/bees/archive/v2.zip"),
        ("https://gist.github.com/ann/0123abc", "https://gist.githubusercontent.com/ann/0123abc/raw"),
        ("https://gitlab.com/a/b/c/-/blob/main/x.csv", "https://gitlab.com/a/b/c/-/raw/main/x.csv"),
        ("https://codeberg.org/a/b/src/branch/main/x.csv", "https://codeberg.org/a/b/raw/branch/main/x.csv"),
        (
            "https://docs.google.com/spreadsheets/d/1x-Y/edit?usp=sharing#gid=0",
            "https://docs.google.com/spreadsheets/d/1x-Y/export?format=xlsx",
        ),
        (
            "https://github.com/ann/bees/releases/download/v1/b.yaml",
            "https://github.com/ann/bees/releases/download/v1/b.yaml",
        ),
        ("https://Bücher.example/é%20a.yaml?x=ü", "https://xn--bcher-kva.example/%C3%A9%20a.yaml?x=%C3%BC"),
    ],
)
def test_the_page_of_a_file_leads_to_the_file(page, file):
    assert parse_address(page).url == file


PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]", "224.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("place", [*PRIVATE, "localhost", "printer.example"])
def test_nothing_is_fetched_from_a_private_place_neither_directly_nor_where_an_address_leads_on(web, place):
    web.names["printer.example"] = "192.168.1.20"
    assert "is on your local network" in refused(web, f"https://{place}/a")
    assert "is on your local network" in refused(web, web.url("old", redirect(f"https://{place}:{web.port + 1}/a")))
    assert web.asked == ["/old"]


def test_a_name_is_asked_for_once_and_only_what_was_looked_at_is_connected_to(web):
    """A name that stands for a public machine first and for a private one then gains nothing by it."""
    answers = iter(["127.0.0.1", "10.0.0.1"])
    network = web.network()

    def resolve(_host, port):
        web.names["moving.example"] = next(answers)
        return network.resolve("moving.example", port)

    web.certificate_of = "moving.example"
    url = web.file("a", PACK).replace(HOST, "moving.example")
    assert fetch(parse_address(url), network._replace(resolve=resolve)).content == PACK
    assert next(answers) == "10.0.0.1"


def test_public_machines_are_public_also_where_they_are_written_in_another_way():
    places = ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
    assert [is_public(ipaddress.ip_address(place)) for place in places] == [True] * 4


def test_outside_tests_this_machine_is_never_reached(web):
    with pytest.raises(QuizError, match="is on your local network"):
        fetch(parse_address(web.file("a", PACK).replace(HOST, "127.0.0.1")), PUBLIC)


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "http://packs.example/a", "ftp://packs.example/a", "data:text/plain,a", "gopher://x/"],
)
def test_an_address_does_not_lead_to_anything_but_https(web, target):
    assert "not https" in refused(web, web.url("old", redirect(target)))


def test_an_address_that_leads_round_in_a_circle_ends(web):
    web.url("b", redirect("/a"))
    assert "redirects too many times" in refused(web, web.url("a", redirect("/b")))
    assert len(web.asked) == 5


def endless(connection) -> None:
    connection.sendall(answer(b"", "X-Length: none"))
    for _ in itertools.count():
        connection.sendall(b"x" * 65536)


def endless_chunks(connection) -> None:
    connection.sendall(answer(b"", "Transfer-Encoding: chunked"))
    for _ in itertools.count():
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


BOMB = answer(gzip.compress(b"\0" * (10 << 20)), "Content-Encoding: gzip")


@pytest.mark.parametrize(
    "page",
    [endless, endless_chunks, answer(b"", "Content-Length: 99999999999"), BOMB],
    ids=["endless", "chunks", "said", "packed"],
)
def test_what_is_too_large_is_not_kept_and_takes_no_memory(web, page):
    url = web.url("a", page)
    tracemalloc.start()
    try:
        assert "larger than 1 MiB" in refused(web, url, most=1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def slowly(connection, start: bytes, piece: bytes, is_over) -> None:
    connection.sendall(start)
    while not is_over.wait(0.02):
        connection.sendall(piece)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (answer(b"", "Content-Length: 5000000"), b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200", b" "),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (answer(b"", "Content-Length: 5000000"), b""),
    ],
    ids=["body", "headers", "status", "continue", "silence"],
)
def test_a_server_that_takes_its_time_is_left_when_the_time_for_all_of_it_is_over(web, start, piece):
    url = web.url("a", lambda connection: slowly(connection, start, piece, web.is_over))
    told = refused(web, url, seconds=0.4)
    assert "within 1 second." in told or "not answer like a web server" in told


def test_a_machine_that_never_shakes_hands_is_left_too(web):
    web.is_silent = True
    assert "within 1 second." in refused(web, web.url("a"), seconds=0.3)


def test_a_name_that_nobody_answers_for_is_waited_for_no_longer_than_for_the_rest(web):
    network = web.network(seconds=0.2)
    with pytest.raises(QuizError, match="within"):
        fetch(
            parse_address("https://packs.example/a"),
            network._replace(resolve=lambda _host, _port: web.is_over.wait(30) and []),
        )
    web.is_over.set()


@pytest.mark.parametrize(
    "page",
    [
        answer(PACK, f"Content-Length: {len(PACK) + 1}"),
        answer(PACK, f"Content-Length: {len(PACK) - 1}"),
        answer(b"5\r\nabc", "Transfer-Encoding: chunked"),
        answer(gzip.compress(PACK)[:-9], "Content-Encoding: gzip"),
        answer(gzip.compress(PACK) + b"x", "Content-Encoding: gzip"),
        answer(PACK, "Content-Encoding: gzip"),
    ],
    ids=["short", "long", "cut chunk", "cut gzip", "more gzip", "no gzip"],
)
def test_a_file_of_another_length_than_was_said_is_refused(web, page):
    assert "is incomplete" in refused(web, web.url("a", page))


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><title>Bees</title>",
        b"\xef\xbb\xbf\n <html lang=en>",
        b"<?xml version='1.0'?><!-- a --><!doctype  HTML>",
    ],
)
def test_a_web_page_in_place_of_a_file_is_told(web, page):
    assert "is a web page" in refused(web, web.file("bees.yaml", page))


@pytest.mark.parametrize(
    "page",
    [
        b"\0\1\2\3",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200,
        b"HTTP/1.1 200 OK\r\n" + b"a" * 70000,
    ],
    ids=["bytes", "another protocol", "no number", "many headers", "long header"],
)
def test_garbage_in_place_of_an_answer_is_told(web, page):
    assert "does not answer like a web server" in refused(web, web.url("a", page))


ANSWERS = [
    answer(PACK, 'Content-Disposition: attachment; filename="a.csv"; filename*0*=x\'y\'z; filename*1="b"'),
    answer(gzip.compress(PACK, mtime=0), "Content-Encoding: gzip"),
    answer(b"5\r\nabcde\r\n0\r\nX: y\r\n\r\n", "Transfer-Encoding: chunked"),
    *(
        redirect(f"https://{place}/a")
        for place in ("[::1%eth0]", "[v1.x]", "1.2.3.4.5", "packs.example:99999", "%00.org", "xn--zz--")
    ),
    redirect("//[::1"),
]


@pytest.mark.parametrize("number", range(times(40, 2000)))
def test_an_answer_with_flipped_bits_gives_a_file_or_a_sentence(web, number):
    dice, page = random.Random(number), bytearray(ANSWERS[number % len(ANSWERS)])
    for _ in range(dice.randrange(5) if number >= len(ANSWERS) else 0):
        at = dice.randrange(len(page))
        page[at : at + dice.randrange(3)] = bytes(
            dice.choice(b"%*';=\"\\\r\n:/@[]0\0\xff") for _ in range(dice.randrange(3))
        )
    with contextlib.suppress(QuizError):
        assert web.fetch(web.url("a", bytes(page)), seconds=5.0).name


def test_a_server_that_hangs_up_or_speaks_something_else_is_told(web):
    assert "closed the connection" in refused(web, web.url("a", b""))
    web.speaks_tls = False
    assert "Cannot connect securely" in refused(web, web.url("a", b""))
    web.close()
    assert "refused or closed" in refused(web, f"https://{HOST}:{web.port}/a")


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, br", "x" * 5000])
def test_what_comes_packed_in_another_way_is_told(web, encoding):
    assert "compressed as" in refused(web, web.url("a", answer(zlib.compress(PACK), f"Content-Encoding: {encoding}")))


@pytest.mark.parametrize("status", ["500 Oh", "403 No", "429 Slow", "204 Nothing", "304 Same", "206 Part"])
def test_a_server_that_gives_no_file_is_told_with_what_it_says(web, status):
    assert f"did not send the file ({status[:3]})" in refused(web, web.url("a", answer(b"", status=status)))


def test_a_file_that_is_not_there_is_not_found(web):
    with pytest.raises(NotFound):
        web.fetch(web.url("missing"))


def test_a_name_that_is_not_there_is_told(web):
    assert "Cannot find 'nobody.invalid'" in refused(web, "https://nobody.invalid/a")


def test_a_certificate_that_does_not_fit_is_told(web):
    url = web.file("a", PACK)
    web.certificate_of = "other.example"
    assert "does not belong to 'packs.example'" in refused(web, url)
    web.certificate_of, web.expired = HOST, True
    assert "is not valid today" in refused(web, url)
    web.expired = False
    assert "from an unknown issuer" in refused(web, url, trust=PUBLIC.trust)
    assert web.asked == []

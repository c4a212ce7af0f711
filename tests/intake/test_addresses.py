"""No connection goes to an address that is not public, however it is written, resolved or redirected to."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Sequence
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import FetchFailed
from recoupe.intake.addresses import check_address, is_public
from recoupe.intake.fetch import Fetcher, FetchLimits

INNER = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "10.255.255.254",
    "172.16.0.1",
    "172.31.255.1",
    "192.168.0.1",
    "192.168.255.254",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
]
INNER6 = ["::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "64:ff9b:1::1", "fec0::1", "100::1"]


def numeric(address: str) -> list[str]:
    """Other ways to write an IPv4 address that some program understands."""
    number = int(ipaddress.IPv4Address(address))
    a, b, c, d = address.split(".")
    return [
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a}.{b}.{int(c) * 256 + int(d)}",
        f"{a}.{(int(b) << 16) + (int(c) << 8) + int(d)}",
        ".".join(f"0{int(p):o}" for p in address.split(".")),
        ".".join(hex(int(p)) for p in address.split(".")),
    ]


def wrapped(address: str) -> list[str]:
    number = int(ipaddress.IPv4Address(address))
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    return [f"::ffff:{address}", f"::ffff:{high}:{low}", f"::{high}:{low}", f"2002:{high}:{low}::1", f"64:ff9b::{high}:{low}"]


BLOCKED = [f"http://{host}/" for address in INNER for host in (address, *numeric(address))]
BLOCKED += [f"https://[{host}]/" for address in INNER[:12] for host in wrapped(address)]
BLOCKED += [f"http://[{host}]:8080/x" for host in INNER6]
BLOCKED += ["http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://printer.local/", "http://db.internal/"]
OTHER = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "data:text/html,x",
    "javascript:alert(1)",
    "http://",
    "http:///x",
    "https://user:word@example.org/",
    "http://example.org:22/",
    "http://example.org:6379/",
    "http://example.org:99999/",
    "http://[::1",
    "//example.org/",
    "http://exa mple.org/",
    "http://example.org/\r\nHost: x",
    "dict://example.org/",
    "ldap://example.org/",
    "jar:http://example.org!/",
    "unix:/run/x",
    "",
]


class Recorder(httpcore.SyncBackend):
    """Notes where a connection would go, and makes none."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> Any:
        self.tried.append(host)
        raise httpcore.ConnectError("not in a test")


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder()
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: made)
    return made


def test_three_hundred_cases() -> None:
    assert len(BLOCKED) + len(OTHER) + len(INNER) * 3 >= 300


def test_addresses_in_figures_and_other_schemes_are_refused(recorder: Recorder) -> None:
    def never(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34"]

    with Fetcher(resolve=never, limits=FetchLimits(pause=0)) as fetcher:
        for url in (*BLOCKED, *OTHER):
            with pytest.raises(FetchFailed):
                fetcher.fetch(url)
    assert recorder.tried == []


@pytest.mark.parametrize("answers", [[inner] for inner in (*INNER, *INNER6)] + [["93.184.216.34", inner] for inner in INNER])
def test_names_that_resolve_inwards_are_not_connected_to(answers: list[str], recorder: Recorder) -> None:
    with (
        Fetcher(resolve=lambda host, port: answers, limits=FetchLimits(pause=0)) as fetcher,
        pytest.raises(FetchFailed, match="public"),
    ):
        fetcher.fetch("https://harmless.example.org/")
    assert recorder.tried == []


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked(recorder: Recorder) -> None:
    answers = itertools.chain([["93.184.216.34"]] * 2, itertools.repeat(["127.0.0.1"]))
    with Fetcher(resolve=lambda host, port: next(answers), limits=FetchLimits(pause=0)) as fetcher:
        for _ in range(4):
            with pytest.raises(FetchFailed):
                fetcher.fetch("http://rebinding.example.org/")
    assert set(recorder.tried) <= {"93.184.216.34"}


@pytest.mark.parametrize("target", [*BLOCKED[::4], *OTHER[:8]])
def test_redirects_inwards_are_not_followed(target: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(302, headers={"Location": target.encode("ascii", "replace").decode()})

    with Fetcher(transport=httpx.MockTransport(answer), limits=FetchLimits(pause=0)) as fetcher, pytest.raises(FetchFailed):
        fetcher.fetch("https://example.org/start")
    assert all(url.startswith("https://example.org/") for url in asked)


def test_what_is_public_is_let_through() -> None:
    for url in (
        "https://example.org/a?b=c#d",
        "http://93.184.216.34/",
        "https://[2606:2800:220:1::1]:8443/",
        "https://xn--bcher-kva.example/",
    ):
        assert check_address(url)


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_as_public_as_what_it_wraps(address: ipaddress.IPv4Address) -> None:
    if not is_public(address):
        for text in wrapped(str(address)):
            assert not is_public(ipaddress.ip_address(text)), text

from __future__ import annotations

import hashlib

import httpx
import pytest

from recoupe.errors import FetchFailed
from recoupe.intake.fetch import Fetcher, FetchLimits
from recoupe.intake.timestamp import QUERY, request, stamp

AUTHORITY = "https://stamps.example.org/tsa"


def test_only_a_hash_leaves_the_machine() -> None:
    data = b"recoupe custody head 1\n7\n"
    query = request(data)
    assert hashlib.sha512(data).digest() in query
    assert data not in query
    assert request(data) != query  # a nonce of its own each time


def test_an_answer_that_grants_nothing_is_told() -> None:
    sent: list[httpx.Request] = []

    def answer(asked: httpx.Request) -> httpx.Response:
        sent.append(asked)
        return httpx.Response(200, content=b"0\x03\x02\x01\x02")

    with Fetcher(transport=httpx.MockTransport(answer), limits=FetchLimits(pause=0)) as fetcher:
        with pytest.raises(FetchFailed, match="no time stamp"):
            stamp(b"x", AUTHORITY, fetcher=fetcher)
        with pytest.raises(FetchFailed, match="not a public address"):
            stamp(b"x", "http://10.0.0.1/tsa", fetcher=fetcher)
    assert [(r.method, r.headers["content-type"]) for r in sent] == [("POST", QUERY)]

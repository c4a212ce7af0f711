"""Time-stamping by a public authority (RFC 3161): only the hash of what is stamped leaves the machine, and only when asked."""

from __future__ import annotations

from datetime import datetime

from recoupe.errors import FetchFailed
from recoupe.intake.fetch import Fetcher

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def request(data: bytes) -> bytes:
    """The query to send for ``data``, with its SHA-512 and a nonce, asking for the authority's certificate."""
    from rfc3161_client import TimestampRequestBuilder

    return bytes(TimestampRequestBuilder().data(data).build().as_bytes())


def stamp(data: bytes, authority: str, *, fetcher: Fetcher) -> bytes:
    """The authority's reply, to be kept beside what was stamped. Raises ``FetchFailed``."""
    query = request(data)
    reply = fetcher.post(authority, query, content_type=QUERY)
    stamped_at(reply, authority)
    return reply


def stamped_at(reply: bytes, authority: str) -> datetime:
    """The time in a reply. Raises ``FetchFailed`` for one that grants nothing."""
    from rfc3161_client import decode_timestamp_response

    try:
        answer = decode_timestamp_response(reply)
        if answer.status not in (0, 1):
            raise ValueError(f"status {answer.status}")
        time: datetime = answer.tst_info.gen_time
    except ValueError as exc:
        raise FetchFailed(authority, f"the answer is no time stamp ({exc})", "try another authority") from exc
    return time

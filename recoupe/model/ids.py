"""Ids that depend on nothing but what they name."""

from __future__ import annotations

import hashlib


def text_id(text: str) -> str:
    """The id of a report: ``sha256:`` and the hash of its text in UTF-8."""
    return bytes_id(text.encode("utf-8"))


def bytes_id(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def claim_id(report_id: str, reader: str, event: str, trigger_start: int, ordinal: int = 0) -> str:
    """The id of a claim: the same report text and reader version give the same id.

    ``ordinal`` tells apart claims of one event code that rest on one trigger.
    """
    key = f"{report_id}|{reader}|{event}|{trigger_start}|{ordinal}"
    return "c" + hashlib.sha256(key.encode()).hexdigest()[:16]


def anchor_id(report_id: str, event: str, trigger_start: int, ordinal: int = 0) -> str:
    """What a claim is known by whatever the version of its reader: incidents and people's decisions hold on to it."""
    key = f"{report_id}|{event}|{trigger_start}|{ordinal}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]

"""Mails (EML) and mailboxes (mbox): the body is a report, an attachment another."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

from recoupe.errors import NoText, Unreadable
from recoupe.intake.declared import Declared
from recoupe.intake.formats.base import Document, Found, Item
from recoupe.intake.formats.markup import text_of_fragment
from recoupe.intake.formats.stamps import stamped
from recoupe.model import Step

KEPT_HEADERS = ("date", "from", "subject", "message-id", "list-id", "reply-to")
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n))From [^\n]*\n")
PARTS = 200
"""Parts of one mail that are looked at."""


def messages(item: Item) -> Iterator[Item]:
    """The mails of a mailbox."""
    starts = list(_SEPARATOR.finditer(item.data))
    for number, start in enumerate(starts[: item.limits.entries], start=1):
        end = starts[number].start() if number < len(starts) else len(item.data)
        yield item.within(
            f"mail {number}.eml", item.data[start.end() : end], step=Step("mailbox message", "", f"message {number}")
        )


def documents(item: Item) -> Iterator[Found]:
    """The body. Raises ``Unreadable``, or ``NoText`` for a mail without one."""
    message = _parsed(item)
    text = _body(message, item)
    if not text.strip():
        raise NoText(item.name, "the mail has no text", "read its attachments one by one")
    dated = stamped(_header(message, "date"), "the mail's date", now=item.now)
    declared = Declared(title=_header(message, "subject"), author=_header(message, "from")).over(dated)
    kept = tuple((name, value) for name in KEPT_HEADERS if (value := _header(message, name)))
    yield Document(
        item.name, text, item.data, "message/rfc822", "utf-8", declared.over(item.declared),
        (*item.steps, Step("mail body", "")), headers=(*item.headers, *kept),
    )  # fmt: skip


def attachments(item: Item) -> Iterator[Item]:
    """Files that the mail carries."""
    message = _parsed(item)
    dated = stamped(_header(message, "date"), "the mail's date", now=item.now)
    for number, part in enumerate(_parts(message), start=1):
        name = _filename(part)
        data = _payload(part) if name else b""
        if name and data:
            yield replace(item.within(name, data, step=Step("attachment", "", f"part {number}: {name}"), declared=dated))


def _parsed(item: Item) -> EmailMessage:
    try:
        message = email.message_from_bytes(item.data, policy=default)
    except (ValueError, TypeError, LookupError, RecursionError, IndexError, AttributeError) as exc:
        raise Unreadable(item.name, f"the mail is damaged ({type(exc).__name__})", "save it anew") from exc
    return message


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            return
        if not part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _body(message: EmailMessage, item: Item) -> str:
    plain: list[str] = []
    pages: list[str] = []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _filename(part):
            (plain if kind == "text/plain" else pages).append(_text(part))
    if any(p.strip() for p in plain):
        return "\n\n".join(plain)[: item.limits.text]
    return "\n\n".join(text_of_fragment(page) for page in pages)[: item.limits.text]


def _text(part: EmailMessage) -> str:
    data = _payload(part)
    charset = part.get_content_charset("utf-8") or "utf-8"
    try:
        return data.decode(charset, errors="replace").replace("\r\n", "\n").replace("\0", "")
    except (LookupError, ValueError):
        return data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\0", "")


def _payload(part: EmailMessage) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AssertionError, AttributeError):
        return b""
    return data if isinstance(data, bytes) else b""


def _filename(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return None
    return " ".join(name.replace("/", "_").split()) or None if isinstance(name, str) else None


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return None
    told = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split()) if value is not None else ""
    return told or None

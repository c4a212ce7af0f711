"""``recoupe watch``: feeds, again and again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import LedgerOption, ledger_path
from recoupe.cli.read import Desk, make_intake, make_reader, say, write_store
from recoupe.cli.tally import Tally
from recoupe.errors import IntakeError, UsageError

if TYPE_CHECKING:
    from recoupe.ledger.protocols import Ledger
    from recoupe.pipeline import Fetcher, RawSource, Subscription

SHORT = "Read the new entries of feeds, once or again and again."
HELP = """Read the new entries of RSS and Atom feeds: addresses, or OPML files that list them.

Only the feeds are fetched; with --pages also the page of each entry, for feeds that carry no text. A feed that says that nothing
has changed is not sent again. Exit code 1 when a feed could not be read."""

FAILED, INTERRUPTED = 1, 130
_PERIOD = re.compile(r"(\d+)\s*([smhd]?)")
_SECONDS = {"": 60, "s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST = 60
"""Seconds between two rounds."""


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="OPML files and addresses of feeds.", show_default=False)],
    ledger: LedgerOption = None,
    every: Annotated[str, typer.Option(metavar="TIME", help="Between two rounds: 90s, 15m, 2h.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="Fetch the page of each new entry.")] = False,
    knowledge: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of actors, places and outlets of your own."),
    ] = None,
) -> None:
    from recoupe.pipeline import Columns, IntakeOptions

    pause = seconds_of(every)
    subscribed = subscriptions_of(feeds)
    name, reader = make_reader(knowledge)
    with ExitStack() as stack:
        store = write_store(ledger, stack)
        intake = make_intake(IntakeOptions(), stack, columns=Columns())
        assert intake.fetcher is not None
        while True:
            tally = Tally()
            desk = Desk(intake, store, name, tally)
            sources = _round(subscribed, intake.fetcher, store, desk, pages=pages)
            try:
                for result in reader.read_many(desk.wanted(sources)):
                    desk.put_away(result)
                desk.put_copies_away()
                _conclude(tally, ledger_path(ledger))
                if once:
                    break
                time.sleep(pause)
            except KeyboardInterrupt:
                raise typer.Exit(INTERRUPTED) from None
    if tally.failed:
        raise typer.Exit(FAILED)


def seconds_of(text: str) -> int:
    """``15m`` in seconds; a bare number is of minutes. Raises ``UsageError``."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"--every {text}: write a number and s, m, h or d, like 15m")
    return max(LEAST, int(found[1]) * _SECONDS[found[2]])


def subscriptions_of(feeds: list[str]) -> tuple[Subscription, ...]:
    """Each feed once. Raises ``UsageError`` for a file that is not there, ``Unreadable`` for one that is no list."""
    from recoupe.pipeline import Subscription, subscriptions

    found: dict[str, Subscription] = {}
    for given in feeds:
        if given.lower().startswith(("http://", "https://")):
            found.setdefault(given, Subscription(given))
            continue
        try:
            data = Path(given).read_bytes()
        except OSError as exc:
            raise UsageError(f"{given}: cannot be read ({exc.strerror}); give an OPML file or an address") from exc
        for subscription in subscriptions(data, given):
            found.setdefault(subscription.address, subscription)
    if not found:
        raise UsageError("no feed is listed there")
    return tuple(found.values())


def _round(
    subscribed: tuple[Subscription, ...], fetcher: Fetcher, store: Ledger, desk: Desk, *, pages: bool
) -> Iterator[RawSource]:
    from recoupe.pipeline import RawSource

    for subscription in subscribed:
        try:
            found = fetcher.fetch(subscription.address, known=store.feed_state(subscription.address))
        except IntakeError as exc:
            desk.fail(subscription.address, exc)
            continue
        if found.data is None:
            continue
        if pages:
            yield from _pages(found.data, subscription.address, fetcher, store, desk)
        else:
            yield RawSource(subscription.address, found.data, found.address, found.headers)
        store.keep_feed_state(subscription.address, {name: v for name in ("etag", "last-modified") if (v := found.header(name))})


def _pages(feed: bytes, address: str, fetcher: Fetcher, store: Ledger, desk: Desk) -> Iterator[RawSource]:
    """The pages of the entries that the ledger does not have yet."""
    from recoupe.pipeline import Source, entry_links

    try:
        found = entry_links(feed, address)
    except IntakeError as exc:
        desk.fail(address, exc)
        return
    for link in found:
        if store.has_address(link):
            continue
        try:
            yield Source(link, address=link).load(fetcher=fetcher)
        except IntakeError as exc:
            desk.fail(link, exc)


def _conclude(tally: Tally, path: Path) -> None:
    for line in tally.lines():
        say(line)
    say(f"Ledger: {path}")

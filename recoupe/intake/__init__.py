"""From a source to reports: files, folders, standard input, addresses; text, pages and what ``formats`` reads."""

from recoupe.intake.duplicates import CopyIndex, first_copy, sketch
from recoupe.intake.fetch import Fetcher, FetchLimits
from recoupe.intake.formats.base import Columns
from recoupe.intake.formats.feed import entry_links
from recoupe.intake.formats.opml import Subscription, subscriptions
from recoupe.intake.read import IntakeOptions, read_source
from recoupe.intake.sources import RawSource, Source, sources
from recoupe.intake.take import Intake, Quarantined, Taken
from recoupe.intake.timestamp import stamp, stamped_at
from recoupe.intake.tracing import trace
from recoupe.intake.workshop import Workshop

__all__ = [
    "Columns", "CopyIndex", "FetchLimits", "Fetcher", "Intake", "IntakeOptions", "Quarantined", "RawSource", "Source",
    "Subscription", "Taken", "Workshop", "entry_links", "first_copy", "read_source", "sketch", "sources", "stamp",
    "stamped_at", "subscriptions", "trace",
]

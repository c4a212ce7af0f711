"""The whole error tree.

::

    RecoupeError
    ├── IntakeError            a source that cannot become a report (names the file, says what to do)
    │   ├── NotFound           no such file
    │   ├── EmptySource        nothing in it, or nothing but white space
    │   ├── BinarySource       bytes that are not text
    │   ├── UndecodableSource  no encoding fits
    │   ├── BadFrontMatter     a YAML block that does not parse, or with unknown keys
    │   ├── UnknownLanguage    too little text to tell its language
    │   ├── NoText             a page in which no article was found, a scan, an empty mail
    │   ├── Unreadable         damaged, locked, too large, or dangerous
    │   └── FetchFailed        an address that could not or may not be fetched
    ├── UnsupportedLanguage    a language that has no pack
    ├── DataError              a data file of ours or of the user's is wrong (names file and line)
    ├── LedgerError            the store
    │   ├── LedgerNotFound     no ledger at that path
    │   ├── LedgerTooNew       written by a newer version
    │   ├── LedgerLocked       another process writes to it
    │   ├── NoSuchReport       no report with that id
    │   ├── NoSuchClaim        no claim with that id
    │   ├── NoSuchIncident     no incident with that id
    │   └── NoSuchDecision     no decision of a person with that number
    ├── NoSuchAccount          no account with that name
    └── UsageError             options that contradict each other, or a value that is not one of those allowed
"""

from __future__ import annotations


class RecoupeError(Exception):
    """The root: everything that this package raises on purpose. Each survives the way from one process to another."""

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[RecoupeError], args: tuple[object, ...], fields: dict[str, object]) -> RecoupeError:
    """The same error without its constructor, whose parameters are not those of the message."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


class IntakeError(RecoupeError):
    """A source that cannot become a report. ``source`` is the path or address, ``advice`` says what to do."""

    def __init__(self, source: str, problem: str, advice: str) -> None:
        super().__init__(f"{source}: {problem}; {advice}")
        self.source = source
        self.problem = problem
        self.advice = advice


class NotFound(IntakeError): ...


class EmptySource(IntakeError): ...


class BinarySource(IntakeError): ...


class UndecodableSource(IntakeError): ...


class BadFrontMatter(IntakeError): ...


class UnknownLanguage(IntakeError): ...


class NoText(IntakeError): ...


class Unreadable(IntakeError): ...


class FetchFailed(IntakeError): ...


class UnsupportedLanguage(RecoupeError):
    """``language`` has no pack; ``available`` lists those that have one; ``name`` is the language's name in English."""

    def __init__(self, language: str, available: tuple[str, ...], source: str | None = None, *, name: str | None = None) -> None:
        where = f"{source}: " if source else ""
        called = f"{name} ({language})" if name else repr(language)
        super().__init__(f"{where}no language pack for {called}; there is one for {', '.join(available)}")
        self.language = language
        self.name = name
        self.available = available
        self.source = source


class DataError(RecoupeError):
    """A data file is wrong. ``line`` counts from 1; None where the whole file is meant."""

    def __init__(self, path: str, line: int | None, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class LedgerError(RecoupeError): ...


class LedgerNotFound(LedgerError): ...


class LedgerTooNew(LedgerError): ...


class LedgerLocked(LedgerError): ...


class NoSuchReport(LedgerError): ...


class NoSuchClaim(LedgerError): ...


class NoSuchIncident(LedgerError): ...


class NoSuchDecision(LedgerError): ...


class NoSuchAccount(RecoupeError): ...


class UsageError(RecoupeError): ...

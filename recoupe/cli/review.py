"""``recoupe review``: people's decisions beside the machine's."""

from __future__ import annotations

import getpass
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.crosschecking import desk
from recoupe.cli.options import LedgerOption, ledger_path, write_lines
from recoupe.errors import NoSuchClaim, UsageError
from recoupe.model import Decision, DecisionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.cli.opened import Desk
    from recoupe.model import Claim

SHORT = "Accept, correct or reject claims, merge and split incidents, undo it, pass it on."
HELP = """Decide something about claims, incidents or outlets, or list what was decided.

  recoupe review                                      list the decisions
  recoupe review accept CLAIM… --reason "…"
  recoupe review reject CLAIM… --reason "…"
  recoupe review correct CLAIM --set killed=52 --set actor=id=Name --reason "…"
  recoupe review merge INCIDENT INCIDENT… --reason "…"
  recoupe review split CLAIM… --reason "…"            out of their incident, into one of their own
  recoupe review same-voice OUTLET OUTLET… --reason "…"
  recoupe review undo DECISION --reason "…"
  recoupe review export [FILE], recoupe review import FILE

Each decision has an author, a time and a reason. It stands beside what the machine found, which stays as it is; it survives a new
reading of the report, and can be undone."""

FORM = "recoupe decisions 1"

Changes = tuple[tuple[str, str], ...]


class What(StrEnum):
    LIST = "list"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    SAME_VOICE = "same-voice"
    UNDO = "undo"
    EXPORT = "export"
    IMPORT = "import"


def review(
    what: Annotated[What, typer.Argument(metavar="WHAT", help="What to do.", show_default=False)] = What.LIST,
    subjects: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Claims, incidents, outlets, a decision or a file.", show_default=False),
    ] = None,
    ledger: LedgerOption = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; every decision needs one.", show_default=False)] = None,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides. [default: your login]", show_default=False)
    ] = None,
    set: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="With correct: what it should be.", show_default=False),
    ] = None,
) -> None:
    given = tuple(subjects or ())
    path = ledger_path(ledger)
    if what is What.LIST:
        with desk(path) as found:
            write_lines(_listed(found.store.decisions.all()))
    elif what is What.EXPORT:
        _export(path, given)
    elif what is What.IMPORT:
        _import(path, given)
    else:
        _decide(path, what, given, reason=reason, author=author, changes=_changes(set or ()))


def _decide(
    path: Path, what: What, given: tuple[str, ...], *, reason: str | None, author: str | None, changes: Changes
) -> None:
    if not reason or not reason.strip():
        raise UsageError('every decision needs a reason: add --reason "…"')
    with desk(path, writes=True) as found:
        subjects, more, undoes = _subjects(found, what, given, changes)
        kind = DecisionKind(what.value.replace("-", "_"))
        name = author or getpass.getuser()
        decision = Decision(kind, subjects, name, datetime.now(UTC), reason.strip(), more, undoes)
        found.store.decisions.add([decision])
        recheck = set(subjects)
        if undoes is not None:
            recheck |= {s for d in found.store.decisions.all() if d.id == undoes for s in d.subjects}
    _apply(path, recheck)
    typer.echo(f"{decision.id}  {_told(decision)}")


def _apply(path: Path, recheck: set[str]) -> None:
    """With what now stands, sort the claims concerned anew."""
    with desk(path, writes=True) as found:
        found.checker.refresh(recheck=recheck)


def _subjects(
    found: Desk, what: What, given: tuple[str, ...], changes: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], str | None]:
    """What a decision is about: anchors or names, changes, and the decision that it undoes."""
    from recoupe.pipeline.regrouping import merged, split_off

    if not given:
        raise UsageError(f"say of what: recoupe review {what.value} ID")
    if what is What.UNDO:
        decision = found.store.decisions.find(given[0])
        return decision.subjects, (), decision.id
    if what is What.SAME_VOICE:
        return _at_least_two(given, "outlets"), (), None
    if what is What.MERGE:
        return merged(found.store.incidents, [found.find(id) for id in given]), (), None
    claims = [_claim(found, prefix) for prefix in given]
    if what is What.SPLIT:
        return *split_off(found.store.incidents, [c.id for c in claims]), None
    anchors = found.store.incidents.anchors([c.id for c in claims])
    subjects = tuple(anchors[c.id] for c in claims)
    if what is What.CORRECT:
        _check(claims, changes)
        return subjects, changes, None
    return subjects, (), None


def _at_least_two(given: tuple[str, ...], of_what: str) -> tuple[str, ...]:
    distinct = tuple(dict.fromkeys(given))
    if len(distinct) < 2:
        raise UsageError(f"name two {of_what} at least")
    return distinct


def _claim(found: Desk, prefix: str) -> Claim:
    claims = found.store.claims_with_prefix(prefix.strip().lower())
    if len(claims) != 1:
        problem = "no claim" if not claims else "several claims"
        raise NoSuchClaim(f"{problem} with an id that starts with {prefix!r}; recoupe claims lists them")
    return claims[0][0]


def _changes(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    split = [item.partition("=") for item in given]
    if any(not equals for _, equals, _ in split):
        raise UsageError("--set takes FIELD=VALUE, for example --set killed=52")
    return tuple((name.strip(), value.strip()) for name, _, value in split)


def _check(claims: Sequence[Claim], changes: tuple[tuple[str, str], ...]) -> None:
    """Raises ``UsageError`` for what cannot be corrected so."""
    from recoupe.pipeline.deciding import FIELDS, corrected

    if not changes:
        raise UsageError(f"say what it should be: --set FIELD=VALUE, with one of {', '.join(FIELDS)}")
    for claim in claims:
        corrected(claim, changes, by="a person")


# ------------------------------------------------------------ lists, export, import


def _listed(decisions: Sequence[Decision]) -> Iterable[str]:
    from recoupe.pipeline.deciding import conflicts, standing

    stands = {d.id for d in standing(decisions)}
    for decision in decisions:
        state = "" if decision.id in stands or decision.kind is DecisionKind.UNDO else " (undone)"
        at = decision.at.isoformat(timespec="seconds")
        yield f"{decision.id}\t{at}\t{decision.author}\t{_told(decision)}{state}\t{decision.reason}"
    for one, other in conflicts(decisions):
        yield f"{one.id}\t\t\tcontradicts {other.id}\t{one.author} and {other.author} decided opposite things"


def _told(decision: Decision) -> str:
    what = decision.kind.value.replace("_", " ")
    if decision.undoes:
        return f"{what} {decision.undoes}"
    changes = ", ".join(f"{k}={v}" for k, v in decision.changes) if decision.kind is DecisionKind.CORRECT else ""
    return f"{what} {' '.join(decision.subjects)} {changes}".strip()


def decision_object(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id, "kind": decision.kind.value, "subjects": list(decision.subjects),
        "changes": [list(change) for change in decision.changes], "author": decision.author, "at": decision.at.isoformat(),
        "reason": decision.reason, "undoes": decision.undoes,
    }  # fmt: skip


def _export(path: Path, given: tuple[str, ...]) -> None:
    from recoupe.cli.export import write_file

    with desk(path) as found:
        decisions = found.store.decisions.all()
    listed = [json.dumps({"form": FORM}), *(json.dumps(decision_object(d), ensure_ascii=False) for d in decisions)]
    if given:
        write_file(Path(given[0]), iter(listed))
    else:
        write_lines(listed)


def _import(path: Path, given: tuple[str, ...]) -> None:
    if len(given) != 1:
        raise UsageError("name one file: recoupe review import FILE")
    decisions = read_decisions(Path(given[0]))
    with desk(path, writes=True) as found:
        new = found.store.decisions.add(decisions)
    _apply(path, {s for d in decisions for s in d.subjects})
    typer.echo(f"{new} decision{'s' if new != 1 else ''} taken in, {len(decisions) - new} already there.")


def read_decisions(file: Path) -> list[Decision]:
    """Raises ``UsageError`` with the line for what is no decision."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise UsageError(f"{file}: cannot be read ({exc.strerror})") from exc
    found: list[Decision] = []
    for number, line in enumerate(lines, 1):
        try:
            raw = json.loads(line)
            if number == 1:
                if raw.get("form") != FORM:
                    raise UsageError(f"{file}: not a file of decisions; recoupe review export writes one")
                continue
            changes = tuple((str(a), str(b)) for a, b in raw["changes"])
            subjects, at = tuple(map(str, raw["subjects"])), datetime.fromisoformat(raw["at"])
            kind, author, reason = DecisionKind(raw["kind"]), str(raw["author"]), str(raw["reason"])
            decision = Decision(kind, subjects, author, at, reason, changes, raw["undoes"])
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise UsageError(f"{file}:{number}: not a decision ({exc})") from exc
        if decision.id != raw.get("id"):
            raise UsageError(f"{file}:{number}: the decision was changed after it was written")
        found.append(decision)
    return found

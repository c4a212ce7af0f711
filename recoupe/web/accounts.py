"""Who may use a workbench that other machines can reach: accounts in a file of their own, passwords as argon2id hashes."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from pathlib import Path
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recoupe.errors import DataError, LedgerLocked, NoSuchAccount, UsageError
from recoupe.ledger.lock import WriterLock

SHORTEST, LONGEST = 12, 1024
"""Characters of a password."""
LONGEST_NAME = 80
FORM = 1


class Role(Enum):
    """What an account may do; each may all that the ones before it may."""

    READER = "reader"
    """Reads every page and every twin."""
    CODER = "coder"
    """Decides on claims, and takes its own decisions back."""
    EDITOR = "editor"
    """Adds reports, merges and splits, settles what coders disagree on, takes back what others decided."""
    ADMIN = "admin"
    """Keeps the accounts."""

    def may(self, needed: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """``hash``: an argon2id hash in its usual form. ``since``: when it was made, ISO 8601."""

    name: str
    role: Role
    hash: str
    since: str


class Passwords:
    """Hashes by RFC 9106's second recommended option (argon2id, 64 MiB, three passes)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Raises ``UsageError`` for a password that is too short or too long."""
        given = _normal(password)
        if not SHORTEST <= len(given) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; several words make a good one")
        return self._hasher.hash(given)

    def fits(self, password: str, account: Account | None) -> bool:
        """As slow for a name that nobody bears as for one that somebody does."""
        try:
            self._hasher.verify(account.hash if account else self._nobody, _normal(password[: 4 * LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
        return account is not None

    def is_old(self, account: Account) -> bool:
        """Whether its hash was made with other settings than today's."""
        return self._hasher.check_needs_rehash(account.hash)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("no password is this one")


class Accounts:
    """The file, read again whenever it changed. Writing replaces it as a whole, readable by its owner alone."""

    def __init__(self, path: Path, *, passwords: Passwords | None = None, now: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self.passwords = passwords or Passwords()
        self._now = now or (lambda: datetime.now(UTC))
        self._reading = Lock()
        self._state: tuple[int, int, int] | None = None
        self._known: dict[str, Account] = {}

    def all(self) -> tuple[Account, ...]:
        """By name. Raises ``DataError`` when the file is damaged."""
        return tuple(sorted(self._read().values(), key=lambda a: a.name.casefold()))

    def find(self, name: str) -> Account | None:
        return self._read().get(key_of(name))

    def get(self, name: str) -> Account:
        """Raises ``NoSuchAccount``."""
        found = self.find(name)
        if found is None:
            raise NoSuchAccount(f"no account named {name!r}; recoupe accounts list shows those that there are")
        return found

    def add(self, name: str, role: Role, password: str) -> Account:
        """Raises ``UsageError`` for a name that is taken or cannot be one, and for a password that is too short."""
        bare = _proper(name)
        made = Account(bare, role, self.passwords.hash(password), self._now().replace(microsecond=0).isoformat())
        with self._changing() as known:
            if key_of(bare) in known:
                raise UsageError(f"there is an account named {bare!r} already")
            known[key_of(bare)] = made
        return made

    def set_role(self, name: str, role: Role) -> None:
        self._replace(name, lambda account: replace(account, role=role))

    def set_password(self, name: str, password: str) -> None:
        """Ends the sessions of that account as well: they hold on to the hash."""
        hashed = self.passwords.hash(password)
        self._replace(name, lambda account: replace(account, hash=hashed))

    def remove(self, name: str) -> None:
        self.get(name)
        with self._changing() as known:
            known.pop(key_of(name), None)

    def _replace(self, name: str, change: Callable[[Account], Account]) -> None:
        self.get(name)
        with self._changing() as known:
            if key_of(name) not in known:
                raise NoSuchAccount(f"the account {name!r} was removed meanwhile")
            known[key_of(name)] = change(known[key_of(name)])

    def _read(self) -> dict[str, Account]:
        with self._reading:
            try:
                file = self.path.stat()
            except FileNotFoundError:
                self._state, self._known = None, {}
                return self._known
            state = (file.st_ino, file.st_mtime_ns, file.st_size)
            if state != self._state:
                self._known, self._state = _parsed(self.path), state
            return self._known

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Account]]:
        """One at a time, over processes. Raises ``UsageError`` while another program changes the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            lock = WriterLock(self.path)
        except LedgerLocked as exc:
            raise UsageError(f"{self.path}: another program is changing the accounts; try again") from exc
        with lock:
            known = dict(self._read())
            yield known
            _write(self.path, list(known.values()))


def key_of(name: str) -> str:
    """What two spellings of one name have in common."""
    return _normal(" ".join(name.split())).casefold()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _proper(name: str) -> str:
    bare = _normal(" ".join(name.split()))
    if not 1 <= len(bare) <= LONGEST_NAME or not bare.isprintable():
        raise UsageError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    return bare


def _parsed(path: Path) -> dict[str, Account]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["form"] != FORM:
            raise DataError(str(path), None, f"accounts of form {raw['form']}; this version knows {FORM}")
        listed = [Account(a["name"], Role(a["role"]), a["hash"], a["since"]) for a in raw["accounts"]]
    except (ValueError, KeyError, TypeError) as exc:
        raise DataError(str(path), None, f"this is no file of accounts ({exc!r})") from exc
    return {key_of(account.name): account for account in listed}


def _write(path: Path, accounts: Sequence[Account]) -> None:
    told = {"form": FORM, "accounts": [asdict(a) | {"role": a.role.value} for a in sorted(accounts, key=lambda a: a.name)]}
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

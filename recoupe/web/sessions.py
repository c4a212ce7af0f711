"""Who is signed in, and how often somebody may try. Both forget by themselves; nothing of it is written anywhere."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from recoupe.web.accounts import Account, Accounts, key_of

Clock = Callable[[], float]
IDLE, LONGEST = 2 * 3600.0, 12 * 3600.0
"""Seconds without a question, and seconds in all, after which a session ends."""
MOST = 10_000
PATIENCE = 5.0
"""Seconds that a password waits for the one before it to be checked."""


@dataclass(slots=True)
class Session:
    name: str
    hash: str
    """Of the password with which it began: another password ends it."""
    begun: float
    seen: float


class Sessions:
    """By the digest of what the browser's cookie holds: who reads the memory cannot sign in with it."""

    def __init__(self, accounts: Accounts, *, clock: Clock = time.monotonic) -> None:
        self._accounts, self._clock = accounts, clock
        self._open: OrderedDict[bytes, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, account: Account) -> str:
        """What the cookie is to hold; never what it held before."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._open[_digest(token)] = Session(account.name, account.hash, now, now)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return token

    def account(self, token: str) -> Account | None:
        """Whose session it is, with the role of now; None when it ended, or the account or its password did."""
        if not token:
            return None
        key, now = _digest(token), self._clock()
        with self._lock:
            found = self._open.get(key)
        if found is None:
            return None
        account = self._accounts.find(found.name)
        over = now - found.seen > IDLE or now - found.begun > LONGEST
        if over or account is None or account.hash != found.hash:
            self.end(token)
            return None
        found.seen = now
        return account

    def end(self, token: str) -> None:
        with self._lock:
            self._open.pop(_digest(token), None)


@dataclass(slots=True)
class Failures:
    count: int
    until: float
    """No try before this time."""


class Throttle:
    """After ``free`` failures each further one doubles the wait, from one second to ``longest``; a day without any clears it."""

    def __init__(self, free: int, *, longest: float, clock: Clock = time.monotonic, most: int = MOST) -> None:
        self._free, self._longest, self._clock, self._most = free, longest, clock, most
        self._failed: OrderedDict[str, Failures] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Seconds until the next try; 0 when it may be now."""
        with self._lock:
            found = self._failed.get(key)
            return max(0.0, found.until - self._clock()) if found else 0.0

    def failed(self, key: str) -> None:
        now = self._clock()
        with self._lock:
            found = self._failed.pop(key, None)
            count = 1 if found is None or now - found.until > 86_400 else found.count + 1
            wait = 0.0 if count < self._free else min(self._longest, 2.0 ** min(count - self._free, 30))
            self._failed[key] = Failures(count, now + wait)
            while len(self._failed) > self._most:
                self._failed.popitem(last=False)

    def succeeded(self, key: str) -> None:
        with self._lock:
            self._failed.pop(key, None)


class Door:
    """Signing in: the password, and how often it may be tried for one account and from one address."""

    def __init__(self, accounts: Accounts, *, clock: Clock = time.monotonic) -> None:
        self._accounts = accounts
        self.sessions = Sessions(accounts, clock=clock)
        self._by_name = Throttle(5, longest=60.0, clock=clock)
        self._by_address = Throttle(20, longest=900.0, clock=clock)
        self._one_at_a_time = Lock()

    def wait(self, name: str, address: str) -> float:
        """Seconds until this account may be tried again from this address."""
        return max(self._by_name.wait(key_of(name)), self._by_address.wait(address))

    def open(self, name: str, password: str, *, address: str) -> str | None:
        """The new session; None for a wrong name or password, or one that came too early.

        One at a time, as each takes 64 MiB. Raises ``TimeoutError`` when too many wait.
        """
        if not self._one_at_a_time.acquire(timeout=PATIENCE):
            raise TimeoutError
        try:
            account = None if self.wait(name, address) > 0 else self._checked(name, password, address)
        finally:
            self._one_at_a_time.release()
        if account is None:
            return None
        if self._accounts.passwords.is_old(account):
            self._accounts.set_password(account.name, password)
            account = self._accounts.get(account.name)
        return self.sessions.begin(account)

    def _checked(self, name: str, password: str, address: str) -> Account | None:
        account = self._accounts.find(name)
        if not self._accounts.passwords.fits(password, account) or account is None:
            self._by_name.failed(key_of(name))
            self._by_address.failed(address)
            return None
        self._by_name.succeeded(key_of(name))
        return account


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()

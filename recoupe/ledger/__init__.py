"""The store: reports, readings, claims. SQL stands nowhere else.

Nothing is imported here, so that a command that needs no database does not pay for one: take ``open_ledger`` and
``write_ledger`` from ``recoupe.ledger.sqlite``, ``Ledger`` and ``ClaimQuery`` from ``recoupe.ledger.protocols``.
"""

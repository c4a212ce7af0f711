"""``recoupe accounts``: who may use a workbench that other machines can reach."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import write_lines
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.web.accounts import Accounts, Role

SHORT = "Keep the accounts of a workbench that other machines can reach."
app = typer.Typer(no_args_is_help=True, help=SHORT, add_completion=False, rich_markup_mode=None)

AccountsOption = Annotated[
    Path | None,
    typer.Option(
        "--accounts", metavar="FILE", show_default=False,
        help="The file of accounts. [default: accounts.json in your configuration folder, or RECOUPE_ACCOUNTS]",
    ),
]  # fmt: skip
Name = Annotated[str, typer.Argument(metavar="NAME")]
RoleName = Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, editor or admin.")]


def accounts_path(given: Path | None) -> Path:
    if given is not None:
        return given.expanduser()
    from recoupe.settings import load_settings

    return load_settings().accounts


def opened(given: Path | None) -> Accounts:
    from recoupe.web.accounts import Accounts

    return Accounts(accounts_path(given))


@app.command("add", short_help="Make an account.")
def add(name: Name, role: RoleName, accounts: AccountsOption = None) -> None:
    """Make an account. Its password is asked for, or read from standard input; it is never an argument."""
    opened(accounts).add(name, _role(role), _password())
    typer.echo(f"{name}: {role}.", err=True)


@app.command("list", short_help="List the accounts.")
def listed(accounts: AccountsOption = None) -> None:
    """One a line: name, role, since when."""
    found = opened(accounts).all()
    write_lines(f"{account.name}\t{account.role.value}\t{account.since}" for account in found)
    if not found:
        typer.echo(f"no accounts in {accounts_path(accounts)}; make one with recoupe accounts add NAME ROLE", err=True)


@app.command("role", short_help="Give an account another role.")
def role(name: Name, role: RoleName, accounts: AccountsOption = None) -> None:
    """Give an account another role; it counts from the next page on."""
    opened(accounts).set_role(name, _role(role))


@app.command("password", short_help="Give an account another password.")
def password(name: Name, accounts: AccountsOption = None) -> None:
    """Give an account another password, asked for or read from standard input. Its sessions end."""
    kept = opened(accounts)
    kept.get(name)
    kept.set_password(name, _password())


@app.command("remove", short_help="Remove an account.")
def remove(name: Name, accounts: AccountsOption = None) -> None:
    """Remove an account; what it decided stays. Its sessions end."""
    opened(accounts).remove(name)


def _role(name: str) -> Role:
    from recoupe.web.accounts import Role

    try:
        return Role(name.lower())
    except ValueError:
        raise UsageError(f"{name}: no such role; one of {', '.join(role.value for role in Role)}") from None


def _password() -> str:
    """Twice from a person, one line from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise UsageError("the two were not the same; nothing was changed")
    return first

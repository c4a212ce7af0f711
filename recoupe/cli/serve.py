"""``recoupe serve``: the workbench in the browser."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from recoupe.cli.accounts import AccountsOption, accounts_path
from recoupe.cli.options import LedgerOption, ledger_path
from recoupe.errors import UsageError

SHORT = "Open the workbench in the browser."
HELP = """Open the workbench: pages over one ledger, on 127.0.0.1. Nothing outside this machine can reach it, and it loads nothing
from elsewhere. Stop it with Ctrl-C. To let other machines in, see --host: people then sign in with an account."""
HERE = "127.0.0.1"


def serve(
    ledger: LedgerOption = None,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="On which port.")] = 8765,
    knowledge: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of actors, places and outlets of your own."),
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="GeoJSON lines of borders that maps draw.")
    ] = None,
    viewpoint: Annotated[str, typer.Option(metavar="NAME", help="Whose view of borders that is; said beside the maps.")] = "",
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Of this machine; another than 127.0.0.1 needs accounts.")] = HERE,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name under which browsers may ask for it; can be repeated.")
    ] = None,
    accounts: AccountsOption = None,
    tls_certificate: Annotated[Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="PEM.")] = None,
    behind_proxy: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the proxy that speaks https for it; its headers are believed.")
    ] = None,
    without_tls: Annotated[bool, typer.Option("--without-tls", help="Let other machines in without encryption.")] = False,
) -> None:
    import socket

    import uvicorn

    from recoupe.web.app import create_app

    tls = Tls(tls_certificate, tls_key, behind_proxy, without_tls)
    settings = _settings(ledger_path(ledger), knowledge, host=host, names=allow_host or [], accounts=accounts, tls=tls)
    if boundaries is not None:
        _read_boundaries(boundaries, viewpoint)
        settings = replace(settings, boundaries=boundaries, viewpoint=viewpoint)
    elif viewpoint:
        raise UsageError("--viewpoint says whose borders a file shows: name it with --boundaries FILE")
    with socket.socket() as probe:
        if probe.connect_ex((HERE, port)) == 0:
            raise UsageError(f"--port {port}: another program uses it; name another port")
    app = create_app(settings)
    scheme = "https" if tls_certificate else "http"
    shown = host if not _is_any(host) else settings.hosts[-1]
    typer.echo(f"Recoupe: {scheme}://{shown}:{port}/  ({settings.ledger}); stop with Ctrl-C", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, **tls.for_server())


def _read_boundaries(file: Path, viewpoint: str) -> None:
    """Raises ``UsageError`` for a file without lines to draw."""
    from recoupe.export.geojson import read_boundaries

    try:
        lines = list(read_boundaries(file.read_text(encoding="utf-8"), viewpoint=viewpoint or None))
    except ValueError as exc:
        raise UsageError(f"--boundaries {file}: {exc}") from exc
    if not lines:
        raise UsageError(f"--boundaries {file}: no line in it{f' is of the viewpoint {viewpoint}' if viewpoint else ''}")


@dataclass(frozen=True, slots=True)
class Tls:
    certificate: Path | None
    key: Path | None
    proxy: str | None
    without: bool

    @property
    def is_on(self) -> bool:
        """Browsers reach it by https."""
        return self.certificate is not None or self.proxy is not None

    def for_server(self) -> dict[str, Any]:
        told: dict[str, Any] = {"proxy_headers": self.proxy is not None, "forwarded_allow_ips": self.proxy or ""}
        if self.certificate is not None:
            told |= {"ssl_certfile": str(self.certificate), "ssl_keyfile": str(self.key) if self.key else None}
        return told


def _settings(
    ledger: Path, knowledge: Path | None, *, host: str, names: list[str], accounts: Path | None, tls: Tls
) -> Any:
    """Raises ``UsageError`` for what would let in whom nobody means to let in."""
    from recoupe.web.settings import LOOPBACK, WebSettings

    own = () if _is_any(host) else (_as_host(host),)
    asked_as = tuple(dict.fromkeys((*LOOPBACK, *own, *(_as_host(name) for name in names))))
    if tls.key is not None and tls.certificate is None:
        raise UsageError("--tls-key without --tls-certificate")
    is_alone = _is_loopback(host) and all(_is_loopback(name) for name in names) and tls.proxy is None
    if is_alone and accounts is None:
        return WebSettings(ledger, asked_as, knowledge, encrypted=tls.is_on)
    path = accounts_path(accounts)
    _refuse_without_accounts(path)
    if _is_any(host) and not names:
        raise UsageError(f"--host {host}: say with --allow-host NAME under which name browsers ask for it")
    if not is_alone and not tls.is_on and not tls.without:
        raise UsageError(
            "passwords and reports would cross the network for everybody to read: give --tls-certificate and --tls-key, name the "
            "proxy that speaks https with --behind-proxy, or say --without-tls"
        )
    return WebSettings(ledger, asked_as, knowledge, accounts=path, encrypted=tls.is_on)


def _refuse_without_accounts(path: Path) -> None:
    from recoupe.web.accounts import Accounts

    if not Accounts(path).all():
        raise UsageError(f"other machines need an account, and {path} has none: make one with recoupe accounts add NAME ROLE")


def _as_host(name: str) -> str:
    """As the ``Host`` header has it, without a port."""
    bare = name.strip().lower().strip("[]")
    if not bare or "/" in bare or "*" in bare:
        raise UsageError(f"--allow-host {name}: a name or an address, without scheme, port and wildcard")
    try:
        return f"[{bare}]" if ipaddress.ip_address(bare).version == 6 else bare
    except ValueError:
        if ":" in bare:
            raise UsageError(f"--allow-host {name}: a name or an address, without scheme, port and wildcard") from None
        return bare


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False

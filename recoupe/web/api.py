"""The description at ``/api``: of each address what it takes, what it answers, and how it fails."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

Described = dict[str, Any]
COMPONENTS = "#/components/schemas/"
GEOJSON = ("/map.json", "/control.json", "/map/boundaries.json", "/map/names.json")
FAILURES = {
    "400": "It cannot be understood", "401": "Nobody is signed in, where accounts are asked for",
    "403": "The account may not, or the form is of another session", "404": "It is not there",
    "409": "Another program writes to the ledger, or somebody else decided meanwhile", "413": "It is too large",
    "422": "A parameter is of the wrong kind", "503": "The ledger cannot be used",
}  # fmt: skip


def describe(app: FastAPI) -> Described:
    """OpenAPI 3.1. Worked out when it is first asked for."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, routes=app.routes, description=_ABOUT)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas |= _components()
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for path, methods in made["paths"].items():
            for method, told in methods.items():
                told["responses"] = _answers(path, method)
        app.openapi_schema = made
    return app.openapi_schema


_ABOUT = (
    "Every page of the workbench has a twin that ends in .json, most have one in .csv. Claims are what somebody says; nothing "
    "here says what is true. Where accounts are asked for, programs sign in as browsers do, with a form's token and a cookie."
)


def _answers(path: str, method: str) -> Described:
    failed = {
        status: {"description": told, "content": _failed(path, method)}
        for status, told in FAILURES.items() if method != "get" or status != "413"
    }  # fmt: skip
    return {**_success(path, method), **failed}


def _failed(path: str, method: str) -> Described:
    """Programs get JSON, people a page."""
    if method == "get" and path.endswith((".json", ".csv")):
        return {"application/json": {"schema": {"$ref": COMPONENTS + "Failure"}}}
    return {"text/html": {"schema": {"type": "string"}}}


def _success(path: str, method: str) -> Described:
    if method != "get":
        return {"303": {"description": "Done; on to where it shows"}}
    if path.endswith(".csv"):
        return {"200": {"description": "A table", "content": {"text/csv": {"schema": {"type": "string"}}}}}
    if path.endswith(".json"):
        kind = "application/geo+json" if path in GEOJSON else "application/json"
        return {"200": {"description": "As described", "content": {kind: {"schema": _schemas()[0].get(path, {})}}}}
    return {"200": {"description": "A page", "content": {"text/html": {"schema": {"type": "string"}}}}}


def _components() -> Described:
    return _schemas()[1]


@cache
def _schemas() -> tuple[Described, Described]:
    """By path the schema of an answer, and the parts that they refer to."""
    from pydantic import TypeAdapter

    from recoupe.web.described import ANSWERS, Failure

    asked = [(path, "serialization", TypeAdapter(kind)) for path, kind in ANSWERS.items()]
    asked.append(("Failure", "serialization", TypeAdapter(Failure)))
    found, whole = TypeAdapter.json_schemas(asked, ref_template=COMPONENTS + "{model}")  # type: ignore[arg-type]
    parts = whole.get("$defs", {}) | _claim()
    parts.setdefault("Failure", found["Failure", "serialization"])
    return {path: schema for (path, _), schema in found.items() if path != "Failure"}, parts


def _claim() -> Described:
    """The contract of the claims file, its parts under names of their own."""
    text = files("recoupe").joinpath("data", "ontology", "claims.schema.json").read_text(encoding="utf-8")
    read: Described = json.loads(text.replace("#/$defs/", COMPONENTS + "Claim-"))
    parts: Described = read.pop("$defs")
    read.pop("$schema")
    return {"Claim": read, **{f"Claim-{name}": part for name, part in parts.items()}}

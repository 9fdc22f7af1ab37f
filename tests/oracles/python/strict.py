"""Judges an API request by botocore's own validator and by everything else its model says: enums, patterns, lengths, and the ranges that
MediaLive's model carries in the names of its shapes (`__integerMin1Max10`) instead of in traits."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Iterator, Optional

import regex
from botocore.validate import ParamValidator

from inputs import UNKNOWN
from shapes import ApiShape, api_input

Path = tuple
Finding = tuple  # (path, message)
Hits = set  # of (generic path, value)

_RANGE = regex.compile(r"^__(?:integer|long|double|string|listOf)?\w*?(?:Min(?P<min>(?:Negative)?\d+))?(?:Max(?P<max>(?:Negative)?\d+))?(?:Pattern\w*)?$")

# Patterns that a shape's name only hints at, as the MediaLive API reference spells them (MaintenanceCreateSettings: an hour, "HH:00").
_PATTERNS = {"__stringPattern010920300": r"^([0,1]?[0-9]|2[0-3]):00$"}

_validator = ParamValidator()


def judge_request(target: str, body: dict[str, Any]) -> tuple[list[Finding], Hits]:
    shape = api_input(target)
    findings = list(_botocore(shape, body))
    hits: Hits = set()
    findings.extend(_strict(shape, body, (), "", hits))
    return findings, hits


def _botocore(shape: ApiShape, body: dict[str, Any]) -> Iterator[Finding]:
    # The report's text is for people; its entries, which this pinned version keeps in a list, carry the path.
    for reason, name, extra in _validator.validate(body, shape.shape)._errors:
        path = _path(name)
        if reason == "missing required field":
            yield path + (extra["required_name"],), "is required"
        elif reason == "unknown field":
            yield path + (extra["unknown_param"],), "is not a member of the request here; those are " + ", ".join(extra["valid_names"])
        elif reason == "invalid type":
            yield path, f"is {type(extra['param']).__name__}, should be {' or '.join(extra['valid_types'])}"
        elif reason not in ("invalid range", "invalid length"):  # those two are repeated below, with the upper bound
            yield path, f"{reason} {extra}"


def _path(name: str) -> Path:
    parts: list[Any] = []
    for part in filter(None, regex.split(r"\.|(\[\d+\])", name)):
        parts.append(int(part[1:-1]) if regex.fullmatch(r"\[\d+\]", part) else part)
    return tuple(parts)


def _strict(shape: ApiShape, value: Any, path: Path, generic: str, hits: Hits) -> Iterator[Finding]:
    if shape.kind == "structure" and isinstance(value, dict):
        for key, member in value.items():
            if key in shape.members:
                below = f"{generic}.{key}" if generic else key
                hits.add((below, None))
                yield from _strict(shape.members[key], member, path + (key,), below, hits)
    elif shape.kind == "list" and isinstance(value, list):
        yield from _bounds(shape, len(value), path, "items")
        for index, item in enumerate(value):
            yield from _strict(shape.element, item, path + (index,), f"{generic}[]", hits)
    elif shape.kind == "map" and isinstance(value, dict):
        yield from _bounds(shape, len(value), path, "entries")
        for key, member in value.items():
            yield from _strict(shape.element, member, path + (key,), f"{generic}.*", hits)
    else:
        yield from _leaf(shape, value, path, generic, hits)


def _leaf(shape: ApiShape, value: Any, path: Path, generic: str, hits: Hits) -> Iterator[Finding]:
    if isinstance(value, bool) and shape.shape.type_name != "boolean" and shape.kind == "scalar":
        yield path, f"is bool, should be {shape.shape.type_name}"  # Python counts True as an int, and so does botocore
    if isinstance(value, bool) or value == UNKNOWN or not isinstance(value, (str, int, float)):
        return
    if not isinstance(value, str):
        yield from _bounds(shape, value, path, "")
    elif shape.shape.type_name == "blob":
        yield from _bounds(shape, len(value.encode()), path, "bytes")
    elif shape.kind == "text":
        yield from _bounds(shape, len(value), path, "characters")
        enum = shape.shape.enum
        if enum:
            hits.add((generic, value))
            if value not in enum:
                yield path, f"{value!r} is not one of {', '.join(sorted(enum))}"
        pattern = _pattern(shape.shape.metadata.get("pattern") or _PATTERNS.get(shape.shape.name))
        if pattern and not pattern.fullmatch(value):
            yield path, f"{value!r} does not match {pattern.pattern}"


def _bounds(shape: ApiShape, size: float, path: Path, unit: str) -> Iterator[Finding]:
    low, high = _limits(shape)
    if low is not None and size < low:
        yield path, f"{size} {unit} is below the minimum of {low:g}".replace("  ", " ")
    if high is not None and size > high:
        yield path, f"{size} {unit} is above the maximum of {high:g}".replace("  ", " ")


def _limits(shape: ApiShape) -> tuple[Optional[float], Optional[float]]:
    """The traits where the model has them, else what the shape's name says."""
    metadata = shape.shape.metadata
    if "min" in metadata or "max" in metadata:
        return metadata.get("min"), metadata.get("max")
    return _named_limits(shape.shape.name, shape.kind)


@lru_cache(maxsize=None)
def _named_limits(name: str, kind: str) -> tuple[Optional[float], Optional[float]]:
    if not name.startswith("__") or kind == "list":  # in `__listOf__stringMin7Max11…` the range is the element's
        return None, None
    match = _RANGE.match(name)
    if not match:
        return None, None
    return _number(match["min"]), _number(match["max"])


def _number(text: Optional[str]) -> Optional[float]:
    return None if text is None else float(text.replace("Negative", "-"))


@lru_cache(maxsize=None)
def _pattern(source: Optional[str]) -> Optional[regex.Pattern[str]]:
    """A service's pattern, which must match the whole value. Java's escapes are close enough to Python's for the models at hand; one that does not compile is an error, never a pass."""
    return regex.compile(source, regex.V0) if source else None


def choices(target: str, depth: int = 14) -> dict[str, list[str]]:
    """Every enum a request can carry, by generic path: what coverage is measured against. A shape within itself is not followed twice."""
    found: dict[str, list[str]] = {}

    def visit(shape: ApiShape, generic: str, trail: tuple[str, ...]) -> None:
        if len(trail) > depth or shape.shape.name in trail and shape.kind == "structure":
            return
        below = trail + (shape.shape.name,)
        if shape.kind == "structure":
            for name, member in shape.members.items():
                visit(member, f"{generic}.{name}" if generic else name, below)
        elif shape.kind in ("list", "map"):
            visit(shape.element, generic + ("[]" if shape.kind == "list" else ".*"), below)
        elif shape.kind == "text" and shape.shape.enum:
            found[generic] = list(shape.shape.enum)

    visit(api_input(target), "", ())
    return found

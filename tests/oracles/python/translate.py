"""Turns a resource's Pulumi inputs into the request or the CloudFormation properties that they stand for, and remembers which input each part came from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from inputs import UNKNOWN, parsed
from shapes import Shape, target_shape

Path = tuple  # of str and int
AUTONAME = "<the name the provider would make>"
REFERENCE = "20260101000000000000000001"  # the form of the caller references that the provider makes up
PAIRS = ({"Key", "Value"}, {"TagKey", "TagValue"}, {"Name", "Value"}, {"ParameterKey", "ParameterValue"})


@dataclass(frozen=True)
class Judge:
    """How the inputs of one type map to one target.

    target   `medialive.CreateChannel` or `AWS::SNS::Topic`
    root     the member of the target that carries the inputs
    places   input path (`metricQueries[].metric`) to member of the enclosing target structure (`MetricStat`, `Metric.Period`, `Rules[0]`);
             `.` says that the block's members belong to the enclosing structure; a leading `/` starts at the target's top
    absent   input path to the reason why this target does not carry it
    fixed    target path to a value that the provider adds by itself where the inputs give none
    texts    input paths of numbers that the target writes as text
    bridged  the inputs are a Terraform provider's: lists for single blocks, maps for pairs, JSON as text
    """

    target: str
    root: str = ""
    places: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    bridged: bool = True

    @property
    def oracle(self) -> str:
        return "cfn-lint" if "::" in self.target else "botocore"


@dataclass
class Translation:
    body: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)

    def origin(self, path: Path) -> str:
        """The input a part of the body came from; what the body adds or lacks is named below the nearest input."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return written(path[length:], self.origins[path[:length]])
        return written(path, "")

    def is_unknown(self, path: Path) -> bool:
        return any(path[: len(unknown)] == unknown for unknown in self.unknown)


def written(path: Path, start: str) -> str:
    for part in path:
        start += f"[{part}]" if isinstance(part, int) else (f".{part}" if start else str(part))
    return start


def translate(judge: Judge, inputs: dict[str, Any], name: str) -> Translation:
    return _Translator(judge).run(inputs, name)


class _Translator:
    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.shape = target_shape(judge.target)
        self.result = Translation()

    def run(self, inputs: dict[str, Any], name: str) -> Translation:
        out, shape, path = self._descend(self.result.body, self.shape, (), self.judge.root)
        self.result.origins[path] = ""
        self._structure(inputs, shape, out, path, "", "")
        for place, value in self.judge.fixed.items():
            head, _, last = place.rpartition(".")
            holder, _, _ = self._descend(self.result.body, self.shape, (), head)
            holder.setdefault(last, f"{name}-0a1b2c3" if value is AUTONAME else value)
        return self.result

    def _descend(self, out: Any, shape: Shape, path: Path, place: str) -> tuple[dict[str, Any], Shape, Path]:
        """Walks down to a member, making what is missing on the way."""
        for part in filter(None, place.split(".")):
            member, first = (part[:-3], True) if part.endswith("[0]") else (part, False)
            shape, path = shape.members[member], path + (member,)
            out = out.setdefault(member, [{}] if first else {})
            if first:
                out, shape, path = out[0], shape.element, path + (0,)
        return out, shape, path

    def _structure(self, value: dict[str, Any], shape: Shape, out: dict[str, Any], path: Path, origin: str, generic: str) -> None:
        for key, member in value.items():
            here = f"{origin}.{key}" if origin else key
            place = f"{generic}.{key}" if generic else key
            if place in self.judge.absent:
                continue
            if self.judge.places.get(place) == ".":
                self._hoist(member, shape, out, path, here, place)
                continue
            holder, holder_shape, holder_path, name = self._place(key, place, shape, out, path)
            if name.removesuffix("[0]") not in holder_shape.members:
                self.result.unplaced.append(here)
                holder[name] = member
                self.result.origins[holder_path + (name,)] = here
                continue
            self._member(member, holder_shape, holder, holder_path, name, here, place)

    def _hoist(self, value: Any, shape: Shape, out: dict[str, Any], path: Path, origin: str, generic: str) -> None:
        for index, block in enumerate(value if isinstance(value, list) else [value]):
            suffix = f"[{index}]" if isinstance(value, list) else ""
            if isinstance(block, dict):
                self._structure(block, shape, out, path, origin + suffix, generic + ("[]" if suffix else ""))

    def _place(self, key: str, place: str, shape: Shape, out: dict[str, Any], path: Path) -> tuple[dict[str, Any], Shape, Path, str]:
        target = self.judge.places.get(place)
        if target is None:
            return out, shape, path, shape.member(key) or key
        if target.startswith("/"):
            out, shape, path, target = self.result.body, self.shape, (), target[1:]
        head, _, last = target.rpartition(".")
        holder, holder_shape, holder_path = self._descend(out, shape, path, head)
        return holder, holder_shape, holder_path, last

    def _member(self, value: Any, shape: Shape, out: dict[str, Any], path: Path, name: str, origin: str, generic: str) -> None:
        if name.endswith("[0]"):
            name = name[:-3]
            out[name] = [self._convert(value, shape.members[name].element, path + (name, 0), origin, generic)]
            return
        existing = out.get(name)
        made = self._convert(value, shape.members[name], path + (name,), origin, generic)
        out[name] = {**existing, **made} if isinstance(existing, dict) and isinstance(made, dict) else made

    def _convert(self, value: Any, shape: Shape, path: Path, origin: str, generic: str) -> Any:
        self.result.origins.setdefault(path, origin)
        if value == UNKNOWN:
            self.result.unknown.append(path)
            return value
        if shape.kind == "free":
            document = parsed(value) if isinstance(value, str) and self.judge.bridged else None
            return value if document is None else document
        if shape.kind == "structure":
            return self._to_structure(value, shape, path, origin, generic)
        if shape.kind == "list":
            return self._to_list(value, shape, path, origin, generic)
        if shape.kind == "map" and isinstance(value, dict):
            return {key: self._convert(member, shape.element, path + (key,), f"{origin}.{key}", f"{generic}.*") for key, member in value.items()}
        if shape.kind == "text" and self.judge.bridged:
            return self._to_text(value, generic)
        return value

    def _to_text(self, value: Any, generic: str) -> Any:
        if isinstance(value, (dict, list)):
            return json.dumps(value)
        return str(value) if generic in self.judge.texts else value

    def _to_structure(self, value: Any, shape: Shape, path: Path, origin: str, generic: str) -> Any:
        bridged_items = self.judge.bridged and "Items" in shape.members
        if bridged_items and isinstance(value, list):
            self.result.origins[path + ("Items",)] = origin
            return self._counted({"Items": self._to_list(value, shape.members["Items"], path + ("Items",), origin, generic)}, shape)
        if bridged_items and isinstance(value, dict) and "items" not in value and _is_pairs(shape.members["Items"]):
            return {"Items": self._pairs(value, shape.members["Items"], path + ("Items",), origin)}
        if isinstance(value, list) and len(value) == 1 and self.judge.bridged:
            self.result.origins[path] = f"{origin}[0]"
            return self._convert(value[0], shape, path, f"{origin}[0]", f"{generic}[]")
        if not isinstance(value, dict):
            return value
        out: dict[str, Any] = {}
        self._structure(value, shape, out, path, origin, generic)
        return self._counted(out, shape) if bridged_items else out

    def _counted(self, out: dict[str, Any], shape: Shape) -> dict[str, Any]:
        """CloudFront wants the number of items beside them, and sometimes a switch; the provider adds both."""
        if "Quantity" in shape.required and isinstance(out.get("Items", []), list):
            out.setdefault("Quantity", len(out.get("Items", [])))
            if "Enabled" in shape.required:
                out.setdefault("Enabled", out["Quantity"] > 0)
        return out

    def _to_list(self, value: Any, shape: Shape, path: Path, origin: str, generic: str) -> Any:
        if self.judge.bridged and isinstance(value, dict) and _is_pairs(shape):
            return self._pairs(value, shape, path, origin)
        if not isinstance(value, list):
            return value
        return [self._element(item, shape.element, path + (index,), f"{origin}[{index}]", f"{generic}[]") for index, item in enumerate(value)]

    def _element(self, item: Any, shape: Shape, path: Path, origin: str, generic: str) -> Any:
        only = shape.required if shape.required else list(shape.members)
        if self.judge.bridged and shape.kind == "structure" and len(only) == 1 and not isinstance(item, (dict, list)):
            self.result.origins[path] = origin
            return {only[0]: self._convert(item, shape.members[only[0]], path + (only[0],), origin, generic)}
        return self._convert(item, shape, path, origin, generic)

    def _pairs(self, value: dict[str, Any], shape: Shape, path: Path, origin: str) -> list[dict[str, Any]]:
        key_name, value_name = sorted(next(pair for pair in PAIRS if pair <= set(shape.element.members)), key=lambda name: name.endswith("Value"))
        pairs = []
        for index, (key, member) in enumerate(value.items()):
            here = path + (index,)
            self.result.origins[here] = f"{origin}.{key}"
            pairs.append({key_name: key, value_name: self._convert(member, shape.element.members[value_name], here + (value_name,), f"{origin}.{key}", "")})
        return pairs


def _is_pairs(shape: Shape) -> bool:
    return shape.kind == "list" and any(pair <= set(shape.element.members) for pair in PAIRS)

"""Judges CloudFormation properties and whole templates by cfn-lint."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from functools import lru_cache
from typing import Any, Iterator, Optional

import regex
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode.decode import decode_str
from cfnlint.helpers import REGIONS
from cfnlint.runner import Runner
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from cfnlint.schema.resolver import RefResolver

from inputs import UNKNOWN

Finding = tuple  # (path, message)

# The registry serves these types from every region's file, but they are global: their region is the provider's, not theirs.
_GLOBAL = ("AWS::CloudFront::", "AWS::IAM::", "AWS::Route53::")
# Update and deletion policies and the reuse of a name within one template say nothing here: Pulumi keeps the lives, and one template holds many lineups.
_SKIPPED = ["I", "W", "E3016", "E3019", "E3010"]
# Warnings that are errors to us: an IAM action that does not exist.
_WANTED = ["W3037"]
# But for those that a guide of AWS's asks for and that no list of actions has: see `_UNLISTED` in policies.py.
_UNLISTED = ("'managedaddoutput'", "'manageddescribeflow'", "'managedremoveoutput'")
_CONSTRAINTS = {"enum", "pattern", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems"}
_BATCH = 150

_memo: dict[str, list[Finding]] = {}


def _remember_references() -> None:
    """cfn-lint searches a whole schema for each `$ref`, anew for each template: a quarter of its time. The schemas are the same ones, and never change."""
    resolve = RefResolver.resolve_fragment
    known: dict[tuple[int, str], tuple[Any, Any]] = {}

    def remembered(self: RefResolver, document: Any, fragment: str) -> Any:
        key = (id(document), fragment)
        # The document is kept beside its answer, so that its identity stays its own.
        if key not in known:
            if len(known) > 50_000:
                known.clear()
            known[key] = (document, resolve(self, document, fragment))
        return known[key][1]

    RefResolver.resolve_fragment = remembered


_remember_references()


def judge_properties(bodies: list[tuple[str, str, dict[str, Any]]]) -> list[list[Finding]]:
    """Findings for each (type, region, properties). Equal bodies are linted once, the others many to a template: that halves the time of each."""
    keys = [_key(*body) for body in bodies]
    fresh: dict[str, dict[str, tuple[str, dict[str, Any]]]] = defaultdict(dict)
    for key, (cfn_type, region, properties) in zip(keys, bodies):
        if key not in _memo:
            fresh[schema_region(cfn_type, region)][key] = (cfn_type, properties)
    for region, resources in fresh.items():
        items = list(resources.items())
        for start in range(0, len(items), _BATCH):
            _lint_batch(region, items[start : start + _BATCH])
    return [list(absence(cfn_type, region)) + _memo[key] for key, (cfn_type, region, _) in zip(keys, bodies)]


def _key(cfn_type: str, region: str, properties: dict[str, Any]) -> str:
    text = json.dumps([cfn_type, schema_region(cfn_type, region), properties], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def absence(cfn_type: str, region: str) -> Iterator[Finding]:
    """cfn-lint's E3006, asked of the region the resource is in."""
    if region not in REGIONS:
        yield (), f"{region} is not a region CloudFormation knows"
    elif not cfn_type.startswith(_GLOBAL) and cfn_type not in _types(region):
        yield (), f"E3006 {cfn_type} does not exist in {region}"


@lru_cache(maxsize=None)
def _types(region: str) -> dict[str, str]:
    return PROVIDER_SCHEMA_MANAGER._load_provider_module(region)


def schema_of(cfn_type: str, region: str) -> str:
    """Names the schema that judges a type in a region, so that regions with the same one can be told from others."""
    if next(absence(cfn_type, region), None):
        return f"absent from {region}"
    return "global" if cfn_type.startswith(_GLOBAL) else _types(region)[cfn_type]


@lru_cache(maxsize=None)
def schema_region(cfn_type: str, region: str) -> str:
    """us-east-1 where it has the very same schema, so that both regions of a lineup are one body."""
    home = _types("us-east-1").get(cfn_type)
    same = region not in REGIONS or cfn_type not in _types(region) or _types(region)[cfn_type] == home
    return "us-east-1" if same or cfn_type.startswith(_GLOBAL) else region


@lru_cache(maxsize=None)
def _runner(region: str) -> Runner:
    # An `include` wins over an `ignore` of the same letter only when the ignored ids are spelt out; so the warnings are filtered below instead.
    return Runner(ConfigMixIn(**ManualArgs(regions=[region], ignore_checks=["I"])))


def _lint(region: str, template: dict[str, Any]) -> Iterator[tuple[tuple, str]]:
    document, errors = decode_str(json.dumps(template))
    for match in errors or _runner(region).validate_template(document):
        rule = match.rule.id
        if rule == "W3037" and match.message.startswith(_UNLISTED):
            continue
        if rule in _WANTED or not rule.startswith(tuple(_SKIPPED)):
            yield tuple(match.path or ()), f"{rule} {_short(match.message)}"


def _short(message: str) -> str:
    return message if len(message) <= 300 else message[:297] + "..."


def _lint_batch(region: str, items: list[tuple[str, tuple[str, dict[str, Any]]]]) -> None:
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {"Unknown": {"Type": "String"}},
        "Resources": {f"R{index}": {"Type": cfn_type, "Properties": _referenced(properties)} for index, (_, (cfn_type, properties)) in enumerate(items)},
    }
    for key, _ in items:
        _memo[key] = []
    for path, message in _lint(region, template):
        if len(path) < 2 or path[0] != "Resources":
            raise RuntimeError(f"cfn-lint failed on a batch: {path} {message}")
        _memo[items[int(path[1][1:])][0]].append((path[3:] if path[2:3] == ("Properties",) else (), message))


def _referenced(value: Any) -> Any:
    """What is not known yet becomes a reference to a parameter without a value: cfn-lint lets that stand wherever a value may."""
    if value == UNKNOWN:
        return {"Ref": "Unknown"}
    if isinstance(value, dict):
        return {key: _referenced(member) for key, member in value.items()}
    return [_referenced(member) for member in value] if isinstance(value, list) else value


def judge_template(template: dict[str, Any], region: str) -> list[Finding]:
    """Findings for a whole template, paths from its top. Templates that differ only in texts no rule reads are linted once."""
    resources = template.get("Resources", {})
    types = {resource.get("Type", "") for resource in resources.values() if isinstance(resource, dict)}
    shape = _masked(template) if all(_free_texts(cfn_type) for cfn_type in types) else template
    regions = {schema_region(cfn_type, region) for cfn_type in types}
    used = region if len(regions) != 1 or region not in REGIONS else regions.pop()
    key = hashlib.sha256(json.dumps([used, shape], sort_keys=True).encode()).hexdigest()
    if key not in _memo:
        _memo[key] = list(_lint(used if used in REGIONS else "us-east-1", template))
    missing = [(("Resources", name, "Type"), message) for name, resource in resources.items() for _, message in absence(resource.get("Type", ""), region)]
    return missing + _memo[key]


@lru_cache(maxsize=None)
def _free_texts(cfn_type: str) -> bool:
    """Whether the type's schema puts no bounds on any value, as that of AWS::MediaLive::Channel does not: then only the template's form counts."""
    if cfn_type not in _types("us-east-1"):
        return False
    return not _constrained(PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", cfn_type).schema["properties"]) and not _constrained(
        PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", cfn_type).schema.get("definitions", {})
    )


def _constrained(node: Any) -> bool:
    if isinstance(node, list):
        return any(_constrained(item) for item in node)
    if not isinstance(node, dict):
        return False
    if node.get("uniqueItems") is True or (_CONSTRAINTS & set(node) and "type" in node):
        return True
    return any(_constrained(member) for member in node.values())


def _masked(value: Any, parent: Optional[str] = None) -> Any:
    """A template's form: the words of its texts levelled, everything with a meaning (references, substitutions, keys, numbers as text) kept."""
    if parent == "Ref" or (parent or "").startswith("Fn::") or parent in ("Type", "Parameters", "DependsOn", "Condition"):
        return value
    if isinstance(value, dict):
        return {key: _masked(member, key) for key, member in value.items()}
    if isinstance(value, list):
        # Equal forms in a list are one: no rule of such a type compares its elements.
        forms = {json.dumps(form, sort_keys=True): form for form in (_masked(member) for member in value)}
        return [forms[text] for text in sorted(forms)]
    if isinstance(value, str):
        return value if "${" in value or "{{" in value or value.isdigit() else regex.sub(r"[\p{L}\d_-]+", "x", value)
    return type(value).__name__ if isinstance(value, (int, float)) else value

"""Judges a CloudFormation stack: its template by cfn-lint, and the media resources in it, with parameters filled in, as the API requests they become."""

from __future__ import annotations

import re
from typing import Any, Iterator

from cfn import judge_template
from inputs import UNKNOWN, parsed
from strict import judge_request
from translate import Judge, translate

Finding = tuple  # (path, message)

# CloudFormation spells these types' properties as the API does; a map of tags is the one form that differs from other types and agrees here.
_REQUESTS = {
    "AWS::MediaLive::Channel": Judge("medialive.CreateChannel", bridged=False),
    "AWS::MediaLive::Input": Judge("medialive.CreateInput", bridged=False),
    "AWS::MediaLive::InputSecurityGroup": Judge("medialive.CreateInputSecurityGroup", bridged=False),
}
# CloudFormation quotas: a body given inline.
_BODY_BYTES = 51_200


def judge_stack(inputs: dict[str, Any], region: str, hits: dict[str, set]) -> Iterator[tuple[str, str, str]]:
    """Yields (oracle, path, message)."""
    body = inputs.get("templateBody")
    if not isinstance(body, str) or body == UNKNOWN:
        return
    template = parsed(body)
    if not isinstance(template, dict):
        return  # reported as a text that is not JSON
    if len(body.encode()) > _BODY_BYTES:
        yield "cfn-lint", "templateBody", f"is {len(body.encode())} bytes, CloudFormation takes {_BODY_BYTES} inline"
    for path, message in judge_template(template, region):
        yield "cfn-lint", _written(path), message
    yield from _parameters(template, inputs.get("parameters", {}))
    values = _values(template, inputs.get("parameters", {}), region)
    for name, resource in template.get("Resources", {}).items():
        judge = _REQUESTS.get(resource.get("Type", "")) if isinstance(resource, dict) else None
        if judge:
            yield from _request(judge, name, _resolved(resource.get("Properties", {}), values), hits)


def _request(judge: Judge, name: str, properties: dict[str, Any], hits: dict[str, set]) -> Iterator[tuple[str, str, str]]:
    made = translate(judge, properties, name)
    findings, seen = judge_request(judge.target, made.body)
    hits.setdefault(judge.target, set()).update(seen)
    for path, message in findings:
        if not made.is_unknown(path):
            yield "botocore", f"templateBody.Resources.{name}.Properties.{made.origin(path)}", message


def _parameters(template: dict[str, Any], given: Any) -> Iterator[tuple[str, str, str]]:
    """What CreateStack refuses: a parameter the template does not declare, and one that gets no value."""
    declared = template.get("Parameters", {})
    given = given if isinstance(given, dict) else {}
    for name in sorted(set(given) - set(declared)):
        yield "cfn-lint", f"parameters.{name}", "is not a parameter of the template"
    for name, parameter in declared.items():
        if name not in given and "Default" not in parameter:
            yield "cfn-lint", f"parameters.{name}", "has neither a value nor a default"


def _values(template: dict[str, Any], given: Any, region: str) -> dict[str, Any]:
    values: dict[str, Any] = {"AWS::Region": region, "AWS::Partition": "aws", "AWS::AccountId": "123456789012"}
    for name, parameter in template.get("Parameters", {}).items():
        value = (given if isinstance(given, dict) else {}).get(name, parameter.get("Default", UNKNOWN))
        values[name] = _number(value) if parameter.get("Type") == "Number" else value
    return values


def _number(value: Any) -> Any:
    try:
        return float(value) if "." in str(value) else int(value)
    except ValueError:
        return value


def _resolved(value: Any, values: dict[str, Any]) -> Any:
    """Parameters by their values; whatever else CloudFormation would work out is not known."""
    if isinstance(value, list):
        return [_resolved(item, values) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        return {key: _resolved(member, values) for key, member in value.items()}
    key, argument = next(iter(value.items()))
    if key == "Ref":
        return values.get(argument, UNKNOWN)
    if key == "Fn::Sub" and isinstance(argument, str):
        return _substituted(argument, values)
    if key == "Fn::Join":
        parts = _resolved(argument[1], values)
        return UNKNOWN if UNKNOWN in parts else argument[0].join(str(part) for part in parts)
    if key.startswith("Fn::"):
        return UNKNOWN
    return {key: _resolved(argument, values)}


def _substituted(text: str, values: dict[str, Any]) -> str:
    names = re.findall(r"\$\{([^!][^}]*)\}", text)
    if any(values.get(name, UNKNOWN) == UNKNOWN for name in names):
        return UNKNOWN
    return re.sub(r"\$\{([^!][^}]*)\}", lambda match: str(values[match[1]]), text)


def _written(path: tuple) -> str:
    return "templateBody" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)

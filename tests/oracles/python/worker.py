"""Answers requests on standard input, one JSON object a line, until it closes.

{"id": 1, "op": "judge", "resources": [{"type", "name", "region", "inputs"}]}
    -> {"id": 1, "results": [{"oracles": [...] | null, "complaints": [[oracle, path, message]]}], "hits": {"medialive.CreateChannel": {"<path>": [values]}}}
{"id": 2, "op": "unplaced", "type": "aws:sns/topic:Topic", "inputs": {...}} -> {"id": 2, "unplaced": {"AWS::SNS::Topic": [...]}}
{"id": 3, "op": "choices", "target": "medialive.CreateChannel"} -> {"id": 3, "choices": {"<path>": [values]}}
{"id": 4, "op": "types"} -> {"id": 4, "types": {"aws:sns/topic:Topic": ["AWS::SNS::Topic"]}, "refused": [...], "named": {"aws:sns/topic:Topic": [<input paths in its tables>]}}
{"id": 5, "op": "offers", "pairs": [[type, or of a stack "<type> <types in its template>", region]]} -> {"id": 5, "offers": [<what judges that type in that region; equal texts judge equally>]}
An error in one request is its answer ({"id", "error"}), never the end of the process.
"""

from __future__ import annotations

import gc
import json
import sys
import traceback
from typing import Any, Iterator

from botocore.session import Session

from cfn import judge_properties, schema_of
from inputs import plain
from judges_buckets import BUCKETS, REFUSED_BUCKETS
from judges_core import CORE, REFUSED_CORE
from judges_firewall import FIREWALL
from judges_flows import FLOWS
from judges_media import MEDIA
from judges_naming import NAMING
from policies import DOCUMENTS, judge_policies, judge_texts
from strict import choices, judge_request
from template import judge_stack
from translate import Judge, Translation, translate, written

JUDGES: dict[str, list[Judge]] = {**CORE, **BUCKETS, **FIREWALL, **FLOWS, **NAMING, **MEDIA}
REFUSED = {**REFUSED_CORE, **REFUSED_BUCKETS}
# Services whose regions botocore lists; for others an empty list there means "not recorded", not "nowhere".
_REGIONAL = ("medialive", "mediapackagev2")
_regions = {service: set(Session().get_available_regions(service)) for service in _REGIONAL}

_STACK = "aws:cloudformation/stack:Stack"

Complaints = list  # of [oracle, path, message]


class Judged:
    """One resource on its way through its judges."""

    def __init__(self, resource: dict[str, Any]) -> None:
        self.type: str = resource["type"]
        self.name: str = resource["name"]
        self.region: str = resource["region"]
        self.inputs: dict[str, Any] = plain(resource["inputs"])
        self.complaints: Complaints = []
        self.oracles: list[str] = []

    def complain(self, oracle: str, path: str, message: str) -> None:
        if [oracle, path, message] not in self.complaints:
            self.complaints.append([oracle, path, message])

    def note(self, oracle: str) -> None:
        if oracle not in self.oracles:
            self.oracles.append(oracle)

    def answer(self) -> dict[str, Any]:
        return {"oracles": self.oracles or None, "complaints": self.complaints}


def judge(resources: list[dict[str, Any]]) -> dict[str, Any]:
    judged = [Judged(resource) for resource in resources]
    hits: dict[str, set] = {}
    waiting: list[tuple[Judged, Judge, Translation]] = []
    for item in judged:
        for one in JUDGES.get(item.type, []):
            made = translate(one, item.inputs, item.name)
            item.note(one.oracle)
            if one.oracle == "cfn-lint":
                waiting.append((item, one, made))
            else:
                _request(item, one, made, hits)
        _documents(item)
        if item.type == _STACK:
            item.note("cfn-lint")
            for complaint in judge_stack(item.inputs, item.region, hits):
                item.complain(*complaint)
    _properties(waiting)
    return {"results": [item.answer() for item in judged], "hits": _listed(hits)}


def _request(item: Judged, one: Judge, made: Translation, hits: dict[str, set]) -> None:
    service = one.target.split(".")[0]
    if service in _REGIONAL and item.region not in _regions[service]:
        item.complain("botocore", "region", f"{service} is not offered in {item.region}")
    findings, seen = judge_request(one.target, made.body)
    hits.setdefault(one.target, set()).update(seen)
    for path, message in findings:
        if not made.is_unknown(path):
            item.complain("botocore", made.origin(path), message)


def _properties(waiting: list[tuple[Judged, Judge, Translation]]) -> None:
    found = judge_properties([(one.target, item.region, made.body) for item, one, made in waiting])
    for (item, _, made), findings in zip(waiting, found):
        for path, message in findings:
            if not made.is_unknown(path):
                item.complain("cfn-lint", made.origin(path), message)


def _documents(item: Judged) -> None:
    if item.type in DOCUMENTS:
        item.note("policy_sentry")
    for path, message in judge_policies(item.type, item.inputs):
        item.complain("policy_sentry", written(path, ""), message)
    for path, message in judge_texts(item.type, item.inputs):
        item.complain("json", written(path, ""), message)


def _listed(hits: dict[str, set]) -> dict[str, dict[str, list[str]]]:
    out: dict[str, dict[str, list[str]]] = {}
    for target, seen in hits.items():
        paths = out.setdefault(target, {})
        for path, value in seen:
            values = paths.setdefault(path, [])
            if value is not None:
                values.append(value)
    return out


def _named() -> dict[str, list[str]]:
    return {name: sorted({path for one in judges for path in (*one.places, *one.absent, *one.texts)}) for name, judges in JUDGES.items()}


def _offer(resource_type: str, region: str) -> str:
    if resource_type.startswith(_STACK):
        return _offer_of_stack(resource_type.removeprefix(_STACK).strip(), region)
    parts = [schema_of(one.target, region) for one in JUDGES.get(resource_type, []) if one.oracle == "cfn-lint"]
    services = {one.target.split(".")[0] for one in JUDGES.get(resource_type, []) if one.oracle == "botocore"}
    parts.extend(f"no {service} in {region}" for service in sorted(services & set(_REGIONAL)) if region not in _regions[service])
    return " ".join(parts)


def _offer_of_stack(types: str, region: str) -> str:
    """A template is judged by the schemas of its types, and one that cannot be read by its region; the model of the API is the same everywhere."""
    return " ".join(f"{one}: {schema_of(one, region)}" for one in types.split(",")) if types else region


def answer(request: dict[str, Any]) -> dict[str, Any]:
    op = request["op"]
    if op == "judge":
        return judge(request["resources"])
    if op == "unplaced":
        return {"unplaced": {one.target: translate(one, request["inputs"], "probe").unplaced for one in JUDGES[request["type"]]}}
    if op == "choices":
        return {"choices": choices(request["target"])}
    if op == "types":
        return {"types": {name: [one.target for one in judges] for name, judges in JUDGES.items()}, "refused": sorted(REFUSED), "named": _named()}
    if op == "offers":
        return {"offers": [_offer(*pair) for pair in request["pairs"]]}
    raise ValueError(f"no such operation: {op}")


def serve(lines: Iterator[str]) -> None:
    for line in lines:
        request = json.loads(line)
        try:
            reply = answer(request)
        except Exception:  # the caller turns it into a failed test; the next request still gets its answer
            reply = {"error": traceback.format_exc(limit=6)}
        sys.stdout.write(json.dumps({"id": request["id"], **reply}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    # Schemas by the ten thousand live as long as the process: looking through them for garbage again and again costs more than it frees.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    serve(iter(sys.stdin.readline, ""))

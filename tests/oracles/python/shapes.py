"""One view of what a request may look like, over two sources: botocore's service models and CloudFormation's resource schemas."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Iterator, Optional

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.model import Shape as BotocoreShape
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER


class Shape:
    """kind is structure, list, map, text, scalar or free (a document whose keys are its writer's own and are never renamed)."""

    kind: str

    @cached_property
    def members(self) -> dict[str, Shape]:
        return {}

    @cached_property
    def required(self) -> list[str]:
        return []

    @cached_property
    def element(self) -> Shape:
        raise TypeError(f"a {self.kind} has no elements")

    @cached_property
    def by_lower_case(self) -> dict[str, str]:
        return {name.lower(): name for name in self.members}

    def member(self, key: str) -> Optional[str]:
        """The member a camelCase input stands for: names differ from the API's in their capitals only, unless a table says otherwise."""
        return key if key in self.members else self.by_lower_case.get(key.lower())


class ApiShape(Shape):
    _known: dict[int, "ApiShape"] = {}

    def __init__(self, shape: BotocoreShape) -> None:
        self.shape = shape
        kinds = {"structure": "structure", "list": "list", "map": "map", "string": "text"}
        self.kind = "free" if getattr(shape, "is_document_type", False) else kinds.get(shape.type_name, "scalar")

    @cached_property
    def members(self) -> dict[str, Shape]:
        if self.kind != "structure":
            return {}
        return {name: ApiShape(member) for name, member in self.shape.members.items()}

    @cached_property
    def required(self) -> list[str]:
        return list(self.shape.required_members) if self.kind == "structure" else []

    @cached_property
    def element(self) -> Shape:
        return ApiShape(self.shape.member if self.kind == "list" else self.shape.value)


class CfnShape(Shape):
    def __init__(self, schema: dict[str, Any], root: dict[str, Any]) -> None:
        self.root = root
        self.schema = _resolve(schema, root)

    @cached_property
    def kind(self) -> str:  # asked for when it is needed: a schema may contain itself, as a firewall's statement does
        if self.members:
            return "structure"
        if "items" in self.schema:
            return "list"
        if "patternProperties" in self.schema:
            return "map"
        types = _types(self.schema)
        if "object" in types or not types:
            return "free"
        return "text" if "string" in types else "scalar"

    @cached_property
    def members(self) -> dict[str, Shape]:
        found: dict[str, Shape] = {}
        for branch in _branches(self.schema, self.root):
            for name, schema in branch.get("properties", {}).items():
                if name not in found and isinstance(schema, dict):
                    found[name] = CfnShape(schema, self.root)
        return found

    @cached_property
    def required(self) -> list[str]:
        return list(self.schema.get("required", []))

    @cached_property
    def element(self) -> Shape:
        if self.kind == "map":
            return CfnShape(next(iter(self.schema["patternProperties"].values())), self.root)
        return CfnShape(self.schema["items"], self.root)


def _types(schema: dict[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return types if isinstance(types, list) else [types]


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        node: Any = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            node = node[part]
        schema = node
    return schema


def _branches(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and the alternatives it offers (a lifecycle rule's filter, say, is written as one of several)."""
    yield schema
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(keyword, []):
            yield from _branches(_resolve(branch, root), root)


_loader = Loader(
    extra_search_paths=[Loader.BUILTIN_DATA_PATH],
    include_default_search_paths=False,  # a person's own models in ~/.aws/models are not the oracle
)
_services: dict[str, ServiceModel] = {}
_inputs: dict[str, ApiShape] = {}
_resources: dict[str, CfnShape] = {}


def api_input(target: str) -> ApiShape:
    """The input of an operation, written `medialive.CreateChannel`."""
    if target not in _inputs:
        service, operation = target.split(".")
        if service not in _services:
            _services[service] = ServiceModel(_loader.load_service_model(service, "service-2"), service)
        _inputs[target] = ApiShape(_services[service].operation_model(operation).input_shape)
    return _inputs[target]


def cfn_resource(cfn_type: str) -> CfnShape:
    """The properties of a CloudFormation resource type, from the schema cfn-lint ships for us-east-1 (where every type we use exists)."""
    if cfn_type not in _resources:
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", cfn_type).schema
        _resources[cfn_type] = CfnShape({"properties": schema["properties"], "required": schema.get("required", [])}, schema)
    return _resources[cfn_type]


def target_shape(target: str) -> Shape:
    return cfn_resource(target) if "::" in target else api_input(target)

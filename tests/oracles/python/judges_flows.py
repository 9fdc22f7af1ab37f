"""Which target judges each type of MediaConnect. See judges_core.py for the form."""

from __future__ import annotations

from translate import Judge

_TAGS = "a map there, a list here"
_ANSWER = "an answer of the service"

FLOWS: dict[str, list[Judge]] = {
    "aws-native:mediaconnect:Flow": [
        Judge("AWS::MediaConnect::Flow", bridged=False),
        Judge(
            "mediaconnect.CreateFlow",
            absent={
                "tags": _TAGS,
                "source.tags": _TAGS,
                "source.ingestIp": _ANSWER,
                "source.sourceArn": _ANSWER,
                "source.sourceIngestPort": _ANSWER,
                "mediaStreams[].fmt": _ANSWER,
                "mediaStreams[].tags": _TAGS,
                "vpcInterfaces[].networkInterfaceIds": _ANSWER,
                "vpcInterfaces[].tags": _TAGS,
            },
            bridged=False,
        ),
    ],
    "aws-native:mediaconnect:FlowSource": [
        Judge("AWS::MediaConnect::FlowSource", bridged=False),
        Judge("mediaconnect.AddFlowSources", root="Sources[0]", places={"flowArn": "/FlowArn"}, absent={"tags": _TAGS}, bridged=False),
    ],
    "aws-native:mediaconnect:FlowOutput": [
        Judge("AWS::MediaConnect::FlowOutput", bridged=False),
        Judge("mediaconnect.AddFlowOutputs", root="Outputs[0]", places={"flowArn": "/FlowArn"}, absent={"tags": _TAGS}, bridged=False),
    ],
    "aws-native:mediaconnect:FlowEntitlement": [
        Judge("AWS::MediaConnect::FlowEntitlement", bridged=False),
        Judge("mediaconnect.GrantFlowEntitlements", root="Entitlements[0]", places={"flowArn": "/FlowArn"}, absent={"tags": _TAGS}, bridged=False),
    ],
}

"""Which target judges each type of the live path and the edge. See judges_core.py for the form."""

from __future__ import annotations

from judges_words import PROVIDER, REGION
from translate import AUTONAME, REFERENCE, Judge

_CONFIG = "DistributionConfigWithTags.DistributionConfig"

# What the bridged distribution calls by another name than CloudFront's API and CloudFormation do.
_DISTRIBUTION_BOTH = {
    "isIpv6Enabled": "IsIPV6Enabled",
    "loggingConfig": "Logging",
    "orderedCacheBehaviors": "CacheBehaviors",
    "originGroups[].originId": "Id",
    "origins[].originId": "Id",
    "webAclId": "WebACLId",
}
for _behaviour in ("defaultCacheBehavior", "orderedCacheBehaviors[]"):
    _DISTRIBUTION_BOTH[f"{_behaviour}.lambdaFunctionAssociations[].lambdaArn"] = "LambdaFunctionARN"

_DISTRIBUTION_API = {
    **_DISTRIBUTION_BOTH,
    "defaultCacheBehavior.cachedMethods": "AllowedMethods.CachedMethods",
    "orderedCacheBehaviors[].cachedMethods": "AllowedMethods.CachedMethods",
    "origins[].customHeaders[].name": "HeaderName",
    "origins[].customHeaders[].value": "HeaderValue",
    "restrictions.geoRestriction.locations": "Items",
    "tags": "/DistributionConfigWithTags.Tags",
}
_DISTRIBUTION_CFN = {
    **_DISTRIBUTION_BOTH,
    "isIpv6Enabled": "IPV6Enabled",
    "origins[].customHeaders": "OriginCustomHeaders",
    "origins[].customHeaders[].name": "HeaderName",
    "origins[].customHeaders[].value": "HeaderValue",
    "tags": "/Tags",
}
_DISTRIBUTION_ABSENT = {"retainOnDelete": PROVIDER, "waitForDeployment": PROVIDER}


def _native(cfn_type: str, *api: Judge) -> list[Judge]:
    """aws-native inputs are the CloudFormation properties in camelCase; nothing else is changed, so a wrong form stays wrong."""
    return [Judge(cfn_type, places={"awsId": "Id"} if cfn_type.endswith("HealthCheck") else {}, bridged=False), *api]


_BURN_IN = "encoderSettings.videoDescriptions[].codecSettings.h265Settings.timecodeBurninSettings"

MEDIA: dict[str, list[Judge]] = {
    "aws:medialive/channel:Channel": [
        Judge(
            "medialive.CreateChannel",
            places={
                "encoderSettings.audioDescriptions[].audioWatermarkSettings": "AudioWatermarkingSettings",
                f"{_BURN_IN}.timecodeBurninFontSize": "FontSize",
                f"{_BURN_IN}.timecodeBurninPosition": "Position",
                "inputSpecification.inputResolution": "Resolution",
            },
            absent={**REGION, "startChannel": PROVIDER, "vpc.availabilityZones": "an answer of the service", "vpc.networkInterfaceIds": "an answer of the service"},
        )
    ],
    "aws:medialive/input:Input": [Judge("medialive.CreateInput", absent=REGION)],
    "aws:medialive/inputSecurityGroup:InputSecurityGroup": [Judge("medialive.CreateInputSecurityGroup", absent=REGION)],
    "aws:cloudformation/stack:Stack": [
        Judge(
            "cloudformation.CreateStack",
            places={"iamRoleArn": "RoleARN", "name": "StackName", "policyBody": "StackPolicyBody", "policyUrl": "StackPolicyURL"},
            absent=REGION,
            fixed={"StackName": AUTONAME},
        )
    ],
    "aws-native:mediapackagev2:ChannelGroup": _native("AWS::MediaPackageV2::ChannelGroup", Judge("mediapackagev2.CreateChannelGroup", absent={"tags": "a map there, a list here"})),
    "aws-native:mediapackagev2:Channel": _native("AWS::MediaPackageV2::Channel", Judge("mediapackagev2.CreateChannel", absent={"tags": "a map there, a list here"})),
    "aws-native:mediapackagev2:ChannelPolicy": _native("AWS::MediaPackageV2::ChannelPolicy", Judge("mediapackagev2.PutChannelPolicy")),
    "aws-native:mediapackagev2:OriginEndpoint": _native(
        "AWS::MediaPackageV2::OriginEndpoint",
        Judge(
            "mediapackagev2.CreateOriginEndpoint",
            absent={"hlsManifests[].url": "an answer of the service", "lowLatencyHlsManifests[].url": "an answer of the service", "tags": "a map there, a list here"},
        ),
    ),
    "aws-native:mediapackagev2:OriginEndpointPolicy": _native("AWS::MediaPackageV2::OriginEndpointPolicy", Judge("mediapackagev2.PutOriginEndpointPolicy")),
    "aws-native:cloudfront:Distribution": _native("AWS::CloudFront::Distribution"),
    "aws-native:s3:BucketPolicy": _native("AWS::S3::BucketPolicy"),
    "aws:cloudfront/distribution:Distribution": [
        Judge(
            "cloudfront.CreateDistributionWithTags",
            root=_CONFIG,
            places=_DISTRIBUTION_API,
            absent=_DISTRIBUTION_ABSENT,
            # The provider makes up the reference and sends empty texts and lists where the configuration has none.
            fixed={f"{_CONFIG}.CallerReference": REFERENCE, f"{_CONFIG}.Comment": "", "DistributionConfigWithTags.Tags.Items": []},
            texts=frozenset({"customErrorResponses[].responseCode"}),
        ),
        Judge(
            "AWS::CloudFront::Distribution",
            root="DistributionConfig",
            places=_DISTRIBUTION_CFN,
            absent=_DISTRIBUTION_ABSENT,
        ),
    ],
    "aws:cloudfront/originAccessControl:OriginAccessControl": [
        Judge("cloudfront.CreateOriginAccessControl", root="OriginAccessControlConfig", fixed={"OriginAccessControlConfig.Name": AUTONAME})
    ],
    "aws:cloudfront/cachePolicy:CachePolicy": [
        Judge("cloudfront.CreateCachePolicy", root="CachePolicyConfig", fixed={"CachePolicyConfig.Name": AUTONAME, "CachePolicyConfig.MinTTL": 0})
    ],
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": [
        Judge("cloudfront.CreateResponseHeadersPolicy", root="ResponseHeadersPolicyConfig", fixed={"ResponseHeadersPolicyConfig.Name": AUTONAME})
    ],
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": [
        Judge("cloudfront.CreateOriginRequestPolicy", root="OriginRequestPolicyConfig", fixed={"OriginRequestPolicyConfig.Name": AUTONAME})
    ],
    "aws:cloudfront/publicKey:PublicKey": [
        Judge(
            "cloudfront.CreatePublicKey",
            root="PublicKeyConfig",
            absent={"namePrefix": PROVIDER},
            fixed={"PublicKeyConfig.CallerReference": REFERENCE, "PublicKeyConfig.Name": AUTONAME},
        )
    ],
    "aws:cloudfront/keyGroup:KeyGroup": [Judge("cloudfront.CreateKeyGroup", root="KeyGroupConfig", fixed={"KeyGroupConfig.Name": AUTONAME})],
    "aws:cloudfront/function:Function": [
        Judge(
            "cloudfront.CreateFunction",
            root="FunctionConfig",
            places={"code": "/FunctionCode", "name": "/Name", "tags": "/Tags"},
            absent={"publish": PROVIDER},
            fixed={"Name": AUTONAME, "FunctionConfig.Comment": ""},
        )
    ],
    "aws:cloudfront/keyValueStore:KeyValueStore": [Judge("cloudfront.CreateKeyValueStore", absent={"timeouts": PROVIDER}, fixed={"Name": AUTONAME})],
}

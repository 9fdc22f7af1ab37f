"""Which target judges names, health checks and certificates. See judges_core.py for the form."""

from __future__ import annotations

from judges_words import ELSEWHERE, PROVIDER, REGION
from translate import REFERENCE, Judge

_RECORD = {
    "aliases": "AliasTarget",
    "aliases[].name": "DNSName",
    "aliases[].zoneId": "HostedZoneId",
    "cidrRoutingPolicy": "CidrRoutingConfig",
    "failoverRoutingPolicies": ".",
    "failoverRoutingPolicies[].type": "Failover",
    "geolocationRoutingPolicies": "GeoLocation",
    "geolocationRoutingPolicies[].continent": "ContinentCode",
    "geolocationRoutingPolicies[].country": "CountryCode",
    "geolocationRoutingPolicies[].subdivision": "SubdivisionCode",
    "geoproximityRoutingPolicy": "GeoProximityLocation",
    "geoproximityRoutingPolicy.awsRegion": "AWSRegion",
    "latencyRoutingPolicies": ".",
    "latencyRoutingPolicies[].region": "Region",
    "multivalueAnswerRoutingPolicy": "MultiValueAnswer",
    "records": "ResourceRecords",
    "weightedRoutingPolicies": ".",
    "weightedRoutingPolicies[].weight": "Weight",
}
_HEALTH = {
    "childHealthThreshold": "HealthThreshold",
    "cloudwatchAlarmName": "AlarmIdentifier.Name",
    "cloudwatchAlarmRegion": "AlarmIdentifier.Region",
    "fqdn": "FullyQualifiedDomainName",
    "invertHealthcheck": "Inverted",
}
_HEALTH_ABSENT = {"referenceName": PROVIDER, "triggers": PROVIDER}
NAMING: dict[str, list[Judge]] = {
    "aws:route53/record:Record": [
        Judge(
            "AWS::Route53::RecordSet",
            places={**_RECORD, "zoneId": "HostedZoneId"},
            absent={"allowOverwrite": PROVIDER},
            texts=frozenset({"ttl"}),
        ),
        Judge(
            "route53.ChangeResourceRecordSets",
            root="ChangeBatch.Changes[0].ResourceRecordSet",
            places={**_RECORD, "zoneId": "/HostedZoneId"},
            absent={"allowOverwrite": PROVIDER},
            fixed={"ChangeBatch.Changes[0].Action": "UPSERT"},
        ),
    ],
    "aws:route53/healthCheck:HealthCheck": [
        Judge("AWS::Route53::HealthCheck", root="HealthCheckConfig", places={**_HEALTH, "tags": "/HealthCheckTags"}, absent={**_HEALTH_ABSENT, "disabled": "no such property"}),
        Judge(
            "route53.CreateHealthCheck",
            root="HealthCheckConfig",
            places=_HEALTH,
            absent={**_HEALTH_ABSENT, "tags": ELSEWHERE},
            fixed={"CallerReference": REFERENCE},
        ),
    ],
    "aws:acm/certificate:Certificate": [
        Judge(
            "acm.RequestCertificate",
            places={"validationOptions": "DomainValidationOptions"},
            absent={
                **REGION,
                **{name: "part of an import, not of a request" for name in ("certificateBody", "certificateChain", "privateKey", "privateKeyWo", "privateKeyWoVersion")},
                "earlyRenewalDuration": PROVIDER,
            },
        )
    ],
}

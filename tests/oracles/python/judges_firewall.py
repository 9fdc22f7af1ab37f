"""Which target judges the firewall of the edge and what watches a distribution. See judges_core.py for the form."""

from __future__ import annotations

from judges_words import NAMED, REGION
from translate import AUTONAME, Judge

UNUSED = "a part of the firewall that Onair does not use: to the simulated AWS it is an error"

# What wanted.ts leaves out of the simulated AWS. Whole branches: a statement of the firewall can hold every other.
_ACL = {
    **REGION,
    **NAMED,
    **{name: UNUSED for name in ("associationConfig", "captchaConfig", "challengeConfig", "customResponseBodies", "ruleJson", "tokenDomains")},
    **{f"defaultAction.{name}": UNUSED for name in ("allow.customRequestHandling", "block.customResponse")},
    **{f"rules[].{name}": UNUSED for name in ("captchaConfig", "challengeConfig", "ruleLabels")},
    **{f"rules[].action.{name}": UNUSED for name in ("allow", "block.customResponse", "captcha", "challenge", "count.customRequestHandling")},
    **{
        f"rules[].statement.{name}": UNUSED
        for name in (
            "andStatement",
            "asnMatchStatement",
            "byteMatchStatement",
            "geoMatchStatement.forwardedIpConfig",
            "ipSetReferenceStatement",
            "labelMatchStatement",
            "managedRuleGroupStatement.managedRuleGroupConfigs",
            "managedRuleGroupStatement.scopeDownStatement",
            "orStatement",
            "rateBasedStatement.customKeys",
            "rateBasedStatement.forwardedIpConfig",
            "rateBasedStatement.scopeDownStatement",
            "regexMatchStatement",
            "regexPatternSetReferenceStatement",
            "ruleGroupReferenceStatement",
            "sizeConstraintStatement",
            "sqliMatchStatement",
            "xssMatchStatement",
        )
    },
    **{
        f"rules[].statement.managedRuleGroupStatement.ruleActionOverrides[].actionToUse.{name}": UNUSED
        for name in ("allow", "block", "captcha", "challenge", "count.customRequestHandling")
    },
}

FIREWALL: dict[str, list[Judge]] = {
    "aws:wafv2/webAcl:WebAcl": [
        Judge("AWS::WAFv2::WebACL", absent=_ACL),
        Judge("wafv2.CreateWebACL", absent=_ACL, fixed={"Name": AUTONAME}),
    ],
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
        Judge("AWS::WAFv2::LoggingConfiguration", absent=REGION),
        Judge("wafv2.PutLoggingConfiguration", root="LoggingConfiguration", absent=REGION),
    ],
    "aws:cloudfront/monitoringSubscription:MonitoringSubscription": [
        Judge("AWS::CloudFront::MonitoringSubscription"),
        Judge("cloudfront.CreateMonitoringSubscription"),
    ],
    "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig": [
        Judge("AWS::CloudFront::RealtimeLogConfig", places={"endpoint": "EndPoints[0]"}, fixed={"Name": AUTONAME}),
        Judge("cloudfront.CreateRealtimeLogConfig", places={"endpoint": "EndPoints[0]"}, fixed={"Name": AUTONAME}),
    ],
}

import type { TypeTest } from "./rule.ts";

// Which classes of the services that live video touches take `tags`, by module, read from the typings of the providers
// pinned in package.json. A class that is not listed is not asked for tags.

/** Classes of `@pulumi/aws`. */
const BRIDGED: Readonly<Record<string, string>> = {
  acm: "Certificate",
  apigatewayv2: "Api DomainName Stage VpcLink",
  cloudformation: "Stack StackSet",
  cloudfront:
    "AnycastIpList ConnectionFunction ConnectionGroup Distribution DistributionTenant Function KeyValueStore MultitenantDistribution TrustStore VpcOrigin",
  cloudtrail: "EventDataStore Trail",
  cloudwatch:
    "AlarmMuteRule CompositeAlarm ContributorInsightRule ContributorManagedInsightRule EventBus EventRule InternetMonitor LogAnomalyDetector LogDelivery LogDeliveryDestination LogDeliverySource LogDestination LogGroup MetricAlarm MetricStream",
  cognito: "IdentityPool UserPool",
  dax: "Cluster",
  dynamodb: "Table TableReplica",
  ec2: "Ami AmiCopy AmiFromInstance CapacityBlockReservation CapacityReservation CarrierGateway CustomerGateway DedicatedHost DefaultNetworkAcl DefaultRouteTable DefaultSecurityGroup DefaultSubnet DefaultVpc DefaultVpcDhcpOptions EgressOnlyInternetGateway Eip EncryptionControl Fleet FlowLog Instance InternetGateway KeyPair LaunchTemplate LocalGatewayRouteTable LocalGatewayRouteTableVirtualInterfaceGroupAssociation LocalGatewayRouteTableVpcAssociation ManagedPrefixList NatGateway NetworkAcl NetworkInsightsAccessScope NetworkInsightsAnalysis NetworkInsightsPath NetworkInterface PlacementGroup RouteTable SecondaryNetwork SecondarySubnet SecurityGroup SpotFleetRequest SpotInstanceRequest Subnet TrafficMirrorFilter TrafficMirrorSession TrafficMirrorTarget Vpc VpcBlockPublicAccessExclusion VpcDhcpOptions VpcEncryptionControl VpcEndpoint VpcEndpointService VpcIpam VpcIpamPool VpcIpamPoolCidrAllocation VpcIpamResourceDiscovery VpcIpamResourceDiscoveryAssociation VpcIpamScope VpcPeeringConnection VpcPeeringConnectionAccepter VpnConcentrator VpnConnection VpnGateway",
  ecs: "CapacityProvider Cluster Daemon DaemonTaskDefinition ExpressGatewayService Service TaskDefinition TaskSet",
  elasticache: "Cluster ParameterGroup ReplicationGroup ReservedCacheNode ServerlessCache SubnetGroup User UserGroup",
  fis: "ExperimentTemplate",
  iam: "InstanceProfile OpenIdConnectProvider Policy Role SamlProvider ServerCertificate ServiceLinkedRole User VirtualMfaDevice",
  ivs: "Channel PlaybackKeyPair RecordingConfiguration",
  ivschat: "LoggingConfiguration Room",
  kinesis: "AnalyticsApplication FirehoseDeliveryStream Stream StreamConsumer VideoStream",
  kms: "ExternalKey Key ReplicaExternalKey ReplicaKey",
  lambda: "CapacityProvider CodeSigningConfig EventSourceMapping Function MicrovmsImage",
  lb: "Listener ListenerRule LoadBalancer TargetGroup TrustStore",
  mediaconvert: "Queue",
  medialive: "Channel Input InputSecurityGroup Multiplex",
  mediapackage: "Channel",
  route53:
    "HealthCheck ProfilesAssociation ProfilesProfile ResolverEndpoint ResolverFirewallDomainList ResolverFirewallRuleGroup ResolverFirewallRuleGroupAssociation ResolverQueryLogConfig ResolverRule Zone",
  s3: "AccessPoint Bucket BucketObject BucketObjectv2 BucketV2 DirectoryBucket FilesAccessPoint FilesFileSystem ObjectCopy VectorsIndex VectorsVectorBucket",
  scheduler: "ScheduleGroup",
  secretsmanager: "Secret",
  sfn: "Activity StateMachine",
  sns: "Topic",
  sqs: "Queue",
  ssm: "Activation Association ContactsRotation Document MaintenanceWindow Parameter PatchBaseline QuicksetupConfigurationManager",
  vpc: "RouteServer RouteServerEndpoint RouteServerPeer SecurityGroupEgressRule SecurityGroupIngressRule",
  wafv2: "IpSet RegexPatternSet RuleGroup WebAcl",
};

/** Classes of `@pulumi/aws-native`. */
const NATIVE: Readonly<Record<string, string>> = {
  apigatewayv2: "Api DomainName PortalProduct Stage VpcLink",
  cloudfront: "ConnectionFunction ConnectionGroup Distribution DistributionTenant Function KeyValueStore TrustStore VpcOrigin",
  ivs: "Channel EncoderConfiguration IngestConfiguration PlaybackKeyPair PlaybackRestrictionPolicy PublicKey RecordingConfiguration Stage StorageConfiguration StreamKey",
  ivschat: "LoggingConfiguration Room",
  kinesisvideo: "SignalingChannel Stream",
  mediaconnect: "Flow FlowEntitlement FlowOutput FlowSource FlowVpcInterface RouterInput RouterNetworkInterface RouterOutputResource",
  medialive:
    "ChannelPlacementGroup CloudWatchAlarmTemplate CloudWatchAlarmTemplateGroup Cluster EventBridgeRuleTemplate EventBridgeRuleTemplateGroup Multiplex Network Node SdiSource SignalMap",
  mediapackagev2: "Channel ChannelGroup OriginEndpoint",
  mediatailor: "Channel Function LiveSource PlaybackConfiguration PrefetchSchedule SourceLocation VodSource",
  wafv2: "IpSet RegexPatternSet RuleGroup WebAcl",
};

const LISTED: ReadonlySet<string> = new Set([...tokens("aws", BRIDGED), ...tokens("aws-native", NATIVE)]);

/** Module and class, as a resource type has them at its two ends: `aws/kms/Key`. */
function tokens(provider: string, classes: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(classes).flatMap(([module, names]) => names.split(" ").map((name) => `${provider}/${module}/${name}`));
}

function isTaggable(type: string): boolean {
  const [provider = "", module = "", name = ""] = type.split(":");
  return LISTED.has(`${provider}/${module.split("/")[0] ?? ""}/${name}`);
}

/** Types that carry tags, of the services that live video touches. */
export const TAGGABLE: TypeTest = { label: "resources that carry tags", includes: isTaggable };

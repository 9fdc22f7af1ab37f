import { DISTRIBUTIONS } from "../../lib/distribution.ts";
import { resourceRule } from "../../lib/rule.ts";
import { STACK_TYPES } from "../../lib/template.ts";

/** What nobody gets back once it is deleted: addresses that others have written down, content, and accounts of it. */
const HARM: Readonly<Record<string, string>> = {
  ...Object.fromEntries(DISTRIBUTIONS.map((type) => [type, "viewers hold its address"])),
  ...Object.fromEntries(STACK_TYPES.map((type) => [type, "the channel in it goes off air"])),
  "aws:medialive/channel:Channel": "it goes off air",
  "aws:medialive/input:Input": "encoders hold its addresses",
  "aws:cloudfront/publicKey:PublicKey": "every signature made with it stops working",
  "aws-native:mediapackagev2:ChannelGroup": "its host name is never given again",
  "aws-native:mediapackagev2:Channel": "what it holds for catch-up is lost",
  "aws-native:mediaconnect:Flow": "senders hold its addresses",
  "aws-native:mediatailor:PlaybackConfiguration": "players hold its address",
  "aws:ivs/channel:Channel": "broadcasters hold its stream key and address",
  "aws-native:ivs:Channel": "broadcasters hold its stream key and address",
  "aws:route53/zone:Zone": "its name servers are never given again",
  "aws-native:route53:HostedZone": "its name servers are never given again",
  "aws:dynamodb/table:Table": "its items are lost",
  "aws:kinesis/stream:Stream": "its records are lost",
  "aws:kinesis/videoStream:VideoStream": "its recordings are lost",
  "aws:secretsmanager/secret:Secret": "its value is lost",
  "aws:cognito/userPool:UserPool": "its users are lost",
};

export const statefulProtected = resourceRule(
  {
    name: "stateful-protected",
    group: "governance",
    description: "What cannot be made again as it was is protected: the engine refuses to delete or replace it.",
    severity: "high",
    remediation: "Set the resource option protect: true. Who really means to remove it runs `pulumi state unprotect` first.",
    source: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  },
  Object.keys(HARM),
  function* ({ type, isProtected }) {
    if (!isProtected) {
      yield `can be deleted by one wrong change, and then ${HARM[type] ?? "it is lost"}. Set the option protect: true.`;
    }
  },
);

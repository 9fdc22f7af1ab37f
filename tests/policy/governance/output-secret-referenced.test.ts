import { outputSecretReferenced } from "../../../policy/rules/governance/output-secret-referenced.ts";
import { CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const REFERENCE = "{{resolve:secretsmanager:onair/prod/news/outputs/tube/stream-key-1:SecretString}}";
const URLS = ["rtmps://a.tv/live", "rtmps://b.tv/live"];

/** The template with one more destination. */
const sending = (destination: object, parameters?: Props): Props =>
  templateStack(changed(TEMPLATE, "Resources.Channel.Properties.Destinations.1", { Id: "out-tube", ...destination }), parameters);
const rtmp = (StreamName: unknown): Props => sending({ Settings: URLS.map((Url) => ({ Url, StreamName })) });

describeRule(outputSecretReferenced, {
  rows: "S4 L8",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.cloudFormation, props: rtmp(REFERENCE) },
  cases: [
    { when: "a channel that only feeds packaging", type: TYPES.channel, props: CHANNEL, expect: [] },
    {
      when: "a stream key that is written down",
      props: rtmp("abcd-efgh-ijkl"),
      expect: [
        /^CloudFormation stack "subject" \(template resource Channel\) has a stream key in destination "out-tube" that is written down. Refer to a secret/,
        /written down/,
      ],
    },
    { when: "a reference with more around it", props: rtmp(`x${REFERENCE}`), expect: [/written down/, /written down/] },
    { when: "a plain parameter of the parameter store", props: rtmp("{{resolve:ssm:/tube}}"), expect: [/written down/, /written down/] },
    {
      when: "a secure parameter, which CloudFormation does not resolve in a channel",
      props: rtmp("{{resolve:ssm-secure:/tube}}"),
      expect: [/written down/, /written down/],
    },
    { when: "a stream key that comes in as a parameter", props: rtmp({ Ref: "RoleArn" }), expect: [/is a parameter/, /is a parameter/] },
    {
      when: "a typed channel with a stream key",
      type: TYPES.channel,
      props: changed(CHANNEL, "destinations.1", { id: "tube", settings: [{ url: "rtmps://a.tv/live", streamName: REFERENCE }] }),
      expect: [/^Channel "[^"]+" keeps the stream key of destination "tube" in its state. Make the channel by a CloudFormation template/],
    },
    {
      when: "a stream key that is not known yet",
      type: TYPES.channel,
      props: changed(CHANNEL, "destinations.1", { id: "tube", settings: [{ url: "rtmps://a.tv/live", streamName: UNKNOWN_STRING }] }),
      expect: [/keeps the stream key/],
    },
    {
      when: "SRT with a passphrase",
      props: sending({ SrtSettings: URLS.map((Url) => ({ Url, EncryptionPassphraseSecretArn: { Ref: "RoleArn" } })) }),
      expect: [],
    },
    {
      when: "SRT in the clear",
      props: sending({ SrtSettings: [{ Url: "srt://203.0.113.7:5000" }] }),
      expect: [/sends destination "out-tube" by SRT in the clear. Set encryptionPassphraseSecretArn/],
    },
  ],
});

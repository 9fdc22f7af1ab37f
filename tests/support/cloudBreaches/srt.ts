/** SRT inputs in templates, their secrets, and what a stack's policy denies. */
import { findSecret } from "../../../rehearsal/cloud/secrets.ts";
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import type { World } from "../cloudWorld.ts";
import { CALLER, inputTemplate, keptSecret, LISTENER, listenerStack } from "../srtTemplates.ts";
import { breach, type Breach } from "./breach.ts";

/** Another stack like the example's. */
function caller(properties: Properties, parameters?: (world: World) => Properties): (world: World) => Promise<unknown> {
  return (world) =>
    world.make(
      "srt",
      {
        name: "another--srt",
        templateBody: inputTemplate({ ...CALLER, ...properties }),
        ...(parameters === undefined ? {} : { parameters: parameters(world) }),
      },
      "another",
    );
}

function listener(properties: Properties, parameters: (world: World) => Properties): (world: World) => Promise<unknown> {
  return (world) =>
    world.make(
      "srt",
      { name: "listener--srt", templateBody: inputTemplate({ ...LISTENER, ...properties }), parameters: parameters(world) },
      "listener",
    );
}

const whole = (world: World): Properties => ({ Group: world.id("admitted"), Passphrase: keptSecret(world) });
const settings = (changed: Properties): Properties => ({
  SrtSettings: {
    SrtListenerSettings: {
      MinimumLatency: 1000,
      Decryption: { Algorithm: "AES256", PassphraseSecretArn: { Ref: "Passphrase" } },
      ...changed,
    },
  },
});
const call = (changed: Properties): Properties => ({
  SrtSettings: { SrtCallerSources: [{ SrtListenerAddress: "a.example", SrtListenerPort: "9000", ...changed }] },
});

export const srt: Breach[] = [
  breach("schema", "a listener without encryption", /#\/SrtSettings\.SrtListenerSettings\.Decryption: .*required/i, (world) =>
    listener({ SrtSettings: { SrtListenerSettings: { MinimumLatency: 1000 } } }, () => ({ Group: world.id("admitted") }))(world),
  ),
  breach(
    "schema",
    "an algorithm that is none",
    /Algorithm/,
    listener(settings({ Decryption: { Algorithm: "DES", PassphraseSecretArn: { Ref: "Passphrase" } } }), whole),
  ),
  breach(
    "pushNeedsSecurityGroup",
    "a listener without a security group",
    /SRT_LISTENER input needs an input security group/,
    listener({ InputSecurityGroups: [] }, (world) => ({ Passphrase: keptSecret(world) })),
  ),
  breach(
    "settingsFit",
    "a listener with callers",
    /srtListenerSettings alone, not srtCallerSources/,
    listener({ SrtSettings: CALLER["SrtSettings"] }, (world) => ({ Group: world.id("admitted") })),
  ),
  breach("settingsFit", "an RTP input with SRT settings", /RTP_PUSH input takes no srtSettings/, listener({ Type: "RTP_PUSH" }, whole)),
  breach("linkFits", "119 ms", /119 ms is not within 120 to 15000/, listener(settings({ MinimumLatency: 119 }), whole)),
  breach("linkFits", "15,001 ms of a caller", /15001 ms is not within/, caller(call({ MinimumLatency: 15_001 }))),
  breach("callersFit", "nobody to call", /one or two sources, not 0/, caller({ SrtSettings: { SrtCallerSources: [] } })),
  breach(
    "callersFit",
    "a caller with a security group",
    /takes no input security group/,
    caller({ InputSecurityGroups: [{ Ref: "Group" }] }, (world) => ({ Group: world.id("admitted") })),
  ),
  breach("callersFit", "a port beyond all ports", /address and the port/, caller(call({ SrtListenerPort: "65536" }))),
  breach(
    "secretExists",
    "a secret of another region",
    /does not exist in eu-west-1/,
    listener({}, (world) => ({
      Group: world.id("admitted"),
      Passphrase: keptSecret(world, "us-east-1"),
    })),
  ),
  breach(
    "secretExists",
    "a secret that is to be deleted",
    /does not exist in eu-west-1/,
    listener({}, (world) => {
      const parameters = whole(world);
      const secret = findSecret(world.store, "eu-west-1", parameters["Passphrase"] as string);
      if (secret !== undefined) secret.object.hidden["deletedOn"] = "2026-11-01T00:00:00.000Z";
      return parameters;
    }),
  ),
  breach(
    "roleReadsPassphrases",
    "a role that may not read the passphrase",
    /no secretsmanager:GetSecretValue on arn:aws:secretsmanager/,
    async (world) => {
      await world.make("srt", listenerStack(world), "listener");
      const inputId = inputOf(world, "listener");
      await world.make("typedChannel", { name: "srt", inputAttachments: [{ inputAttachmentName: "srt", inputId }] }, "srtChannel");
    },
  ),
  breach("inputNotAttached", "removing an input that a channel uses", /input \d+ cannot be deleted: it is attached/, async (world) => {
    await world.make(
      "typedChannel",
      { name: "srt", inputAttachments: [{ inputAttachmentName: "srt", inputId: inputOf(world, "srt") }] },
      "srtChannel",
    );
    await world.remove("srt");
  }),
  breach("inputNotAttached", "another type for an input that a channel uses", /cannot be deleted: it is attached/, async (world) => {
    await world.make(
      "typedChannel",
      { name: "srt", inputAttachments: [{ inputAttachmentName: "srt", inputId: inputOf(world, "srt") }] },
      "srtChannel",
    );
    await world.update("srt", { templateBody: inputTemplate(LISTENER), parameters: whole(world) });
  }),
  breach("refuseByPolicy", "another type for an input that must stay", /denied by stack policy: Update:Replace of Input/, async (world) => {
    await world.make("srt", { name: "kept--srt", policyBody: KEEP }, "kept");
    await world.update("kept", { templateBody: inputTemplate(LISTENER), parameters: whole(world) });
  }),
];

/** As the program writes it. */
const KEEP = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "Update:Modify", Resource: "*" }],
});

function inputOf(world: World, stack: string): string {
  const outputs = world.output(stack, "outputs") as unknown as { InputArn: string };
  return outputs.InputArn.split(":").at(-1) ?? "";
}

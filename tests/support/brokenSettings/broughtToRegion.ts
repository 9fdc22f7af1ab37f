import { inChannel, inLadders, inStacks, onEncode, PUSH_SOURCE, type Break, type Fault, type Json } from "./fault.ts";

const SUBNETS = ["subnet-0aaaaaa1", "subnet-0bbbbbb2"];
const GROUPS = ["sg-0aaaaaa1"];

/** Stacks with that VPC, and nothing else that guards inputs. */
const vpc = (given: Json): Break =>
  inStacks((settings) => {
    if (settings["role"] === "global-edge") return;
    delete settings["encoderCidrs"];
    settings["vpc"] = { subnetIds: SUBNETS, securityGroupIds: GROUPS, ...given };
  });

const key = (arn: string): Break => inStacks(onEncode("kmsKeyArn", arn));
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** A VPC and a key of the customer's. */
export const BROUGHT_TO_REGION_FAULTS: readonly Fault[] = [
  { title: "one subnet", break: vpc({ subnetIds: SUBNETS.slice(0, 1) }), path: /vpc\.subnetIds/, what: /two subnets/ },
  { title: "a subnet twice", break: vpc({ subnetIds: [SUBNETS[0], SUBNETS[0]] }), path: /vpc\.subnetIds/, what: /subnet twice/ },
  {
    title: "a VPC for a subnet",
    break: vpc({ subnetIds: ["vpc-0aaaaaa1", SUBNETS[1]] }),
    path: /subnetIds\[0\]/,
    what: /not the id of a subnet/,
  },
  { title: "no security group", rows: [6], break: vpc({ securityGroupIds: [] }), path: /securityGroupIds/, what: /no security group/ },
  {
    title: "six security groups",
    break: vpc({ securityGroupIds: Array.from({ length: 6 }, (_, index) => `sg-0aaaaaa${String(index)}`) }),
    path: /securityGroupIds/,
    what: /too many security groups/,
  },
  {
    title: "a security group twice",
    break: vpc({ securityGroupIds: [GROUPS[0], GROUPS[0]] }),
    path: /securityGroupIds/,
    what: /security group twice/,
  },
  {
    title: "a name for a security group",
    break: vpc({ securityGroupIds: ["encoders"] }),
    path: /securityGroupIds\[0\]/,
    what: /not the id of a security group/,
  },
  {
    title: "encoder networks beside a VPC",
    break: (files) => inStacks(onEncode("encoderCidrs", ["203.0.113.7/32"]))(vpc({})(files)),
    path: /encoderCidrs/,
    what: /beside onair:vpc/,
  },
  {
    title: "moving uplink into a VPC",
    kind: "production",
    break: (files) =>
      vpc({})(
        inChannel((channel) => {
          for (const name of ["moreInputs", "audio", "captions", "inputFailover", "scte35", "outputs"])
            Reflect.deleteProperty(channel, name);
          Object.assign(channel, { source: PUSH_SOURCE, uplink: "single" });
        })(
          // RTMP brings no HDR.
          inLadders((ladder) => {
            for (const name of ["dynamicRange", "lightLevels"]) Reflect.deleteProperty(ladder, name);
          })(files),
        ),
      ),
    path: /onair:vpc/,
    what: /private addresses/,
  },
  {
    title: "an alias for a key",
    break: key("arn:aws:kms:eu-west-1:123456789012:alias/live"),
    path: /kmsKeyArn/,
    what: /not the ARN of a KMS key/,
  },
  {
    title: "a key of another region",
    rows: [59],
    break: key(`arn:aws:kms:af-south-1:123456789012:key/${ID}`),
    path: /kmsKeyArn/,
    what: /key of af-south-1, and this stack encrypts in/,
  },
];

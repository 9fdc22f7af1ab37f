/** Inputs by type, in a VPC, and their quotas. */
import type { World } from "../cloudWorld.ts";
import { breach, type Breach } from "./breach.ts";

const vpc = (more: Record<string, string[]>): Record<string, string[]> => ({
  subnetIds: ["subnet-0a", "subnet-0b"],
  securityGroupIds: ["sg-0a"],
  ...more,
});

/** Makes as many more of an example as it takes to run into its quota. */
async function many(world: World, name: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await world.make(name, {}, `${name} ${String(index)}`);
}

export const contribution: Breach[] = [
  breach("pullAddresses", "RTMPS", /RTMP_PULL input begins with rtmp:\/\//, (world) =>
    world.make("rtmpPull", { sources: [{ url: "rtmps://a.example:443/live/one", username: "", passwordParam: "" }] }, "x"),
  ),
  breach("pullAddresses", "an HLS input over RTMP", /URL_PULL input begins with/, (world) =>
    world.make("hls", { sources: [{ url: "rtmp://a.example:1935/live/one", username: "", passwordParam: "" }] }, "x"),
  ),
  breach("sourceBuckets", "a file in a bucket with dots", /dot notation/, (world) =>
    world.make("film", { sources: [{ url: "s3ssl://my.films/demo.mp4", username: "", passwordParam: "" }] }, "x"),
  ),
  breach("vpcSettings", "a pull input in a VPC", /cannot be set up in a VPC/, (world) => world.make("hls", { vpc: vpc({}) }, "x")),
  breach("vpcSettings", "a VPC and an input security group", /takes no input security group/, (world) =>
    world.make("placed", { inputSecurityGroups: [world.id("admitted")] }, "x"),
  ),
  breach("vpcSettings", "a VPC without a role", /needs a roleArn/, (world) => world.make("placed", { roleArn: undefined }, "x")),
  breach("vpcSubnets", "one subnet", /2 subnets, not 1/, (world) => world.make("placed", { vpc: vpc({ subnetIds: ["subnet-0a"] }) }, "x")),
  breach("vpcSubnets", "a subnet that does not exist", /'subnet-9' does not exist/, (world) =>
    world.make("placed", { vpc: vpc({ subnetIds: ["subnet-0a", "subnet-9"] }) }, "x"),
  ),
  breach("vpcSubnets", "one subnet twice", /two Availability Zones/, (world) =>
    world.make("placed", { vpc: vpc({ subnetIds: ["subnet-0a", "subnet-0a"] }) }, "x"),
  ),
  breach("vpcSubnets", "subnets of two VPCs", /different VPCs/, (world) =>
    world.make("placed", { vpc: vpc({ subnetIds: ["subnet-0a", "subnet-0d"] }) }, "x"),
  ),
  breach("vpcSecurityGroups", "a security group of another VPC", /'sg-0b' does not exist in the subnets' VPC/, (world) =>
    world.make("placed", { vpc: vpc({ securityGroupIds: ["sg-0b"] }) }, "x"),
  ),
  breach("vpcSecurityGroups", "six security groups", /5 VPC security groups, not 6/, (world) =>
    world.make("placed", { vpc: vpc({ securityGroupIds: Array.from({ length: 6 }, () => "sg-0a") }) }, "x"),
  ),
  breach("inputQuota", "the twenty-first push input", /quota medialive\/pushInputs of 20 in eu-west-1/, (world) => many(world, "rtp", 20)),
  breach("inputQuota", "the fifty-first push input in a VPC", /quota medialive\/vpcPushInputs of 50/, (world) => many(world, "placed", 51)),
  breach("inputQuota", "the hundred-and-first pull input", /quota medialive\/pullInputs of 100/, (world) => many(world, "hls", 101)),
  breach("groupQuota", "the sixth input security group", /quota medialive\/inputSecurityGroups of 5/, (world) =>
    many(world, "admitted", 5),
  ),
  breach("channelQuota", "the sixth channel", /quota medialive\/channels of 5/, async (world) => {
    for (let index = 0; index < 6; index += 1) {
      const film = `film ${String(index)}`;
      await world.make("film", {}, film);
      const inputAttachments = [{ inputAttachmentName: "film", inputId: world.id(film) }];
      await world.make("typedChannel", { name: film, inputAttachments }, `channel ${String(index)}`);
    }
  }),
];

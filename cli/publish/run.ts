import { accessOf, awaitInvalidation, invalidate, openBucket, within, type AwsAccess, type Bucket } from "../../control/index.ts";
import type { GlobalEdgeContract } from "../../stacks/plain.ts";
import { CliError } from "../errors.ts";
import { edgeStackOf, findProject, readStackFiles, type StackFile } from "../project.ts";
import type { Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { channelsPageFile } from "./channels.ts";
import { needsDigest, publishPlan, type PageFile, type Published, type PublishPlan } from "./plan.ts";
import { afterUpload, told } from "./refusals.ts";
import { showReport, type PublishReport } from "./show.ts";

export interface PublishOptions {
  readonly env: string;
  readonly stack?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

type Player = NonNullable<GlobalEdgeContract["player"]>;

/** Metadata that says what a file was when it was published. */
const DIGEST = "onair-digest";

/** The bucket is where the distribution's other parts are. */
const BUCKET_REGION = "us-east-1";

/** Invalidations usually take minutes; whoever waits is not left waiting for ever. Seconds. */
const LONGEST_INVALIDATION = 900;
const POLL_SECONDS = 5;

/** Builds the player's page, uploads what changed, and lets CloudFront forget what it keeps of it. */
export async function runPublish(session: Session, options: PublishOptions): Promise<void> {
  const project = findProject(session.cwd);
  const { stack, config } = chosenStack(project, options);
  const contract = await new ContractReader(project, session.tools.runPulumi).globalEdge(stack);
  const player = playerOf(contract, stack);
  const access = accessOf(config, BUCKET_REGION);
  const built = [...(await (session.tools.buildPage ?? buildPage)()), channelsPageFile(contract)];
  const report = await publish(session, access, { stack, contract, player, built, options });
  showReport(session, report, options.json === true);
}

function chosenStack(project: string, { env, stack }: PublishOptions): StackFile {
  if (stack === undefined) return edgeStackOf(project, env);
  const found = readStackFiles(project).find((file) => file.stack === stack.split("/").at(-1));
  if (found === undefined) throw new CliError(`There is no Pulumi.${stack}.yaml here.`);
  return found;
}

function playerOf({ player }: GlobalEdgeContract, stack: string): Player {
  if (player !== undefined) return player;
  throw new CliError(
    `Stack ${stack} has no place for a player; leave onair:player out of Pulumi.${stack}.yaml or set it to true, and deploy it: pulumi up --stack ${stack}`,
  );
}

/** Built anew each time: what is published is what lies in this project. */
async function buildPage(): Promise<PageFile[]> {
  const { buildPlayer } = await import("../../build/index.ts");
  return buildPlayer();
}

interface Publishing {
  readonly stack: string;
  readonly contract: GlobalEdgeContract;
  readonly player: Player;
  readonly built: readonly PageFile[];
  readonly options: PublishOptions;
}

async function publish(session: Session, access: AwsAccess, publishing: Publishing): Promise<PublishReport> {
  const { player, built, options, stack } = publishing;
  const bucket = await openBucket(access, player.bucket);
  try {
    const plan = publishPlan(await told(stack, player, () => publishedFiles(bucket, player.prefix, built)), built);
    const report = reportOf(publishing, plan);
    if (options.dryRun === true) return report;
    for (const { path, digest, ...rest } of plan.uploads) {
      if (session.watched) session.tell(`uploading ${path}`);
      await told(stack, player, () => bucket.put({ key: `${player.prefix}${path}`, ...rest, metadata: { [DIGEST]: digest } }));
    }
    if (report.invalidated.length === 0) return report;
    return { ...report, invalidation: await afterUpload(() => forgotten(session, access, publishing, report.invalidated)) };
  } finally {
    bucket.close();
  }
}

/** Lets CloudFront forget paths, and waits for it where that is asked for. */
async function forgotten(
  session: Session,
  access: AwsAccess,
  { stack, contract, player, options }: Publishing,
  paths: readonly string[],
): Promise<NonNullable<PublishReport["invalidation"]>> {
  const { id: distributionId } = contract.distribution;
  const id = await told(stack, player, () => invalidate(access, { distributionId, paths, reference: `onair-${Date.now()}` }));
  if (options.wait === true) await told(stack, player, () => completed(session, access, distributionId, id));
  return { id, complete: options.wait === true };
}

async function completed(session: Session, access: AwsAccess, distributionId: string, id: string): Promise<void> {
  const pollSeconds = session.tools.pollSeconds ?? POLL_SECONDS;
  await within(LONGEST_INVALIDATION, `CloudFront's invalidation ${id}`, (signal) =>
    awaitInvalidation(access, { distributionId, id, pollSeconds, signal }),
  );
}

/** What the bucket has of the built files; what else lies there nobody asks about. */
async function publishedFiles(bucket: Bucket, prefix: string, built: readonly PageFile[]): Promise<Map<string, Published>> {
  const sizes = new Map((await bucket.list(prefix)).map(({ key, size }) => [key.slice(prefix.length), size]));
  const judged = needsDigest(built).filter((path) => sizes.has(path));
  const digests = new Map(
    await Promise.all(judged.map(async (path) => [path, (await bucket.metadata(`${prefix}${path}`))[DIGEST]] as const)),
  );
  return new Map(
    [...sizes].map(([path, size]) => {
      const digest = digests.get(path);
      return [path, { size, ...(digest === undefined ? {} : { digest }) }];
    }),
  );
}

function reportOf({ stack, contract, player, options }: Publishing, plan: PublishPlan): PublishReport {
  return {
    stack,
    environment: contract.environment,
    url: player.url,
    bucket: player.bucket,
    distribution: contract.distribution.id,
    dryRun: options.dryRun === true,
    uploaded: plan.uploads.map(({ path, bytes, cacheControl }) => ({ path, bytes: bytes.length, cacheControl })),
    unchanged: plan.unchanged,
    invalidated: plan.stale.map((path) => `/${player.prefix}${path.split("/").map(encodeURIComponent).join("/")}`),
  };
}

import { RehearsalError } from "./errors.ts";
import type { PublishedReport } from "./report.ts";
import type { Session } from "./session.ts";

/** What `onair publish --json` says. */
interface Published {
  readonly url: string;
  readonly bucket: string;
  readonly uploaded: readonly { readonly path: string }[];
  readonly unchanged: readonly string[];
}

/** The access control of the page's bucket is there exactly where an edge has a player. */
const ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";

/**
 * Publishes the player's page as a user does, and looks whether the bucket has it.
 * @returns undefined where the environment's edge has no player
 * @throws RehearsalError when the command failed, or the page did not arrive
 */
export async function publishPlayer(session: Session, environment: string): Promise<PublishedReport | undefined> {
  const { cloud } = session;
  const wanted = cloud.resources().some(({ type, inputs }) => type === ACCESS_CONTROL && inputs["name"] === `onair-${environment}-player`);
  if (!wanted) return undefined;
  const { code, stdout, stderr } = await session.capture("onair", ["publish", "--env", environment, "--json"]);
  if (code !== 0) throw new RehearsalError(`onair publish failed: ${stderr.trim() || stdout.trim()}`);
  const { url, bucket, uploaded, unchanged } = JSON.parse(stdout) as Published;
  const page = new URL(url).pathname.slice(1);
  if (cloud.objects.get(bucket, page) === undefined)
    throw new RehearsalError(`onair publish says that ${url} is published, and bucket ${bucket} has no ${page}.`);
  return { url, files: uploaded.length + unchanged.length, uploaded: uploaded.length };
}

import { RehearsalError } from "./errors.ts";
import type { AlertReport } from "./report.ts";
import type { Session } from "./session.ts";

/** What `onair alert-test --json` says of each alarm. */
interface Tested {
  readonly alarm: string;
  readonly topic: string;
}

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

/**
 * Tests the way to people as a user does, and looks into the mailbox: every topic with a subscriber must have told them.
 * @throws RehearsalError when a message did not arrive
 */
export async function testAlerts(session: Session, environment: string): Promise<AlertReport[]> {
  const { cloud } = session;
  const before = cloud.messages().length;
  const { code, stdout, stderr } = await session.capture("onair", ["alert-test", "--env", environment, "--hold", "1", "--json"]);
  if (code !== 0) throw new RehearsalError(`onair alert-test failed: ${stderr.trim() || stdout.trim()}`);
  const arrived = cloud.messages().slice(before);
  // Nobody has to subscribe, and a topic that was brought along is not in the simulated account.
  const subscribed = new Set(cloud.resources().flatMap(({ type, inputs }) => (type === SUBSCRIPTION ? [inputs["topic"]] : [])));
  const tested = (JSON.parse(stdout) as Tested[]).filter(({ topic }) => subscribed.has(topic));
  return tested.map(({ alarm, topic }) => {
    const message = arrived.find((one) => one.topic === topic && one.subject.includes(`"${alarm}"`));
    if (message === undefined)
      throw new RehearsalError(
        `The alarm ${alarm} went off, and nothing reached anybody over ${topic}: who subscribes, and do its policy and key let CloudWatch in?`,
      );
    return { to: message.to, subject: message.subject };
  });
}

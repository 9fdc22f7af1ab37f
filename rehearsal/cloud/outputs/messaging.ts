import { text } from "../values.ts";
import { regionalArn, type Maker } from "./making.ts";

export const messaging: Record<string, Maker> = {
  "aws:sns/topic:Topic": (making) => {
    const arn = regionalArn(making, "sns", text(making.inputs["name"]) ?? "");
    return { id: arn, outputs: { arn, owner: making.account.accountId, beginningArchiveTime: "" } };
  },
  "aws:sns/topicPolicy:TopicPolicy": ({ inputs, account }) => ({ id: text(inputs["arn"]) ?? "", outputs: { owner: account.accountId } }),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs, seed, account }) => {
    const arn = `${text(inputs["topic"]) ?? ""}:${seed.uuid()}`;
    // SNS Developer Guide: an e-mail or HTTP endpoint has to confirm before anything is delivered to it.
    const pendingConfirmation = /^(email|email-json|http|https)$/.test(text(inputs["protocol"]) ?? "");
    return {
      id: arn,
      outputs: { arn, ownerId: account.accountId, pendingConfirmation, confirmationWasAuthenticated: !pendingConfirmation },
    };
  },
  "aws:sqs/queue:Queue": (making) => {
    const name = text(making.inputs["name"]) ?? "";
    const url = `https://sqs.${making.region}.amazonaws.com/${making.account.accountId}/${name}`;
    return { id: url, outputs: { url, arn: regionalArn(making, "sqs", name) } };
  },
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }) => ({ id: text(inputs["queueUrl"]) ?? "", outputs: {} }),
};

import assert from "node:assert/strict";
import { missingCopies, type KeptSecret } from "../../control/index.ts";
import { awsReason, secretRefusal } from "../../stacks/awsReason.ts";

const BRIDGED =
  "invoking aws:secretsmanager/getSecret:getSecret: 1 error occurred:\n\t* reading Secrets Manager Secret (onair/prod/x/srt): ";

describe("looking a secret up", () => {
  it("[L2 S3] says that none is there only where AWS says so", () => {
    const refusal = (words: string): unknown => secretRefusal(new Error(`${BRIDGED}${words}\n\n`));
    assert.equal(refusal("couldn't find resource"), "absent");
    assert.equal(refusal("ResourceNotFoundException: Secrets Manager can't find the specified secret."), "absent");
    assert.equal(refusal("AccessDeniedException: User is not authorized to perform secretsmanager:DescribeSecret"), "forbidden");
    for (const words of [
      "ThrottlingException: Rate exceeded",
      "ExpiredTokenException: The security token included in the request is expired",
      "dial tcp: lookup secretsmanager.us-east-1.amazonaws.com: no such host",
      "profile not found",
    ])
      assert.deepEqual(refusal(words), { said: `reading Secrets Manager Secret (onair/prod/x/srt): ${words}` });
  });

  it("[S3] tells AWS's own line, not the count of errors before it", () => {
    assert.equal(awsReason(new Error(`${BRIDGED}Rate exceeded\n\n`)), "reading Secrets Manager Secret (onair/prod/x/srt): Rate exceeded");
    assert.equal(awsReason(new Error("no credentials\nand more")), "no credentials");
    assert.equal(awsReason("just words"), "just words");
    assert.equal(awsReason(new Error("")), "");
  });

  it("[L2 L8] copies to where there is none and where it failed, and never to the region that writes", () => {
    const secret: KeptSecret = {
      name: "onair/prod/x/srt",
      primaryRegion: "us-east-1",
      regions: {
        "eu-west-1": { arn: "arn:a", status: "InSync" },
        "ap-south-1": { arn: "arn:b", status: "Failed", reason: "in the way" },
        "ca-central-1": { arn: "arn:c", status: "InProgress" },
      },
    };
    const wanted = ["us-east-1", "eu-west-1", "ap-south-1", "ca-central-1", "us-west-2"];
    assert.deepEqual(missingCopies(secret, wanted), ["ap-south-1", "us-west-2"]);
  });
});

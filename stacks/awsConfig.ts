import type { Region } from "../components/encode/index.ts";
import { accessOf } from "../control/index.ts";
import { didYouMean, showValue, type Problem } from "./problems.ts";
import { decode } from "./rawConfig.ts";
import { LIVE_REGIONS } from "./regions.ts";
import type { AwsSettings, RawSettings } from "./settings.ts";

/** The `aws:` settings that Onair makes its providers from. */
const READ: readonly string[] = ["region", "profile", "allowedAccountIds", "assumeRole", "assumeRoles"];
const CREDENTIALS: readonly string[] = ["accessKey", "secretKey", "token"];

/** The one region of a stack, and everything wrong with its `aws:` settings. */
export function readAws(raw: RawSettings, stackFile: string): { region: Region; aws: AwsSettings; problems: Problem[] } {
  const region = raw.config["aws:region"] ?? "";
  const problems = Object.keys(raw.config)
    .filter((key) => key.startsWith("aws:"))
    .flatMap((key) => keyProblems(raw, key, `${stackFile} ${key}`));
  if (region === "") {
    problems.push({ path: `${stackFile} aws:region`, what: "is missing", remedy: "write the region of this stack, such as us-east-1" });
  }
  return { region, aws: awsSettings(raw.config), problems };
}

function keyProblems({ config }: RawSettings, key: string, path: string): Problem[] {
  const name = key.slice("aws:".length);
  const text = config[key] ?? "";
  if (text === "") return [];
  if (CREDENTIALS.includes(name)) {
    const what = "is a credential, and Onair keeps no secret in its settings";
    return [
      { path, what, remedy: "remove it, replace it with a new one if it was written in plain, and use aws:profile or aws:assumeRoles" },
    ];
  }
  if (!READ.includes(name)) {
    return [
      {
        path,
        what: "is not a setting Onair makes its providers from",
        remedy: `${didYouMean(name, READ)}remove it; known are ${READ.join(", ")}`,
      },
    ];
  }
  if (name === "region") return regionProblems(text, path);
  if (name === "allowedAccountIds") return accountProblems(decode(text), path);
  return name === "profile" ? [] : roleProblems(decode(text), path);
}

function regionProblems(region: string, path: string): Problem[] {
  if (LIVE_REGIONS.includes(region)) return [];
  const remedy = `${didYouMean(region, LIVE_REGIONS)}use one of: ${LIVE_REGIONS.join(", ")}`;
  return [{ path, what: "is not a region that runs live channels", given: showValue(region) ?? "", remedy }];
}

/** A guard that is not understood would guard nothing. */
function accountProblems(value: unknown, path: string): Problem[] {
  if (!Array.isArray(value)) return [{ path, what: "is not a list of accounts", remedy: 'write a list, such as ["123456789012"]' }];
  return value.flatMap((account: unknown, index) => {
    if (typeof account === "string" && /^\d{12}$/.test(account)) return [];
    const remedy = "write its twelve digits in quotes: a number loses zeros at its beginning";
    return [{ path: `${path}[${index}]`, what: "is not an account id", given: showValue(account) ?? "", remedy }];
  });
}

function roleProblems(value: unknown, path: string): Problem[] {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  const [entry] = entries;
  const remedy = "write one role, as [{ roleArn: arn:aws:iam::123456789012:role/deployer }]";
  if (entries.length !== 1 || typeof entry !== "object" || entry === null) return [{ path, what: "is not one role", remedy }];
  const extra = Object.keys(entry).filter((key) => key !== "roleArn");
  if (extra.length > 0) {
    return [
      {
        path,
        what: `has settings that Onair does not pass on: ${extra.join(", ")}`,
        remedy: "keep roleArn alone; put the rest into an AWS profile",
      },
    ];
  }
  const arn = "roleArn" in entry ? entry.roleArn : undefined;
  if (typeof arn === "string" && /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(arn)) return [];
  return [{ path, what: "has no ARN of a role", remedy }];
}

function awsSettings(config: Readonly<Record<string, string>>): AwsSettings {
  const roles = Object.fromEntries(["aws:assumeRoles", "aws:assumeRole"].map((key) => [key, decode(config[key] ?? "")]));
  const { profile, assumeRoleArn } = accessOf({ ...roles, "aws:profile": config["aws:profile"] }, "");
  const accounts = decode(config["aws:allowedAccountIds"] ?? "");
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(Array.isArray(accounts) ? { allowedAccountIds: accounts.map(String) } : {}),
    ...(assumeRoleArn === undefined ? {} : { assumeRoleArn }),
  };
}

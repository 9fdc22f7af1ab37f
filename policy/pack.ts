import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules/index.ts";

// Mandatory unless a config file of policy/config says otherwise: forgetting the file must not open anything.
new PolicyPack("onair", {
  displayName: "Onair",
  description: "Encryption, signed delivery, redundancy and governance of a live video service on AWS.",
  enforcementLevel: "mandatory",
  policies: [...rules],
});

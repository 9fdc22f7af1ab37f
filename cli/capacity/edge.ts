import type { PriceClass } from "../../capacity/index.ts";
import type { SelectionContext } from "../../components/edge/plan.ts";
import type { StackFile } from "../project.ts";

/** What a stack file says of the edge that matters to its load; what it leaves out is as settings have it. */
export interface EdgeFacts extends SelectionContext {
  /** Absent where no stack file of the environment makes an edge. */
  readonly file?: string;
  readonly priceClass: PriceClass;
  readonly originShield: boolean;
}

const CLASSES: readonly PriceClass[] = ["PriceClass_100", "PriceClass_200", "PriceClass_All"];

export function edgeFacts(stacks: readonly StackFile[]): EdgeFacts {
  const edge = stacks.find(({ config }) => config["onair:role"] === "global-edge" || config["onair:role"] === "standalone");
  const config = edge?.config ?? {};
  const domain = config["onair:role"] === "global-edge" ? config["onair:domain"] : undefined;
  return {
    ...(edge === undefined ? {} : { file: edge.file }),
    priceClass: CLASSES.find((one) => one === config["onair:priceClass"]) ?? "PriceClass_100",
    originShield: isOn(config["onair:originShield"]),
    ...(typeof domain === "string" ? { domainName: domain } : {}),
    qualitySelection: config["onair:qualitySelection"] === "off" ? "off" : "auto",
  };
}

/** Configuration is true as YAML has it, or as Pulumi writes it. */
function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

import { stackContent } from "../cfn/stack.ts";
import { text } from "../values.ts";
import { regionalArn, type Maker } from "./making.ts";

export const templates: Record<string, Maker> = {
  "aws:cloudformation/stack:Stack": (making) => {
    const id =
      making.before?.id ?? regionalArn(making, "cloudformation", `stack/${text(making.inputs["name"]) ?? ""}/${making.seed.uuid()}`);
    const { children, outputs } = stackContent(making, id);
    const hidden = { status: making.before === undefined ? "CREATE_COMPLETE" : "UPDATE_COMPLETE" };
    return { id, outputs: { outputs, disableRollback: making.inputs["disableRollback"] ?? false }, children, hidden };
  },
};

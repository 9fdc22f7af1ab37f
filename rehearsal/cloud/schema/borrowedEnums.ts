/**
 * `@pulumi/aws` types the choices of MediaLive as plain strings. The AWS SDK's model of the same API names them, so the
 * two are walked side by side, by name, and each string that the model gives choices gets them.
 */
import type { TypeTable } from "./notation.ts";

/** Provider name -> API name, where they differ by more than the first letter's case (facts: providers' typings). */
const renamed: Record<string, string> = { inputResolution: "Resolution" };

export interface Pair {
  token: string;
  request: Record<string, string>;
}

/** Changes `table`: the kinds of the inputs of the given types, and of all nested objects they lead to. */
export function borrowEnums(table: TypeTable, model: Pick<TypeTable, "objects" | "enums">, pairs: readonly Pair[]): void {
  const done = new Set<string>();
  const walk = (properties: Record<string, string>, counterpart: Record<string, string>): void => {
    for (const [name, kind] of Object.entries(properties)) {
      const other = counterpart[renamed[name] ?? name.charAt(0).toUpperCase() + name.slice(1)];
      if (other === undefined) continue;
      const inner = innermost(kind);
      const choices = innermost(other);
      if (inner === "string" && choices.startsWith("~")) {
        properties[name] = kind.replace("string", choices);
        table.enums[choices.slice(1)] = model.enums[choices.slice(1)] ?? "";
      } else if (inner.startsWith("#") && choices.startsWith("#") && !done.has(inner)) {
        done.add(inner);
        walk(table.objects[inner.slice(1)] ?? {}, model.objects[choices.slice(1)] ?? {});
      }
    }
  };
  for (const { token, request } of pairs) walk(table.types[token]?.inputs ?? {}, request);
}

function innermost(kind: string): string {
  return kind.replaceAll(/[[\]!]/g, "");
}

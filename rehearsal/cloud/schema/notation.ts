/**
 * The notation of the committed type tables. A kind is one of
 * `string` `number` `boolean` `any` `asset`, `[kind]` a list, `{kind}` a map, `#name` an object of `objects`,
 * `~name` one of the values of `enums`, `a|b` either. A `!` behind it: the property is required.
 * Lists of names are one string with spaces, enum values one string with `|`, so that the files stay readable in a diff.
 */
export interface TypeTable {
  types: Record<string, TypeEntry>;
  objects: Record<string, Record<string, string>>;
  enums: Record<string, string>;
}

export interface TypeEntry {
  inputs: Record<string, string>;
  /** Properties the provider fills in and nobody can set. */
  outputs: string;
  /** Properties (dotted paths) whose change makes a new resource; empty for `aws`, see forceNew.ts. */
  replaceOnChanges: string;
  secrets: string;
}

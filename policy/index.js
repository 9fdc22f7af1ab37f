// Where Pulumi starts the pack: its runner takes "main" of package.json and wants JavaScript. Rules are read from rules/index.ts.
import { flushCompileCache } from "node:module";
import "./pack.ts";

// A pack ends by a signal, after which Node would not keep what it compiled: starting it again would cost as much.
flushCompileCache?.();

import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "**/dist", ".onair", "coverage", "functions/**/*.cf.js", "examples/*/node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./player/tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // The base SDKs mark whole modules deprecated that have no successor in the package.
      "@typescript-eslint/no-deprecated": "off",
      "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
      // Index signatures are read with brackets (noPropertyAccessFromIndexSignature style); both forms are clear.
      "@typescript-eslint/dot-notation": "off",
    },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["it", "describe"], package: "mocha" }] },
      ],
      "@typescript-eslint/no-unused-expressions": "off",
      "max-lines": "off",
    },
  },
  {
    files: ["rehearsal/watch/page/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["document", "location", "history", "fetch", "setInterval", "EventSource", "ResizeObserver", "URLSearchParams"].map((name) => [
          name,
          "readonly",
        ]),
      ),
    },
  },
  { files: ["**/*.js"], languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } } },
);

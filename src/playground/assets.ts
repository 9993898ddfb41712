import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const pathOf = (file: string): string => fileURLToPath(new URL(`./page/${file}`, import.meta.url));

/** The page's own policy: Adaptive Cards sets styles on its elements, everything else comes from files here. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** A page of the playground: its script fills it. */
export const shellOf = (title: string, script: "app" | "messages"): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/icon">
<link rel="stylesheet" href="/playground/style.css">
<script src="/playground/adaptivecards.js" defer></script>
<script src="/playground/${script}.js" type="module"></script>
</head>
<body><div id="app"></div></body>
</html>
`;

const bundle = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [pathOf(entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    sourcemap: "inline",
    logLevel: "silent",
  });
  return outputFiles?.[0]?.text ?? "";
};

/** Bundled when it is first asked for, and kept. */
const scriptOf = (entry: string) => {
  let script: Promise<string> | undefined;
  return (): Promise<string> => {
    script ??= bundle(entry).catch((error: unknown) => {
      script = undefined;
      throw error;
    });
    return script;
  };
};

/** The files of both pages. */
export const makeAssets = () => {
  return {
    script: scriptOf("app.ts"),
    messages: scriptOf("gallery/app.ts"),
    style: () => readFile(pathOf("style.css"), "utf8"),
    // For browsers only: importing it here would fail, so it is found as a file.
    adaptiveCards: () =>
      readFile(createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js"), "utf8"),
  };
};

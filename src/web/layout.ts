import { html } from "hono/html";
import type { Locale } from "../core/model/person.ts";
import type { Html } from "./elements.ts";

const STYLE = `
  :root { color-scheme: light dark; --ink: #1b2733; --soft: #51606f; --paper: #f5f7fa; --card: #fff; --main: #3d5a80; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9fb0c0; --paper: #12181f; --card: #1b242e; --main: #8fb3dd; } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 3rem auto; padding: 2rem; box-sizing: border-box; background: var(--card); border-radius: 12px; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin-top: 0; overflow-wrap: anywhere; }
  p { white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: plaintext; }
  a { color: var(--main); overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: fit-content(45%) minmax(0, 1fr); gap: .3rem 1rem; }
  dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
  label { display: block; margin: 1rem 0 .2rem; }
  input, textarea, select { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; border: 1px solid var(--soft); border-radius: 8px; background: var(--card); color: var(--ink); }
  textarea { min-height: 6rem; resize: vertical; }
  fieldset { border: 1px solid var(--soft); border-radius: 8px; margin: 1rem 0 0; padding: .4rem .8rem .8rem; min-width: 0; }
  legend { padding: 0 .3rem; } label, legend { overflow-wrap: anywhere; }
  label.choice { display: flex; gap: .6rem; align-items: baseline; margin: .4rem 0 0; }
  .choice input { width: auto; flex: none; }
  h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.6rem 0 .3rem; overflow-wrap: anywhere; }
  input:focus, textarea:focus, select:focus, button:focus, a:focus { outline: 3px solid var(--main); outline-offset: 2px; }
  button, .button { display: inline-block; font: inherit; margin: 1.2rem .6rem 0 0; padding: .6rem 1.2rem; border: 0; border-radius: 8px; background: var(--main); color: var(--card); text-decoration: none; cursor: pointer; }
  .quiet { background: none; color: var(--main); border: 1px solid var(--main); }
  .wrong { color: #b3261e; margin: .2rem 0 0; } @media (prefers-color-scheme: dark) { .wrong { color: #ffb4ab; } }
  main:has(table) { max-width: 64rem; }
  table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
  th { text-align: start; color: var(--soft); font-weight: 400; }
  th, td { padding: .45rem .8rem .45rem 0; border-bottom: 1px solid color-mix(in srgb, var(--soft) 35%, transparent); vertical-align: top; overflow-wrap: anywhere; }
  @media (min-width: 56rem) { td.whole { white-space: nowrap; } td:first-child { min-width: 8rem; } }
  .tabs { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: 0 0 1rem; }
  .tabs [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
  @media (min-width: 40rem) { .filter { display: grid; grid-template-columns: 1fr 1fr auto; column-gap: 1rem; align-items: start; } .filter button { margin: 2.7rem 0 0; } }
  .hint { color: var(--soft); margin: .2rem 0 0; font-size: .9rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  @media (max-width: 30rem) {
    main { margin: 0; padding: 1.25rem; border-radius: 0; }
    table, tbody, tr, td { display: block; } thead { display: none; }
    td { border: 0; padding: .1rem 0; } tr { border-bottom: 1px solid color-mix(in srgb, var(--soft) 35%, transparent); padding: .6rem 0; }
    dl { display: block; } dd { margin-bottom: .6rem; }
    button, .button { box-sizing: border-box; width: 100%; margin-right: 0; text-align: center; }
  }
`;

/** A whole page. The content security policy lets only the style with this `nonce` through. */
export const htmlPage = (
  title: string,
  body: Html,
  { locale, nonce }: { locale: Locale; nonce: string },
): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>`;

import { html } from "hono/html";
import type { Translate } from "../../texts/translate.ts";
import { type Html, problemText } from "../elements.ts";

/** A code that no webinar needs to have: it shows what one looks like. */
export const SAMPLE_CODE = "ABC234";

/** A field for what people have in hand: the code from a message. What was `typed` is a code that nothing has: it says so. */
export const codeForm = (t: Translate, typed = "", problem = ""): Html =>
  html`<form method="get" action="/w"><label for="code">${t("page_code")}</label>
<div class="beside"><input id="code" name="code" value="${typed}" class="fixed" autocomplete="off" autocapitalize="characters" spellcheck="false" required aria-describedby="code-hint${problem === "" ? "" : " code-problem"}"${problem === "" ? "" : html` aria-invalid="true"`}>
${problemText("code", problem)}
<p class="hint" id="code-hint">${t("page_code_hint", { code: SAMPLE_CODE })}</p><button>${t("page_code_open")}</button></div></form>`;

import axe from "axe-core";
import type { Page } from "playwright-core";

/** Besides axe's defaults: the size of what is pressed, and names that differ from what is read. */
const ON_PAGES = { "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true } };
/** A mail stands in a program's page, which has the landmarks. */
const IN_MAILS = { ...ON_PAGES, "landmark-one-main": { enabled: false }, region: { enabled: false } };

const run = async (page: Page, options: axe.RunOptions): Promise<string[]> =>
  page.evaluate(async (given) => {
    const checked = await (globalThis as unknown as { axe: typeof axe }).axe.run(given);
    return checked.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any, all, none }) => {
        const [why] = [...any, ...all, ...none];
        return `${id}: ${html.slice(0, 200)} (${why?.message ?? ""})`;
      }),
    );
  }, options);

/**
 * What axe finds wrong with what a browser shows; empty when it finds nothing. In the dark scheme only colours differ.
 * The page's context has to bypass its content security policy.
 */
export const axeProblems = async (page: Page, what: "page" | "mail" = "page"): Promise<string[]> => {
  if (!(await page.evaluate("'axe' in window"))) await page.addScriptTag({ content: axe.source });
  await page.emulateMedia({ colorScheme: "light" });
  const light = await run(page, { rules: what === "mail" ? IN_MAILS : ON_PAGES });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await run(page, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: null });
  return [...new Set([...light, ...dark.map((one) => `dark: ${one}`)])];
};

import { html } from "hono/html";
import type { Html } from "./elements.ts";
import type { PageContext } from "./incoming/request.ts";

/**
 * A button that posts once more what was posted, so that nothing has to be typed again; nothing where nothing readable
 * was posted. Files are left out.
 */
export const postAgain = async (c: PageContext, label: string): Promise<Html | string> => {
  if (c.req.method !== "POST") return "";
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  const inputs = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => typeof one === "string")
      .map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
  );
  const isLong = c.req.header("content-type")?.toLowerCase().startsWith("multipart/");
  return html`<form method="post"${isLong ? html` enctype="multipart/form-data"` : ""}>${inputs}<button>${label}</button></form>`;
};

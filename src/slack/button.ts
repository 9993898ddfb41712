import type { Button } from "@slack/types";
import type { CardAct } from "../core/acts.ts";
import { cutTo } from "./escape.ts";

/** The action id of every button that carries an act; the rest of the id only keeps ids apart in one message. */
export const ACT = "act";
/** Buttons that open a page. */
export const LINK = "link";
export const LANDING = "landing";

/** Of a label, and of what screen readers say in its place. */
export const BUTTON_MAX = 75;

export const button = (label: string, act: CardAct, style?: "primary" | "danger"): Button => ({
  type: "button",
  action_id: `${ACT}:${act.act}${"code" in act ? `:${act.code}` : ""}`,
  text: { type: "plain_text", text: cutTo(label, BUTTON_MAX) },
  value: JSON.stringify(act),
  ...(style ? { style } : {}),
});

export const link = (actionId: string, label: string, url: string): Button => ({
  type: "button",
  action_id: actionId,
  text: { type: "plain_text", text: cutTo(label, BUTTON_MAX) },
  url,
  style: "primary",
});

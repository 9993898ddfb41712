import type { Button, ConfirmationDialog } from "@slack/types";
import { defined } from "../../core/model/defined.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { Say } from "../../texts/say.ts";
import { cutTo } from "../platform/escape.ts";

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
  ...defined({ style }),
});

export const link = (actionId: string, label: string, url: string): Button => ({
  type: "button",
  action_id: actionId,
  text: { type: "plain_text", text: cutTo(label, BUTTON_MAX) },
  url,
  style: "primary",
});

const text = (words: string, max: number) => ({ type: "plain_text" as const, text: cutTo(words, max) });

/** Asked before many are decided (confirmation dialog object: 100, 300 and 30 characters). `label` says it once more. */
export const confirmation = (name: "approve" | "reject", say: Say, label: string): ConfirmationDialog => ({
  title: text(say("sure_title"), 100),
  text: text(say(`sure_${name}`), 300),
  confirm: text(label, 30),
  deny: text(say("sure_no"), 30),
  ...defined({ style: name === "reject" ? ("danger" as const) : undefined }),
});

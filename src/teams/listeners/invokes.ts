import { z } from "zod";
import { requestPartsOf } from "../../core/chat/act-names.ts";
import { defined } from "../../core/model/defined.ts";
import { type RequestId, requestId } from "../../core/model/ids.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import { PASSWORD_INLINE } from "../forms/password/view.ts";
import { REGISTER_INLINE } from "../forms/register/view.ts";
import { type FormName, FormNameSchema } from "../forms/registry.ts";
import { SCHEDULE_INLINE } from "../forms/webinar/view.ts";
import { cardIn, madeAtIn } from "../notices/button.ts";
import type { Place } from "../platform/activity.ts";

/** What an invoke asks for, read before anything is done. */
export type Invoke =
  | { kind: "press"; act: CardAct; isOnList: boolean; madeAt?: number; card?: string }
  | { kind: "inline"; form: "schedule" | "register" | "password"; data: unknown }
  | { kind: "open"; act: CardAct | undefined; isOnList: boolean; card?: string; isInDialog?: boolean }
  | { kind: "submit"; form: FormName | undefined; data: unknown }
  | { kind: "unreadable" };

const Execute = z.looseObject({
  action: z.looseObject({ verb: z.string().optional().catch(undefined), data: z.unknown().optional() }),
});

const Task = z.looseObject({ data: z.unknown().optional() });

const Form = z.looseObject({ form: FormNameSchema });

const InDialog = z.looseObject({ where: z.literal("dialog") });

const Listed = z.looseObject({ where: z.literal("list") });

/** Reads an invoke; undefined for one that is not Usher's. Its content authorises nothing. */
export const readInvoke = (name: string | undefined, value: unknown): Invoke | undefined => {
  switch (name) {
    case "adaptiveCard/action": {
      const { verb, data } = Execute.safeParse(value).data?.action ?? {};
      if (verb === REGISTER_INLINE) return { kind: "inline", form: "register", data };
      if (verb === PASSWORD_INLINE) return { kind: "inline", form: "password", data };
      if (verb === SCHEDULE_INLINE) return { kind: "inline", form: "schedule", data };
      const act = parseAct(data);
      if (!act) return { kind: "unreadable" };
      const madeAt = madeAtIn(data);
      return {
        kind: "press",
        act,
        isOnList: Listed.safeParse(data).success,
        ...defined({ madeAt: madeAt || undefined, card: cardIn(data) }),
      };
    }
    case "task/fetch": {
      const data = Task.safeParse(value).data?.data;
      const isOnList = Listed.safeParse(data).success;
      return { kind: "open", act: parseAct(data), isOnList, ...defined({ card: cardIn(data) }) };
    }
    case "task/submit": {
      const data = Task.safeParse(value).data?.data;
      if (InDialog.safeParse(data).success)
        return { kind: "open", act: parseAct(data), isOnList: false, isInDialog: true };
      return { kind: "submit", form: Form.safeParse(data).data?.form, data };
    }
    default:
      return undefined;
  }
};

/**
 * The idempotency key of a press, where the activity's own id will not do: Teams repeats slow turns under a new id
 * (MicrosoftDocs/msteams-docs#6084).
 */
export const requestIdOf = (act: CardAct, madeAt: number | undefined, { chat }: Place): RequestId | undefined => {
  if (!chat) return undefined;
  if (act.act === "bulk_approve" || act.act === "bulk_reject")
    return madeAt ? requestId("teams", chat, act.act, act.code, String(act.digest), String(madeAt)) : undefined;
  const named = requestPartsOf(act);
  return named && requestId("teams", chat, ...named);
};

import type { Delivery } from "../../core/deliveries/delivery.ts";
import { seriesCode } from "../../core/model/ids.ts";
import { keys } from "../keys.ts";

/** Where the message of a delivery is remembered: with its webinar, or its series; undefined for what is about neither. */
export const messagesKeyOf = ({
  organisation,
  matter,
}: Pick<Delivery, "organisation" | "matter">): string | undefined => {
  if (matter.kind === "series_announced") return keys.seriesMessages(organisation, seriesCode(matter.code));
  return matter.code && keys.messages(organisation, matter.code);
};

import { STANDARD_FORM } from "../../model/form.ts";
import { type Address, newKey, newRegistrationId, parseAddress } from "../../model/ids.ts";
import { fullName, type Person } from "../../model/person.ts";
import type { Registration } from "../../model/registration.ts";
import { HOST_TEXTS, type HostText, type Webinar } from "../../model/webinar.ts";
import type { MailNotice } from "../notice.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** In the place of the address of a host who has none. */
const NOBODY = parseAddress("you@example.com") as Address;

/** A message that carries a host's own words (P38), as it will be read. */
export interface Worded {
  readonly text: HostText;
  readonly notice: MailNotice;
  /** When it will be read (epoch ms). */
  readonly at: number;
}

/** A registration that is nobody's, as a preview shows what its people read. */
export const registrationLike = (
  status: Registration["status"],
  webinar: Webinar,
  host: Person,
  now: number,
): Registration => ({
  key: newKey(),
  status,
  version: 2,
  address: host.address ?? NOBODY,
  firstName: host.firstName,
  lastName: host.lastName,
  answers: {},
  form: STANDARD_FORM.id,
  person: host.id,
  via: "page",
  registeredAt: now,
  sequence: webinar.sequence,
  round: 1,
  decidedAt: now,
  keepsSeat: false,
  expired: 0,
  history: [],
});

/** What a webinar's people will read, with a key and an ID that are nobody's: one message for each of its own words. */
export const wordedMessages = (webinar: Webinar, host: Person, now: number): readonly Worded[] => {
  const registration = registrationLike("approved", webinar, host, now);
  const id = webinar.registrationIds ? { registrationId: newRegistrationId() } : {};
  const minutes = Math.min(...webinar.reminders, 60);
  const notices: Readonly<Record<HostText, Omit<Worded, "text">>> = {
    invitationText: {
      notice: { kind: "invitation", webinar, hostName: fullName(host), key: registration.key, isInvited: true, ...id },
      at: now,
    },
    approvalText: { notice: { kind: "registration", webinar, registration, again: false, ...id }, at: now },
    reminderText: {
      notice: { kind: "reminder", webinar, registration, inMinutes: minutes, isLast: minutes <= 10, ...id },
      at: webinar.startsAt - minutes * MINUTE,
    },
    followUpText: {
      notice: { kind: "follow_up", webinar, registration, hasAttended: true },
      at: webinar.endsAt + HOUR,
    },
  };
  return HOST_TEXTS.map((text) => ({ text, ...notices[text] }));
};

/** The same with words that are not saved yet: those messages that have some, or all where none has. */
export const wordedWith = (
  texts: Readonly<Partial<Record<HostText, string>>>,
  webinar: Webinar,
  host: Person,
  now: number,
): readonly Worded[] => {
  const worded = wordedMessages({ ...webinar, ...texts }, host, now);
  const own = worded.filter(({ text }) => (texts[text] ?? "").trim() !== "");
  return own.length > 0 ? own : worded;
};

import type { MailNotice } from "../notice.ts";

const NEVER = () => false;

/** Who has not registered is only invited to it. */
const toInvitees = ({ registration }: { readonly registration?: unknown }) => registration === undefined;

const UNSUBSCRIBABLE: {
  readonly [Kind in MailNotice["kind"]]: (notice: Extract<MailNotice, { kind: Kind }>) => boolean;
} = {
  invitation: ({ isAsked }) => !isAsked,
  moved: toInvitees,
  called_off: toInvitees,
  id_given: toInvitees,
  declined: NEVER,
  registration: NEVER,
  draft: NEVER,
  undelivered: NEVER,
  revised: NEVER,
  password_changed: NEVER,
  hosting: NEVER,
  follow_up: () => true,
  host_message: () => true,
  reminder: NEVER,
  let_go: NEVER,
  withdrawn: NEVER,
  line_over: NEVER,
  waiting: NEVER,
  cancellations: NEVER,
  coming: NEVER,
  asked: NEVER,
  full: NEVER,
};

/**
 * Whether a mail is one of those that *Unsubscribe* ends (RFC 8058): what nobody asked for. It carries the way to
 * unsubscribe, and is not sent to who did. What somebody must know of their own registration goes on.
 */
export const isUnsubscribable = (notice: MailNotice): boolean =>
  // Each kind is asked by its own question.
  (UNSUBSCRIBABLE[notice.kind] as (notice: MailNotice) => boolean)(notice);

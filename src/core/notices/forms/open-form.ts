import type { InquiryFound } from "../../approvals/inquiry.ts";
import type { RosterPage } from "../../approvals/roster-list.ts";
import type { RuleCounts } from "../../approvals/rules-editor.ts";
import type { AnnouncedSeries } from "../../hosting/announcing/channel.ts";
import type { FormOwner } from "../../hosting/form-builder.ts";
import type { Writable } from "../../hosting/messages/messages.ts";
import type { Correctable } from "../../hosting/people/correct-address.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Mine, Registration } from "../../model/registration.ts";
import type { SeriesWebinars } from "../../model/series.ts";
import type { Tag } from "../../model/tag.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Target } from "../../registering/sent-step.ts";

/** Asks the face to open a form; the preview of a message, which shows another notice, is one more. */
export type OpenForm =
  /** `like`: the webinar that is scheduled again (P33). */
  | { kind: "open_form"; form: "schedule"; like?: Webinar }
  | { kind: "open_form"; form: "edit"; webinar: Webinar }
  /** `adds`: whom a host registers (P35). `tag`: by which card its person came (P24). */
  | { kind: "open_form"; form: "register"; target: Target; adds?: Person; tag?: Tag }
  | { kind: "open_form"; form: "questions"; owner: FormOwner }
  | { kind: "open_form"; form: "series"; series?: SeriesWebinars }
  | { kind: "open_form"; form: "rules"; webinar: Webinar; counts: RuleCounts }
  /** `to`: asks for the reason of a rejection alone. */
  | { kind: "open_form"; form: "decide"; webinar: Webinar; registration: Registration; to?: "rejected" }
  | { kind: "open_form"; form: "roster"; roster: RosterPage }
  | { kind: "open_form"; form: "ask"; webinar: Webinar; registration: Registration }
  /** Asks a late person for the webinar's password (S16); with what was wrong about the one that was typed. */
  | { kind: "open_form"; form: "password"; webinar: Webinar; refusal?: Refusal }
  /** `byName`: the host who asks. `text`: what was typed already, and is too long. */
  | ({ kind: "open_form"; form: "answer"; byName: string; text?: string } & InquiryFound)
  /** Asks for the right address of a guest (P39). */
  | ({ kind: "open_form"; form: "correct" } & Correctable)
  /** Asks before a registration is cancelled, and says what is lost. */
  | ({ kind: "open_form"; form: "leave"; registration: Registration } & Mine)
  /** `add`: chooses whom a host registers. */
  /** `page`: where the host can import a list. */
  | { kind: "open_form"; form: "invite"; webinar: Webinar; page: string }
  | { kind: "open_form"; form: "add"; webinar: Webinar }
  /** `people`: who are cohosts, or speakers, already. */
  | { kind: "open_form"; form: "cohost" | "speaker"; webinar: Webinar; people: readonly Person[] }
  /** Chooses the channel in which it, or the whole `series`, is announced (P28). */
  | { kind: "open_form"; form: "announce"; webinar: Webinar; series?: AnnouncedSeries }
  /** A host writes to many (P31): asks to whom and what. */
  | ({ kind: "open_form"; form: "message" } & Writable)
  /** Asks its host to which cohost they hand it over (P44). */
  | { kind: "open_form"; form: "handover"; webinar: Webinar; cohosts: readonly Person[] };

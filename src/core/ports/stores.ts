import type { Archives } from "./archives.ts";
import type { Drafts, KeptForms } from "./drafts.ts";
import type { Erasure } from "./erasure.ts";
import type { Gate } from "./gate.ts";
import type { Limiter } from "./limiter.ts";
import type { Lists } from "./lists.ts";
import type { Outgoing } from "./outgoing.ts";
import type { People } from "./people.ts";
import type { References } from "./references.ts";
import type { Registrations } from "./registrations.ts";
import type { Requests } from "./requests.ts";
import type { Retention } from "./retention.ts";
import type { Roster } from "./roster.ts";
import type { SeriesStore } from "./series.ts";
import type { HostMessages } from "./told/host-messages.ts";
import type { Mailboxes } from "./told/mailboxes.ts";
import type { Webinars } from "./webinars.ts";

/** All that Usher keeps. A use case names the few stores that it needs. */
export interface Stores {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly requests: Requests;
  readonly roster: Roster;
  readonly archives: Archives;
  readonly gate: Gate;
  readonly drafts: Drafts;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly seriesStore: SeriesStore;
  readonly keptForms: KeptForms;
  readonly lists: Lists;
  readonly mailboxes: Mailboxes;
  readonly hostMessages: HostMessages;
  readonly references: References;
  readonly limiter: Limiter;
  readonly erasure: Erasure;
  readonly retention: Retention;
}

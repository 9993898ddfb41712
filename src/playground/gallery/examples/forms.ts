import type { Notice } from "../../../core/notices/notice.ts";
import { type Sample, STARTS_AT } from "../sample.ts";

const OFFERED = { status: "offered", until: STARTS_AT - 2 * 86_400_000 } as const;
const GUIDE = "https://usher.example.com/help";

/** What answers a command, and what opens a form. */
export const forms = ({ data, webinar, many, form, series, registrationAs }: Sample): Notice[] => [
  { kind: "help", mayHost: true, guide: GUIDE },
  { kind: "help", mayHost: false, guide: GUIDE },
  { kind: "help", mayHost: true, isWhole: true, guide: GUIDE },
  { kind: "help", mayHost: false, isWhole: true, guide: GUIDE },
  { kind: "unknown_command", typed: data.typed, nearest: "list" },
  { kind: "unknown_command", typed: "jion", nearest: "join", code: webinar.code },
  { kind: "unknown_command", typed: "abracadabra" },
  { kind: "unknown_command", typed: "k7qm-3xwp-9tfa", nearest: "join", isId: true },
  { kind: "refused", refusal: { reason: "not_registered", title: webinar.title, code: webinar.code } },
  { kind: "refused", refusal: { reason: "in_line", title: webinar.title, code: webinar.code, ...OFFERED } },
  {
    kind: "refused",
    refusal: {
      reason: "webinar_full",
      title: webinar.title,
      code: webinar.code,
      cap: webinar.cap,
      note: webinar.fullText,
    },
  },
  { kind: "failed", reference: "k7Qm2x9B" },
  { kind: "failed", reference: "k7Qm2x9B", asked: { act: { act: "register", code: webinar.code } } },
  { kind: "working" },
  { kind: "not_saved" },
  { kind: "not_saved", asked: { typed: "my", act: { act: "command", name: "my" } } },
  {
    kind: "form_open",
    of: { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form } },
  },
  { kind: "saved", title: webinar.title },
  { kind: "open_form", form: "schedule" },
  { kind: "open_form", form: "schedule", like: webinar },
  { kind: "open_form", form: "edit", webinar },
  { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form } },
  { kind: "open_form", form: "register", target: { kind: "series", series, webinars: many, form } },
  { kind: "open_form", form: "questions", owner: { kind: "series", series, form } },
  { kind: "open_form", form: "series" },
  { kind: "open_form", form: "series", series: { series, webinars: many.slice(0, 5) } },
  {
    kind: "choose",
    command: "join",
    webinars: many,
    own: many.map((one, i) => ({ webinar: one, ...(i % 3 !== 2 && { registration: registrationAs("approved") }) })),
  },
  { kind: "choose", command: "show", webinars: [] },
  {
    kind: "choose",
    command: "register",
    webinars: many.slice(0, 4),
    own: many
      .slice(0, 4)
      .map((one, i) => ({ webinar: one, ...(i % 3 === 1 && { registration: registrationAs("pending") }) })),
  },
  { kind: "choose", command: "invite", webinars: many, page: { from: 10, size: 10, total: 34 } },
  { kind: "choose", command: "edit", webinars: many },
  { kind: "choose", command: "edit", webinars: [] },
  { kind: "choose", command: "again", webinars: many.slice(0, 3) },
  { kind: "choose", command: "again", webinars: [] },
  { kind: "choose", command: "cancel", webinars: many.slice(0, 2) },
];

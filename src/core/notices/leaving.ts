import type { Status } from "../model/status.ts";

/** What is asked of who gives it up, and what the buttons say: each gives up what they have. */
const LEAVING = {
  registration: { title: "leave_title", question: "leave_question", now: "leave_now", keep: "keep" },
  request: {
    title: "leave_request_title",
    question: "leave_request_question",
    now: "leave_request",
    keep: "keep_request",
  },
  line: { title: "leave_line_title", question: "leave_line_question", now: "leave_line", keep: "keep_line" },
  offer: { title: "leave_offer_title", question: "leave_offer_question", now: "pass", keep: "keep_offer" },
} as const;

type Leaving = (typeof LEAVING)[keyof typeof LEAVING];

/** The texts of the question whether somebody gives up what they have. */
export const leavingOf = (status: Status): Leaving => {
  if (status === "pending") return LEAVING.request;
  if (status === "waitlisted") return LEAVING.line;
  return status === "offered" ? LEAVING.offer : LEAVING.registration;
};

import { givenOf } from "../../core/model/form.ts";
import { requestId } from "../../core/model/ids.ts";
import { isRequest } from "../../core/model/status.ts";
import { noticeOfEdit } from "../../core/notices/registered.ts";
import type { Target } from "../../core/registering/sent-step.ts";
import { buttonLink } from "../elements.ts";
import type { PageContext, PostedForm } from "../incoming/request.ts";
import { answeredOn, type FilledIn, firstPage, pageAfter, wholeForm } from "../page-steps.ts";
import type { LinkOwner, PersonalView } from "../personal-view.ts";
import type { PageDeps, Responses } from "../responses.ts";

type EditTarget = Target & { kind: "webinar" };

/** What the registration says now, as the form begins with it. */
const beginning = ({ form, edits }: EditTarget): FilledIn => ({
  firstName: edits?.firstName ?? "",
  lastName: edits?.lastName ?? "",
  address: "",
  given: givenOf(form, edits?.answers ?? {}),
});

/** Lets the owner of a personal link change what they said, step by step (P17, P39). */
export const makeEditPage = (
  respond: Responses,
  { core, links }: Pick<PageDeps, "core" | "links">,
  view: PersonalView,
) => {
  const openFor = async (c: PageContext, owner: LinkOwner) => {
    const { organisation, code } = owner.webinar;
    const target = await core.editAnswers.target({ organisation, code, of: { key: owner.entry.key } });
    if (target.ok) return { target: target.value };
    return { page: view.show(c, owner, { problem: respond.refusalText(c, target.refusal, owner.webinar) }) };
  };

  return {
    open: async (c: PageContext, owner: LinkOwner) => {
      const { target, page } = await openFor(c, owner);
      return target
        ? view.showEdit(c, owner, target, { step: firstPage(target.form, beginning(target)), problems: [] })
        : page;
    },

    send: async (c: PageContext, owner: LinkOwner, posted: PostedForm) => {
      const { webinar, entry, person } = owner;
      const { target, page } = await openFor(c, owner);
      if (!target) return page;
      const { form, answersClosed } = target;
      // What is not asked yet stands as it was.
      const given = { ...beginning(target).given, ...answeredOn(form, posted) };
      const next = pageAfter(form, { ...posted, given });
      if (next.kind === "show") return view.showEdit(c, owner, target, next);
      const { firstName, lastName } = next.filled;
      const { organisation, code } = webinar;
      const result = await core.editAnswers.edit({
        ...({ organisation, code, of: { key: entry.key }, way: "page", firstName, lastName } as const),
        given: answersClosed ? "kept" : next.filled.given,
        // Named by what is sent and by the version that the form was made from: its repeat is the same act.
        requestId: requestId(
          "personal",
          "edit",
          code,
          entry.key,
          posted.fields.from ?? "",
          JSON.stringify(next.filled),
        ),
      });
      if (!result.ok) {
        const [first] = result.refusal;
        if (first?.field !== "none")
          return view.showEdit(c, owner, target, { step: wholeForm(form, next.filled), problems: result.refusal });
        return view.show(c, owner, { problem: respond.refusalText(c, first.refusal, webinar) });
      }
      const label = respond.translator(c)(
        isRequest(result.value.registration.status) ? "my_request" : "my_registration",
      );
      const after = buttonLink(links.personal(code, entry.key), label, true);
      // The gate asks for two things, this link and the ID: it does not stand here.
      const { registrationId: _, ...notice } = noticeOfEdit(result.value);
      return respond.notice(c, notice, after, { zone: person?.zone });
    },
  };
};

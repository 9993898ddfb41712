import { z } from "zod";
import { fullName } from "../../core/model/person.ts";
import type { Registrations } from "../../core/ports/registrations.ts";
import { keys } from "../keys.ts";
import type { KnownWebinars } from "../reading/known-webinars.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { encodeEdit } from "../records/registration.ts";
import { termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

// By their first word, since a union tries one after another.
const Answer = z.tuple([z.string()], z.unknown());
const Edited = z.tuple([z.number(), z.unknown()]);

/** Changes of what a registration says, in Redis. */
export const makeCorrections = (
  run: RunScript,
  knownWebinars: KnownWebinars,
): Pick<Registrations, "editAnswers" | "correctAddress"> => ({
  editAnswers: async ({ act, webinar, before, next, by, deliveries }) => {
    const { organisation, code, requestId, now, way } = act;
    const { set, lost } = encodeEdit(next, before);
    // Answers to a former form were indexed when they were given.
    const answered = next.form === webinar.form.id ? { answered: { form: webinar.form, answers: next.answers } } : {};
    const answer = await run(
      "edit-answers-5",
      [
        keys.webinar(organisation, code),
        keys.eraPrefix(organisation, code, webinar.era),
        keys.log(organisation, code),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
      ],
      [
        now,
        before.version,
        webinar.era,
        before.key,
        by,
        next.status,
        way,
        encodeDeliveries(deliveries),
        REQUEST_KEPT_MS,
        termsOf({ name: fullName(next), address: next.address, tag: next.tag, ...answered }),
        set.length,
        ...set,
        ...lost,
      ],
    );
    const [kind, ...rest] = Answer.parse(answer);
    if (kind !== "done") return { kind: z.enum(["repeated", "moved"]).parse(kind) };
    const [version, counts] = Edited.parse(rest);
    return { kind, version, webinar: knownWebinars.counted(webinar, counts) };
  },

  correctAddress: async ({ act, webinar, before, after, name, registrationId, by, cards, deliveries }) => {
    const { organisation, code, requestId, now, way } = act;
    const answer = await run(
      "correct-address-7",
      [
        keys.webinar(organisation, code),
        keys.webinarPrefix(organisation, code),
        keys.log(organisation, code),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
        keys.personPrefix(organisation),
        keys.addresses(organisation, code),
      ],
      [
        now,
        webinar.era,
        before.key,
        before.registration?.version ?? 0,
        before.address,
        before.person,
        after.key,
        after.address,
        after.person,
        registrationId ?? "",
        by,
        way,
        encodeDeliveries(deliveries),
        REQUEST_KEPT_MS,
        termsOf({ name, address: after.address, tag: before.registration?.tag }),
        code,
        ...cards.flat(),
      ],
    );
    const [kind] = Answer.parse(answer);
    return z.enum(["done", "moved", "gone"]).parse(kind);
  },
});

import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { RegistrationId, RegistrationKey } from "../../core/model/ids.ts";
import { newKey, parseKey } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import { SEAT_HOLDING } from "../../core/model/status.ts";
import type { Registrations } from "../../core/ports/registrations.ts";
import type { Connection } from "../connect.ts";
import { keys, partitionOf } from "../keys.ts";
import type { KnownWebinars } from "../reading/known-webinars.ts";
import { makeReadListPage } from "../reading/page.ts";
import { decodeSubject } from "../reading/subject.ts";
import { walkInvitees, walkRegistrations } from "../reading/walk.ts";
import { encodeDeliveries, encodeOffer } from "../records/delivery.ts";
import { entryField } from "../records/person.ts";
import { encodeFacts, encodeRegistration } from "../records/registration.ts";
import { termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import { among } from "../scripts.ts";
import { makeCorrections } from "./corrections.ts";
import { makeInvitations } from "./invitations.ts";
import { listEntriesOf, listedOf } from "./lists.ts";
import { bulkKeys, REQUEST_KEPT_MS } from "./requests.ts";

// By their first word, since a union tries one after another.
const Answer = z.tuple([z.string()], z.unknown());
const NotRegistered = z.enum(["repeated", "moved", "full", "gone"]);
const Registered = z.tuple([z.number(), z.string(), z.number(), z.string(), z.unknown()]);
const NotMoved = z.enum(["repeated", "moved", "full"]);
const Moved = z.tuple([z.number(), z.unknown()]);

/** The key of a pair as `addresses` keeps it, see scripts/shared/pairs.lua. */
export const keyOfPair = (pair: unknown): RegistrationKey | undefined =>
  typeof pair === "string" ? parseKey(pair.split(" ", 1)[0]) : undefined;

/** Registrations and invitees, in Redis. */
export const makeRegistrations = (
  redis: Connection,
  run: RunScript,
  knownWebinars: KnownWebinars,
  secret: string,
): Registrations => {
  const readListPage = makeReadListPage(run, knownWebinars);

  const entry: Registrations["entry"] = async (organisation, code, of, requestId) => {
    const webinarKey = keys.webinar(organisation, code);
    const known = knownWebinars.of(organisation, code);
    const answer = await run(
      "read-entry-5",
      [
        webinarKey,
        keys.webinarPrefix(organisation, code),
        keys.forms(organisation),
        requestId ? keys.request(organisation, requestId) : webinarKey,
        keys.lists(partitionOf(organisation)),
      ],
      "address" in of
        ? [of.address, "", known?.mark ?? "", ...listEntriesOf(secret, of.address)]
        : ["", of.key, known?.mark ?? ""],
    );
    return decodeSubject(knownWebinars, organisation, code, known, answer);
  };

  return {
    ...makeInvitations(redis, run),
    ...makeCorrections(run, knownWebinars),
    entry,

    entriesOf: async (organisation, person, list, now, slice) => {
      const { some, total } = await readListPage(organisation, { list, by: { person } }, now, slice);
      return { some, total };
    },

    walk: async (webinar, era, { over, after }, limit) => {
      const read = over === "registrations" ? walkRegistrations : walkInvitees;
      const { some, next } = await read(run, webinar, era, after, limit);
      if (next) return { some, next: { over, after: next } };
      return { some, ...defined({ next: over === "registrations" ? ({ over: "invitees" } as const) : undefined }) };
    },

    keyOf: async (organisation, code, person) => {
      const found = await redis.hget(keys.person(organisation, person), entryField(code));
      return parseKey(found?.split(" ")[0]);
    },

    keysFor: async (organisation, code, addresses) => {
      const known = await redis.hmget(keys.addresses(organisation, code), ...addresses);
      return known.map((pair): RegistrationKey => keyOfPair(pair) ?? newKey());
    },

    register: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const { webinar } = of;
      const [, erased, domain] = listEntriesOf(secret, of.address);
      const answer = await run(
        "register-8",
        [
          keys.webinar(organisation, code),
          keys.eraPrefix(organisation, code, webinar.era),
          keys.addresses(organisation, code),
          keys.person(organisation, of.person),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.lists(partitionOf(organisation)),
        ],
        [
          now,
          webinar.version,
          of.fromVersion,
          of.key,
          of.address,
          of.status,
          of.registrationId ?? "",
          encodeDeliveries(of.deliveries),
          REQUEST_KEPT_MS,
          of.person,
          code,
          among(SEAT_HOLDING),
          of.act.way,
          of.cards ? encodeDeliveries(of.cards.own) : "",
          of.cards ? encodeDeliveries(of.cards.crowd) : "",
          of.listed ?? "",
          erased,
          domain,
          of.addedBy ?? "",
          of.raiseTo ?? "",
          termsOf({
            name: fullName(of),
            address: of.address,
            tag: of.tag,
            answered: { form: webinar.form, answers: of.answers },
          }),
          of.tag ?? "",
          ...encodeRegistration({ ...of, at: now }),
        ],
      );
      const [kind, ...rest] = Answer.parse(answer);
      if (kind === "listed") return { kind, ...defined({ listed: listedOf(z.string().parse(rest[0])) }) };
      if (kind !== "registered") return { kind: NotRegistered.parse(kind) };
      const [version, id, position, digest, counts] = Registered.parse(rest);
      return {
        kind,
        version,
        webinar: knownWebinars.counted(webinar, counts),
        ...defined({
          registrationId: id === "" ? undefined : (id as RegistrationId),
          position: position > 0 ? position : undefined,
          digest: digest === "" ? undefined : Number(digest),
        }),
      };
    },

    move: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const { registration } = of;
      const facts = encodeFacts(of.facts ?? {}, registration);
      const answer = await run(
        "move-7",
        [
          keys.webinar(organisation, code),
          keys.eraPrefix(organisation, code, of.webinar.era),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          ...bulkKeys(of.webinar, of.bulk?.id ?? requestId),
        ],
        [
          now,
          registration.version,
          among(of.from),
          of.to,
          of.by,
          of.decision ? "1" : "0",
          among(SEAT_HOLDING),
          encodeDeliveries(of.deliveries),
          REQUEST_KEPT_MS,
          registration.key,
          of.webinar.era,
          encodeOffer(of.offer),
          of.keepsSeat ? "1" : "",
          of.raiseTo ?? "",
          of.act.way,
          of.decision && of.to !== "approved" ? "" : of.domain,
          of.bulk?.as ?? "",
          facts.set.length,
          ...facts.set,
          ...facts.lost,
        ],
      );
      const [kind, ...rest] = Answer.parse(answer);
      if (kind !== "done") return { kind: NotMoved.parse(kind) };
      const [version, counts] = Moved.parse(rest);
      return { kind, version, webinar: knownWebinars.counted(of.webinar, counts) };
    },

    settle: async ({ organisation, code, now }, { era }, key, version, offer, deliveries) => {
      await run(
        "settle-4",
        [
          keys.webinar(organisation, code),
          keys.eraPrefix(organisation, code, era),
          keys.log(organisation, code),
          keys.lanes(organisation),
        ],
        [now, key, version, encodeDeliveries(deliveries), encodeOffer(offer)],
      );
    },

    confirm: async ({ organisation, code, era }, key, version) => {
      await run("confirm-1", [keys.registration(organisation, code, era, key)], [version]);
    },

    giveId: async ({ organisation, code }, { key, address }, registrationId, now, deliveries) => {
      await run(
        "give-id-2",
        [keys.addresses(organisation, code), keys.lanes(organisation)],
        [now, address, key, registrationId, encodeDeliveries(deliveries)],
      );
    },

    offer: async ({ organisation, code, era }, now, offer, limit) =>
      z
        .number()
        .parse(
          await run(
            "offer-4",
            [
              keys.webinar(organisation, code),
              keys.eraPrefix(organisation, code, era),
              keys.log(organisation, code),
              keys.lanes(organisation),
            ],
            [now, era, encodeOffer(offer), limit],
          ),
        ),
  };
};

import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { RegistrationKey } from "../../core/model/ids.ts";
import { newKey, parseKey } from "../../core/model/ids.ts";
import type { WebinarEntry } from "../../core/model/registration.ts";
import { SEAT_HOLDING } from "../../core/model/status.ts";
import type { Registrations } from "../../core/ports/registrations.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries, encodeOffer } from "../records/delivery.ts";
import { decodeEntry } from "../records/entry.ts";
import { entryField } from "../records/person.ts";
import { encodeFacts, encodeRegistration } from "../records/registration.ts";
import type { RunScript } from "../scripts.ts";
import { among } from "../scripts.ts";
import { makeInvitations } from "./invitations.ts";
import { readPage } from "./page.ts";
import { bulkKeys, REQUEST_KEPT_MS } from "./requests.ts";
import { walkOn } from "./walk.ts";

const RegisterAnswer = z.union([
  z.tuple([z.enum(["moved", "full", "gone"])]),
  z.tuple([z.literal("registered"), z.number()]),
]);

const MoveAnswer = z.union([z.tuple([z.enum(["moved", "full"])]), z.tuple([z.literal("done"), z.number()])]);

/** Registrations and invitees, in Redis. */
export const makeRegistrations = (redis: Connection, run: RunScript): Registrations => {
  const entry: Registrations["entry"] = async (organisation, code, of) =>
    decodeEntry(
      await run(
        "read-entry-3",
        [keys.webinar(organisation, code), keys.webinarPrefix(organisation, code), keys.forms(organisation)],
        "address" in of ? [of.address, ""] : ["", of.key],
      ),
    );

  return {
    ...makeInvitations(redis, run),
    entry,

    entriesOf: async (organisation, person, now, slice) => {
      const { some, total } = await readPage(run, organisation, { list: "mine", person }, now, slice);
      const found = await Promise.all(
        some.map(async ({ code, key }): Promise<WebinarEntry | undefined> => key && entry(organisation, code, { key })),
      );
      return { some: found.filter((one) => one !== undefined), total };
    },

    walk: async (webinar, era, { over, after }, limit) => {
      const { organisation, code } = webinar;
      const zset =
        over === "registrations" ? keys.registrations(organisation, code, era) : keys.invitees(organisation, code);
      const { some, next } = await walkOn(run, webinar, era, zset, after, limit);
      if (next) return { some, next: { over, after: next } };
      return { some, ...defined({ next: over === "registrations" ? ({ over: "invitees" } as const) : undefined }) };
    },

    keyOf: async (organisation, code, person) => {
      const found = await redis.hget(keys.person(organisation, person), entryField(code));
      return parseKey(found?.split(" ")[0]);
    },

    keysFor: async (organisation, code, addresses) => {
      const known = await redis.hmget(keys.addresses(organisation, code), ...addresses);
      return known.map((key): RegistrationKey => parseKey(key) ?? newKey());
    },

    register: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const { webinar } = of;
      const answer = await run(
        "register-15",
        [
          keys.webinar(organisation, code),
          keys.addresses(organisation, code),
          keys.registration(organisation, code, webinar.era, of.key),
          keys.registrations(organisation, code, webinar.era),
          keys.registrationIds(organisation, code),
          keys.person(organisation, of.person),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.waitlist(organisation, code, webinar.era),
          keys.pending(organisation, code, webinar.era),
          keys.arrivals(organisation, code, webinar.era),
          keys.digests(organisation, code, webinar.era),
          keys.digestPrefix(organisation, code, webinar.era),
          keys.registrationPrefix(organisation, code, webinar.era),
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
          ...encodeRegistration({ ...of, at: now, request: requestId }),
          ...encodeFacts(of).set,
        ],
      );
      const [kind, version = 0] = RegisterAnswer.parse(answer);
      return kind === "registered" ? { kind, version } : { kind };
    },

    move: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const facts = encodeFacts(of.facts ?? {});
      const answer = await run(
        "move-12",
        [
          keys.webinar(organisation, code),
          keys.registration(organisation, code, of.webinar.era, of.key),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.waitlist(organisation, code, of.webinar.era),
          keys.registrationPrefix(organisation, code, of.webinar.era),
          keys.approvals(organisation, code, of.webinar.era),
          keys.pending(organisation, code, of.webinar.era),
          keys.digestPrefix(organisation, code, of.webinar.era),
          ...bulkKeys(of.webinar, of.bulk?.id ?? requestId),
        ],
        [
          now,
          of.fromVersion,
          among(of.from),
          of.to,
          of.by,
          of.decision ? "1" : "0",
          among(SEAT_HOLDING),
          encodeDeliveries(of.deliveries),
          REQUEST_KEPT_MS,
          of.key,
          of.webinar.era,
          requestId,
          encodeOffer(of.offer),
          of.keepsSeat ? "1" : "",
          of.raiseTo ?? "",
          of.act.way,
          JSON.stringify(facts.set),
          JSON.stringify(facts.lost),
          of.decision && of.to !== "approved" ? "" : of.domain,
          of.bulk?.as ?? "",
        ],
      );
      const [kind, version = 0] = MoveAnswer.parse(answer);
      return kind === "done" ? { kind, version } : { kind };
    },

    settle: async ({ organisation, code, now }, { era }, key, version, offer, deliveries) => {
      await run(
        "settle-6",
        [
          keys.webinar(organisation, code),
          keys.registration(organisation, code, era, key),
          keys.log(organisation, code),
          keys.lanes(organisation),
          keys.waitlist(organisation, code, era),
          keys.registrationPrefix(organisation, code, era),
        ],
        [now, version, encodeDeliveries(deliveries), encodeOffer(offer)],
      );
    },

    confirm: async ({ organisation, code, era }, key, version) => {
      await run("confirm-1", [keys.registration(organisation, code, era, key)], [version]);
    },

    giveId: async ({ organisation, code }, key, registrationId, now, deliveries) => {
      await run(
        "give-id-2",
        [keys.registrationIds(organisation, code), keys.lanes(organisation)],
        [now, key, registrationId, encodeDeliveries(deliveries)],
      );
    },

    offer: async ({ organisation, code, era }, now, offer, limit) =>
      z
        .number()
        .parse(
          await run(
            "offer-5",
            [
              keys.webinar(organisation, code),
              keys.waitlist(organisation, code, era),
              keys.registrationPrefix(organisation, code, era),
              keys.log(organisation, code),
              keys.lanes(organisation),
            ],
            [now, era, encodeOffer(offer), limit],
          ),
        ),
  };
};

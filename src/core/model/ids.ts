import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { domainToASCII } from "node:url";
import { z } from "zod";

export type OrganisationId = string & z.$brand<"OrganisationId">;
/** The public name of a webinar that people type: six letters and digits. */
export type WebinarCode = string & z.$brand<"WebinarCode">;
/** The public name of a series. It looks like a webinar's code, and no code names both. */
export type SeriesCode = string & z.$brand<"SeriesCode">;
/**
 * Names one (webinar, e-mail address) pair from the first invitation or registration on, through cancelling and through
 * eras. It is no secret: cards and logs show it. The secret is the registration ID.
 */
export type RegistrationKey = string & z.$brand<"RegistrationKey">;
/** The secret that admits a registrant, together with the e-mail address; kept without its dashes. */
export type RegistrationId = string & z.$brand<"RegistrationId">;
export type PersonId = string & z.$brand<"PersonId">;
/** A person in a chat product: `slack:<team>:<user>` or `teams:<tenant>:<aad object id>`. */
export type ChatId = string & z.$brand<"ChatId">;
/** An e-mail address, case-folded, its domain in ASCII form. */
export type Address = string & z.$brand<"Address">;
/** The idempotency key of one act: a repeat is answered as the first was. */
export type RequestId = string & z.$brand<"RequestId">;

/** Names a host's question to somebody (N9). */
export type InquiryId = string & z.$brand<"InquiryId">;

/** The chat products that Usher speaks. */
export const FACES = ["slack", "teams"] as const;
export type Face = (typeof FACES)[number];

/** 32 letters and digits that are not mistaken for each other (no 0 O 1 I): five bits each. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const letters = (count: number): string => Array.from(randomBytes(count), (byte) => ALPHABET[byte % 32]).join("");

const OrganisationIdSchema = z.string().min(1).brand<"OrganisationId">();
export const PersonIdSchema = z.string().min(1).max(64).brand<"PersonId">();
export const RequestIdSchema = z.string().min(1).brand<"RequestId">();
const RegistrationIdSchema = z.string().length(12).brand<"RegistrationId">();
/** A code that comes from outside, as text. */
export const CodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[2-9A-HJ-NP-Z]{6}$/)
  .brand<"WebinarCode">();
/** A key that comes from outside, as text. */
export const KeySchema = z
  .string()
  .regex(/^[2-9A-HJ-NP-Z]{16}$/)
  .brand<"RegistrationKey">();
/** An inquiry that comes from outside, as text. */
export const InquirySchema = z
  .string()
  .regex(/^[2-9A-HJ-NP-Z]{8}$/)
  .brand<"InquiryId">();
const ChatIdSchema = z
  .string()
  .regex(new RegExp(`^(${FACES.join("|")}):[^:\\s]{1,80}:[^:\\s]{1,120}$`))
  .brand<"ChatId">();

export const organisationId = (value: string): OrganisationId => OrganisationIdSchema.parse(value);
export const personId = (value: string): PersonId => PersonIdSchema.parse(value);

/** Makes a request id by hashing its parts, which may be long and may name people. */
export const requestId = (...parts: string[]): RequestId =>
  RequestIdSchema.parse(createHash("sha256").update(parts.join("\u0000")).digest("base64url").slice(0, 22));

/** Reads a typed code, in any case; undefined for what cannot be one. */
export const parseCode = (typed: string): WebinarCode | undefined => CodeSchema.safeParse(typed).data;
/**
 * Reads a code as people type and paste it: in full width, in quotes, bold or as code, with a hash or a full stop, or
 * as the webinar's own link. Undefined for what holds none.
 */
export const readCode = (typed: string): WebinarCode | undefined => {
  const text = typed.slice(0, 400).normalize("NFKC");
  const [, linked] = /\/w\/([^/?#|>\s]{6})/.exec(text) ?? [];
  return parseCode(linked ?? text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
};
/** Reads a key that came back from a card or a link; undefined for what cannot be one. */
export const parseKey = (value: unknown): RegistrationKey | undefined => KeySchema.safeParse(value).data;

/** The chat identity of one account. Throws when a part holds a colon or a space, as no platform's ids do. */
export const chatId = (face: Face, group: string, user: string): ChatId =>
  ChatIdSchema.parse(`${face}:${group}:${user}`);

/** The parts of a chat identity: the face, the workspace or tenant, and the user in it. */
export const chatParts = (id: ChatId): { face: Face; group: string; user: string } => {
  const [face, group, user] = id.split(":") as [Face, string, string];
  return { face, group, user };
};

/** What copying leaves around an address; none of it begins or ends one. */
const AROUND_ADDRESS =
  /^[\s\p{Default_Ignorable_Code_Point}\p{Pi}\p{Pf}\p{Ps}\p{Pe}"'`<>;:,、。]+|[\s\p{Default_Ignorable_Code_Point}\p{Pi}\p{Pf}\p{Ps}\p{Pe}"'`<>;:,.、。]+$/gu;

/**
 * Reads an e-mail address: trimmed, case-folded, NFKC, its domain in ASCII. Undefined for what is none: no single @, a
 * local part over 64 bytes, a domain without a dot, over 254 characters in all, or a character with a meaning in mail
 * headers or address lists. Quotes, brackets and invisible marks around an address that was copied are dropped.
 */
export const parseAddress = (typed: string): Address | undefined => {
  // Bounds the work below.
  if (typed.length > 320) return undefined;
  const folded = typed.normalize("NFKC").replaceAll(AROUND_ADDRESS, "").toLowerCase().normalize("NFKC");
  const at = folded.lastIndexOf("@");
  const local = folded.slice(0, Math.max(at, 0));
  const domain = domainToASCII(folded.slice(at + 1));
  const localIsPlain = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u.test(local) && !/^\.|\.\.|\.$/.test(local);
  const domainIsPlain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.[a-z][a-z0-9-]*[a-z0-9]$/.test(domain);
  if (!localIsPlain || !domainIsPlain || Buffer.byteLength(local) > 64) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= 254 ? (address as Address) : undefined;
};

/** A typed code read as a series'. */
export const seriesCode = (code: WebinarCode): SeriesCode => code as string as SeriesCode;

/** Makes the password that late comers are asked for, where the host chose none: forty bits. */
export const newPassword = (): string => letters(8);
/** Names a question or an option within its form. */
export const newQuestionId = (): string => `q${letters(8).toLowerCase()}`;
export const newInquiryId = (): InquiryId => InquirySchema.parse(letters(8));
export const newCode = (): WebinarCode => CodeSchema.parse(letters(6));
export const newKey = (): RegistrationKey => KeySchema.parse(letters(16));
export const newPersonId = (): PersonId => personId(`p${letters(12)}`);
/** Sixty bits from the CSPRNG. */
export const newRegistrationId = (): RegistrationId => RegistrationIdSchema.parse(letters(12));
/** A token that comes back from outside, as text. */
export const TokenSchema = z.string().regex(/^[\w-]{22}$/);
/** 128 random bits for links that live briefly. */
export const newToken = (): string => randomBytes(16).toString("base64url");

/** Formats a registration ID as people read it: `K7QM-3XWP-9TFA`. */
export const showRegistrationId = (id: RegistrationId): string => (id.match(/.{4}/g) ?? []).join("-");

/** Whether a text looks like a registration ID, as it is shown: whoever types that wants to come in. */
export const isLikeAnId = (typed: string): boolean =>
  /^[2-9A-HJ-NP-Z]{4}([- ][2-9A-HJ-NP-Z]{4}){2}$/i.test(typed.normalize("NFKC").trim());

/** The same where a code is asked for: no word of a sentence is typed there, so an ID needs no hyphens to look like one. */
export const isIdForCode = (typed: string): boolean =>
  /^[2-9A-HJ-NP-Z]{12}$/i.test(typed.normalize("NFKC").replaceAll(/[\s\p{Pd}]+/gu, ""));

/**
 * Compares a typed text with a registration ID in constant time. Case, width, dashes, spaces, and what surrounds an ID
 * that was copied out of a sentence do not matter.
 */
export const isRegistrationId = (typed: string, id: RegistrationId | undefined): boolean => {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const plain = typed
    .slice(0, 64)
    .normalize("NFKC")
    .replace(/^.*[:#]/u, "")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "");
  return timingSafeEqual(digest(plain), digest(id ?? "")) && id !== undefined;
};

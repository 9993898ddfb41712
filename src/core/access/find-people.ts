import { defined } from "../model/defined.ts";
import type { OrganisationId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Directory, LookUp, NamedPerson, People } from "../ports/people.ts";

/** Chat products limit how often they may be asked. */
const ASKED_AT_ONCE = 10;

/** How long an answer that is due at once may ask: what takes longer is asked again later. */
export const ASK_WITHIN_MS = 1_200;

/** Which person was meant. */
export type Found =
  | { readonly kind: "found"; readonly person: Person }
  /** `guest`: who is known by this address alone. */
  | { readonly kind: "nobody"; readonly name: string; readonly guest?: Person }
  /** A chat product could not be asked. `afterMs`: it said when it can be asked again. */
  | { readonly kind: "unknown"; readonly afterMs?: number };

interface Deps {
  readonly people: People;
  readonly directories: readonly Directory[];
}

const UNKNOWN: Found = { kind: "unknown" };

/** What somebody is called who was not found: as it was written. */
export const nameOf = (named: NamedPerson): string =>
  named.by === "address" ? named.address : named.name.startsWith("@") ? named.name : `@${named.name}`;

/** What several products say of one person: found in one is found, and unknown in one is not nobody. */
const together = (answers: readonly LookUp[]): LookUp => {
  const found = answers.find(({ kind }) => kind === "found");
  if (found) return found;
  const unknown = answers.filter((answer) => answer.kind === "unknown");
  if (unknown.length === 0) return answers.find((one) => one.kind === "nobody" && one.name) ?? { kind: "nobody" };
  const waits = unknown.flatMap(({ afterMs }) => afterMs ?? []);
  return { kind: "unknown", ...defined({ afterMs: waits.length > 0 ? Math.max(...waits) : undefined }) };
};

/**
 * Finds the people who are named, in the store or else in the chat products; the answers keep the order. It asks until a
 * product cannot be asked, or until `withinMs` have passed: who was not asked by then is unknown too.
 */
export const makeFindPeople = ({ people, directories }: Deps) => {
  const kept = async (organisation: OrganisationId, named: NamedPerson): Promise<Person | undefined> => {
    if (named.by === "chat") return people.byChat(organisation, named.chat);
    return named.by === "address" ? people.byAddress(organisation, named.address) : undefined;
  };

  const ask = async (organisation: OrganisationId, named: NamedPerson, guest: Person | undefined): Promise<Found> => {
    const answer = together(await Promise.all(directories.map((directory) => directory.find(organisation, named))));
    if (answer.kind === "found") return { kind: "found", person: await people.know(organisation, answer.profile) };
    if (answer.kind === "unknown") return answer;
    return { kind: "nobody", name: answer.name ?? nameOf(named), ...defined({ guest }) };
  };

  const askAll = async (
    organisation: OrganisationId,
    asked: readonly { named: NamedPerson; guest: Person | undefined }[],
    late: Promise<void>,
  ): Promise<Found[]> => {
    const answers: Found[] = [];
    let isLate = false;
    const end = late.then((): Found => {
      isLate = true;
      return UNKNOWN;
    });
    for (let from = 0; from < asked.length; from += ASKED_AT_ONCE) {
      if (isLate || answers.some(({ kind }) => kind === "unknown")) break;
      const some = asked.slice(from, from + ASKED_AT_ONCE);
      const found = some.map(({ named, guest }) => Promise.race([ask(organisation, named, guest), end]));
      answers.push(...(await Promise.all(found)));
    }
    return answers;
  };

  return async (organisation: OrganisationId, named: readonly NamedPerson[], withinMs?: number): Promise<Found[]> => {
    const known = await Promise.all(named.map((one) => kept(organisation, one)));
    const isSettled = (person: Person | undefined) => person !== undefined && person.chats.length > 0;
    const asked = named.flatMap((one, i) => (isSettled(known[i]) ? [] : [{ named: one, guest: known[i] }]));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      if (withinMs !== undefined) timer = setTimeout(resolve, withinMs);
    });
    const answers = await askAll(organisation, asked, late).finally(() => clearTimeout(timer));
    let next = 0;
    return known.map((person) => {
      if (person && person.chats.length > 0) return { kind: "found", person };
      const answer = answers[next] ?? UNKNOWN;
      next += 1;
      return answer;
    });
  };
};

export type FindPeople = ReturnType<typeof makeFindPeople>;

/** What became of a list of names. */
export interface Sorted {
  readonly people: readonly Person[];
  /** Who is in no chat product, by address; a guest where they are known. */
  readonly guests: readonly { readonly named: NamedPerson & { by: "address" }; readonly guest?: Person }[];
  /** Who was not found, as it was written. */
  readonly lost: readonly string[];
  /** Who could not be looked up. */
  readonly unknown: readonly NamedPerson[];
  /** When a product said that it can be asked again. */
  readonly afterMs?: number;
}

/** Sorts the answers about those who were named by what follows from them. */
export const sorted = (named: readonly NamedPerson[], found: readonly Found[]): Sorted => {
  const people: Person[] = [];
  const guests: Sorted["guests"][number][] = [];
  const lost: string[] = [];
  const unknown: NamedPerson[] = [];
  const waits: number[] = [];
  for (const [i, one] of named.entries()) {
    const answer = found[i] ?? UNKNOWN;
    if (answer.kind === "found") people.push(answer.person);
    else if (answer.kind === "unknown") {
      unknown.push(one);
      if (answer.afterMs !== undefined) waits.push(answer.afterMs);
    } else if (one.by === "address") guests.push({ named: one, ...defined({ guest: answer.guest }) });
    else lost.push(answer.name);
  }
  return { people, guests, lost, unknown, ...defined({ afterMs: waits.length > 0 ? Math.max(...waits) : undefined }) };
};

import type { Plan } from "./run.ts";

const ACTS = 60;

const planOf = (seed: number, acts = ACTS, without: readonly number[] = []): Plan => ({ seed, acts, without });

/**
 * Seeds that run with all other tests: some that come far, and each that once found a fault, with what it needs of its
 * history.
 */
export const CORPUS: readonly { readonly plan: Plan; readonly why: string }[] = [
  { plan: planOf(13), why: "processes die, and Redis loses its last second" },
  { plan: planOf(15), why: "people alone: nothing breaks" },
  { plan: planOf(16), why: "platforms that are rough" },
  { plan: planOf(63, 100), why: "the message of a seat offer that expired still offered it" },
  { plan: planOf(988002534, 35), why: "who was alone in line was offered the seat again, and two messages offered it" },
  { plan: planOf(986517601, 30), why: "an edit that came after its worker's lease overwrote what another had shown" },
  { plan: planOf(990410150, 30), why: "an edit that came late overwrote that an announcement was withdrawn" },
  { plan: planOf(2369483, 90), why: "an attempt that counted as lost edited a card after the next one had" },
  { plan: planOf(988000830, 25), why: "nobody heard of who cancelled within an hour whose news had been told" },
  { plan: planOf(986196447, 40), why: "a host whose decision was overtaken read that nothing was changed" },
  { plan: planOf(987136195, 40), why: "a message was taken back by a late clock when people had been told" },
  { plan: planOf(9089902, 40), why: "news that was under way when a seat was offered offered it for ever" },
  { plan: planOf(58391402, 12), why: "a seat that was claimed elsewhere stood in the message that had offered it" },
  { plan: planOf(59692767, 90), why: "a press on an older message had the offer stand there after its end" },
  { plan: planOf(61734914, 120), why: "a process that had stood still sent what another worker had sent meanwhile" },
  { plan: planOf(63844887, 120), why: "the message of a new ID that offered a seat was not among those that offer it" },
  { plan: planOf(943016404, 100), why: "somebody was erased while it was asked whether their account is gone" },
  { plan: planOf(80152423, 95), why: "a message that was edited too late had pointed to a newer one with the offer" },
  {
    plan: planOf(87227876, 119, [48, 50, 51, 52, 53, 55, 56, 57, 58, 59, 60, 61, 62, 64, 65]),
    why: "an answer that could not be shown was told, and offered a seat for ever",
  },
  { plan: planOf(95090628, 80), why: "a host channel that was new kept a count of before a decision" },
  { plan: planOf(96611852, 114), why: "an answer that came late told of a decision that could still be undone" },
  { plan: planOf(103693042, 120), why: "a host undid what they had decided of their own request, and news was lost" },
  { plan: planOf(105322218, 80), why: "what was erased as it came into its lane left its name waiting there" },
  { plan: planOf(85989842, 77), why: "a failure could not be named, as its button names a domain" },
  { plan: planOf(129659381, 92), why: "news under way forgot a message that had been answered in place with an offer" },
];

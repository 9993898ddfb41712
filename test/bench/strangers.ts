import { makeConverse } from "../../src/core/chat/converse.ts";
import type { Address, ChatId, WebinarCode } from "../../src/core/model/ids.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import { type Command, parseCommand } from "../../src/core/notices/commands.ts";
import type { Actor } from "../../src/core/ports/people.ts";
import { freshRequest, ORGANISATION, openStore } from "../setup/store.ts";
import { type Figure, quantile } from "./measure.ts";

const ROUNDS = 2_000;
const UNKNOWN = "ZZZZZZ" as WebinarCode;
const COMMANDS = ["show", "register", "join", "edit", "requests"] as const;
const SUE = "slack:T1:USUE" as ChatId;

const NOBODY = () => ({ people: [], unreadable: [] });

/** How long a stranger waits for the answer about a webinar for those alone who are invited, and about an unknown code. */
export const benchStrangers = async (): Promise<Figure[]> => {
  const store = await openStore();
  try {
    const { core, people } = store;
    const converse = makeConverse(core, makeLinks(new URL("https://usher.example.com"), "a secret of the benchmark"));
    const { code } = await store.schedule(await store.member("host"), { fields: { visibility: "invited_only" } });
    for (let i = 0; i < 500; i += 1) {
      const invited: Actor = { ...(await store.member(`ann${i}`)), inside: code };
      await store.register(code, invited);
    }
    await people.know(ORGANISATION, {
      chatId: SUE,
      address: "sue@example.com" as Address,
      firstName: "Sue",
      lastName: "Stranger",
      fullMember: true,
    });

    const ask = async (name: string, about: WebinarCode): Promise<number> => {
      const command: Command = parseCommand(`${name} ${about}`);
      const requestId = freshRequest();
      const begun = performance.now();
      const person = await people.byChat(ORGANISATION, SUE, { code: about, requestId });
      if (!person) throw new Error("nobody");
      await converse.command(
        { organisation: ORGANISATION, person, chat: SUE, requestId, answerStays: false },
        command,
        NOBODY,
      );
      return performance.now() - begun;
    };

    const figures: Figure[] = [];
    for (const name of COMMANDS) {
      const [hidden, unknown]: [number[], number[]] = [[], []];
      // In turns, so that whatever slows the machine down slows both.
      for (let i = 0; i < ROUNDS; i += 1) {
        hidden.push(await ask(name, code));
        unknown.push(await ask(name, UNKNOWN));
      }
      figures.push(
        {
          name: `strangers: ${name}, hidden / unknown code, median`,
          value: quantile(hidden, 0.5) / quantile(unknown, 0.5),
        },
        {
          name: `strangers: ${name}, hidden - unknown code, median, of 1 ms`,
          value: quantile(hidden, 0.5) - quantile(unknown, 0.5),
        },
      );
    }
    return figures;
  } finally {
    await store.stop();
  }
};

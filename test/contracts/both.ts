import { afterEach, beforeEach, describe } from "vitest";
import { defined } from "../../src/core/model/defined.ts";
import { type House, openHouse } from "../setup/house.ts";
import { codeIn, type Face, type Persona, type ScheduleFields, type Seen } from "./face.ts";
import { makeSlackFace } from "./slack-face.ts";
import { makeTeamsFace } from "./teams-face.ts";

/** A whole Usher, one of its faces, and a host in it: what a contract's tests work with. */
export interface Stage {
  readonly house: House;
  readonly face: Face;
  readonly host: Persona;
  /** Schedules a webinar and answers its code, once it is announced. */
  scheduled(fields?: Partial<ScheduleFields>): Promise<string>;
  /** Somebody the face knows. */
  member(name: string): Promise<Persona>;
  /** Somebody who has registered, with the last answer they got. */
  registered(
    code: string,
    name: string,
    fields?: Parameters<Persona["register"]>[1],
  ): Promise<{ person: Persona; answer: Seen }>;
  /** The card of somebody's request, as it is in the host channel now. */
  cardOf(name: string): Seen;
  /** The subjects of the mails that somebody got, oldest first. */
  subjects(address: string): string[];
}

const open = async (
  makeFace: (house: House) => Promise<Face>,
  env: Readonly<Record<string, string>>,
): Promise<Stage> => {
  const house = await openHouse({ env });
  const face = await makeFace(house);
  const host = await face.person("Hanna Host");
  const member = async (name: string) => {
    const person = await face.person(name);
    // A bot reaches people in Teams only after it has seen them.
    await person.type("help");
    await house.deliver();
    return person;
  };
  return {
    house,
    face,
    host,
    member,
    scheduled: async (fields = {}) => {
      const answer = await host.schedule({
        title: "Deep sea",
        ...defined({ inMinutes: fields.start ? undefined : 600 }),
        ...fields,
      });
      await house.deliver();
      return codeIn(answer);
    },
    registered: async (code, name, fields) => {
      const person = await member(name);
      const answer = await person.register(await person.type(`show ${code}`), fields);
      await house.deliver();
      return { person, answer };
    },
    cardOf: (name) => {
      const card = face.channel().find(({ words }) => words.includes(name));
      if (!card) throw new Error(`no card of ${name}`);
      return card;
    },
    subjects: (address) => house.mail.inbox(address).map(({ mail }) => mail.subject ?? ""),
  };
};

/** The same tests on both faces; `env` is added to the site's environment. */
export const onBothFaces = (
  name: string,
  tests: (stage: () => Stage) => void,
  env: Readonly<Record<string, string>> = {},
): void => {
  describe.each([
    ["Slack", makeSlackFace],
    ["Teams", makeTeamsFace],
  ])(`${name}, %s`, (_, makeFace) => {
    let stage: Stage | undefined;
    beforeEach(async () => {
      stage = await open(makeFace, env);
    });
    afterEach(() => stage?.house.stop());
    tests(() => {
      if (!stage) throw new Error("not open yet");
      return stage;
    });
  });
};

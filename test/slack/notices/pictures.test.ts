import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewPerson } from "../../../src/playground/slack/workspace.ts";
import { codeIn, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

const PICTURE = "https://avatars.slack-edge.com/2026-11-29/1_ann_192.png";

/** Whose picture stands beside a request's card, on a whole Usher. */
describe("the picture on a request's card", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeSlackFace>>;
  let host: Persona;
  let code: string;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
    code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
  });
  afterEach(() => house.stop());

  const cardOf = () => {
    const card = face.channel().find(({ words }) => words.includes("Ann Lee"));
    if (!card) throw new Error("no card");
    return card;
  };
  const besideOf = (): unknown => {
    const { message } = cardOf() as unknown as { message: { blocks: { accessory?: { type: string } }[] } };
    return message.blocks.map(({ accessory }) => accessory).find((accessory) => accessory?.type === "image");
  };

  /** Ann Lee registers, and has this profile when her card is posted. */
  const registers = async (profile: Partial<NewPerson>): Promise<void> => {
    const ann = await face.person("Ann Lee");
    const { id } = ann as Persona & { id: string };
    await ann.register(await ann.type(`show ${code}`));
    house.slack.addPerson({ id, name: "Ann Lee", email: ann.address, ...profile });
  };
  const pictureOf = async (profile: Partial<NewPerson>): Promise<unknown> => {
    await registers(profile);
    await house.deliver();
    return besideOf();
  };

  it("is that of who asks to join, said in words too, as long as nobody has decided", async () => {
    const picture = { type: "image", image_url: PICTURE, alt_text: "Picture of Ann Lee" };
    expect(await pictureOf({ image: PICTURE })).toEqual(picture);
    expect((await host.decide(cardOf(), "Approve")).words).toContain("Ann Lee is approved");
    expect(besideOf()).toBeUndefined();
  });

  it("is at no address but Slack's own", async () => {
    expect(await pictureOf({ image: "https://avatars.slack-edge.com.evil.example/ann.png" })).toBeUndefined();
  });

  it("is nobody's of another workspace", async () => {
    expect(await pictureOf({ image: PICTURE, teamId: "T0ELSEWHERE" })).toBeUndefined();
  });

  it("is left out where Slack does not say it, and the card is posted all the same", async () => {
    await registers({ image: PICTURE });
    house.slack.faults.fail({ method: "users.info", error: "internal_error", times: 5 });
    await house.deliver();
    expect(cardOf().words).toContain("asks to join");
    expect(besideOf()).toBeUndefined();
  });
});

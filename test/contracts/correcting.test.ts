import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, registrationIdIn } from "./face.ts";

const WRONG = "gus@exmaple.org";
const RIGHT = "gus@example.org";

onBothFaces("a guest's address that was mistyped", (stage) => {
  const mails = (address: string) =>
    stage()
      .house.mail.inbox(address)
      .map(({ mail }) => mail);
  const linkTo = (address: string): string => {
    const link = (mails(address).at(-1)?.text ?? "").match(/https?:\/\/\S+\/me\/\S+/)?.[0];
    if (!link) throw new Error(`no link was mailed to ${address}`);
    return link;
  };
  const calendarOf = (address: string): string =>
    String(
      mails(address)
        .at(-1)
        ?.attachments.find(({ contentType }) => contentType.startsWith("text/calendar"))?.content ?? "",
    );

  it("P39: a host corrects it: seat, answers and history stay, the old link and ID end, and the calendar follows", async () => {
    const { face, host, house, scheduled, member } = stage();
    const code = await scheduled({ inMinutes: 10_000, cap: "5" });
    await (await host.questions(code)).standard({ company: "shown" });
    await host.type(`invite ${code} ${WRONG}`);
    await house.deliver();
    const browser = makeBrowser(house.url);
    const old = linkTo(WRONG);
    await browser.send(await browser.get(old), "Send request", { firstName: "Gus", "q.company": "Acme" });
    await house.deliver();
    const card = () => face.channel().filter(({ words }) => words.includes("Gus"));
    await host.decide(card()[0] ?? { words: "", labels: [] }, "Approve");
    const formerId = registrationIdIn({ words: mails(WRONG).at(-1)?.text ?? "", labels: [] });
    expect(calendarOf(WRONG)).toContain("METHOD:REQUEST");

    const list = await host.roster(code);
    await list.details("Gus");
    expect((await list.correctDetail("not an address")).words).toContain("is not an email address");
    const ann = await member("Ann Lee");
    expect((await list.correctDetail(ann.address)).words).toContain("is a member here");
    const done = await list.correctDetail(RIGHT);
    expect(done.words).toContain(`goes to ${RIGHT} from now on`);
    await house.deliver();

    // The card stands where it did, once, and shows the new address.
    expect(card()).toHaveLength(1);
    expect(card()[0]?.words).toContain(RIGHT);
    expect(card()[0]?.words).toContain("Gus is approved");
    const answers = await host.press(last(card()), "All answers");
    expect(answers.words).toContain("Company");
    expect(answers.words).toContain("Acme");
    expect(mails(RIGHT).at(-1)?.subject).toBe("You’re in: Deep sea");
    expect(calendarOf(RIGHT)).toContain("METHOD:REQUEST");
    expect(mails(WRONG).at(-1)?.subject).toBe("Sent to you by mistake: Deep sea");
    expect(calendarOf(WRONG)).toContain("METHOD:CANCEL");
    expect(mails(WRONG).at(-1)?.text).not.toContain("/me/");

    const gone = await browser.get(old);
    expect(gone.status).toBe(410);
    expect(gone.words).toContain("This link is genuine, but what it led to is no longer kept");
    const mine = await browser.get(linkTo(RIGHT));
    expect(mine.words).toContain("Acme");
    const id = registrationIdIn({ words: mails(RIGHT).at(-1)?.text ?? "", labels: [] });
    expect(id).not.toBe(formerId);
    house.clock.advance(9_995 * 60_000);
    expect((await browser.post(linkTo(RIGHT), { do: "join", id: formerId })).words).toContain(
      "not the registration ID of this registration",
    );
    expect((await browser.post(linkTo(RIGHT), { do: "join", id })).words).toContain("Welcome to Deep sea");
    expect((await host.type(`show ${code}`)).words).toContain("1 of 5 taken");
    expect((await host.type(`log ${code}`)).words).toContain("corrected the address of Gus");
  });

  it("P39: an invitation goes to the right address; what waits for the wrong one is not sent; others are refused", async () => {
    const { host, house, scheduled, member } = stage();
    const code = await scheduled({ inMinutes: 10_000 });
    await host.type(`invite ${code} "Gus Guest" <${WRONG}>, eve@example.org`);
    await house.deliver();
    const list = await host.roster(code);
    await list.details("Gus Guest");
    expect((await list.correctDetail("eve@example.org")).words).toContain("is invited to this webinar already");
    expect((await list.correctDetail(RIGHT)).words).toContain(`goes to ${RIGHT}`);
    // Moved at once: only whom it concerns is told.
    await (await host.edit(code)).send({ inMinutes: 11_000 });
    await house.deliver();
    expect(mails(WRONG).map(({ subject }) => subject)).toEqual(["You’re invited: Deep sea"]);
    expect(mails(RIGHT).map(({ subject }) => subject)).toContain("New time: Deep sea");
    expect(mails(RIGHT).map(({ subject }) => subject)).toContain("You’re invited: Deep sea");
    const ann = await member("Ann Lee");
    await ann.register(await ann.type(`show ${code}`));
    await house.deliver();
    const again = await host.roster(code);
    expect((await again.details("Ann Lee")).labels).not.toContain("Correct the address");
  });
});

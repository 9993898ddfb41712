import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("the report", (stage) => {
  const until = async (at: number) => {
    const { house } = stage();
    house.clock.advance(at - house.clock.now());
    await house.deliver();
  };

  /** Two approved, of whom one came, one who waits, and one invited who is silent; and when it starts. */
  const OTHERS = ["Dan Doe", "Eve Ek", "Fay Fox", "Gil Gray", "Hal Hut", "Ida Iff", "Jo Jay"];

  const lively = async (others: readonly string[] = []) => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const start = Math.floor(house.clock.now() / MINUTE + 600) * MINUTE;
    const code = await scheduled({ inMinutes: 600 });
    const { person: ann } = await registered(code, "Ann Lee");
    await registered(code, "Bob Ray");
    await registered(code, "Cleo Chen");
    for (const name of others) {
      house.clock.advance(60 * MINUTE);
      await registered(code, name);
    }
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decide(cardOf("Bob Ray"), "Approve");
    await host.type(`invite ${code} silent@elsewhere.test`);
    await until(start + 3 * MINUTE);
    await ann.type(`join ${code}`);
    await ann.type(`join ${code}`);
    return { ann, code, end: start + 60 * MINUTE };
  };

  const pageOf = async (code: string): Promise<string> => {
    const answer = (await stage().host.type(`export ${code}`)) as Awaited<ReturnType<Persona["type"]>> & {
      url?: string;
    };
    return new URL(answer.url ?? "").pathname.replace("/export.csv", "/report");
  };

  it("P32: report CODE answers with the numbers so far, to hosts alone", async () => {
    const { ann, code } = await lively();
    const { words, labels } = await stage().host.type(`report ${code}`);
    expect(words).toContain("Report: Deep sea");
    expect(words).toContain("1 of 2 approved people came: 50%.");
    expect(words).toContain("Still running. Figures so far.");
    expect(words).toContain("1 (1 without an answer, 0 declined)");
    expect(words).toContain("1 (1 waiting for approval)");
    expect(words).toMatch(/Registrations received:?\s*3/);
    expect(words).toMatch(/Approved:?\s*2/);
    expect(words).toMatch(/Attended:?\s*1/);
    expect(words).not.toContain("Missed");
    expect(labels).toEqual(["Open the report", "Download the CSV file"]);
    expect((await ann.type(`report ${code}`)).words).not.toContain("Registrations received");
  });

  it("P32: its page marks on the registrations over time when and where it was announced", async () => {
    const { face, host, house, registered, scheduled } = stage();
    const code = await scheduled();
    await registered(code, "Bob Ray");
    const answer = await face.readers("divers", [host]).announce(host, code);
    house.clock.advance(60 * MINUTE);
    await registered(code, "Ann Lee");
    const few = await makeBrowser(house.url).get(await pageOf(code));
    expect(few.words).toMatch(/Announced in (#divers|[^:]*divers): /);
    for (let i = 0; i < 8; i += 1) await registered(code, `Diver Number${i}`);
    const page = await makeBrowser(house.url).get(await pageOf(code));
    expect(page.words).toMatch(/┆ Announced in (#divers|[^:]*divers): /);
    expect(page.words).not.toContain("Withdrawn");
    // P28: what it brought stays counted.
    await host.press(answer, "Withdraw the announcement");
    const later = await makeBrowser(house.url).get(await pageOf(code));
    expect(later.words).toMatch(/┆ Announced in (#divers|[^:]*divers): /);
    expect(later.words).toMatch(/┆ Withdrawn from (#divers|[^:]*divers): /);
  });

  it("P32: once it is over, the overview's thread has the numbers, once, and the overview a button for them", async () => {
    const { face, host, house } = stage();
    const { end } = await lively();
    await until(end + MINUTE);
    const overview = face.channel().find(({ words }) => words.includes("Webinar ended: Deep sea"));
    if (!overview) return expect.unreachable();
    expect(overview.labels).toContain("Report");
    const reports = () => face.thread(overview);
    expect(reports()).toHaveLength(1);
    const card = last(reports());
    expect(card.words).toContain("Report: Deep sea");
    expect(card.words).toContain("came: 50%");
    expect(card.words).toMatch(/Missed:?\s*1/);
    expect(card.words).not.toContain("So far");
    expect(card.labels).toEqual(["Open the report"]);
    expect((await host.press(card, "Open the report")).labels).toContain("Open the report");
    await house.deliver();
    expect(reports()).toHaveLength(1);
  });

  it("P32: of few people the page has the numbers, each once, and no plot", async () => {
    const { code, end } = await lively();
    await until(end + MINUTE);
    const { html, words } = await makeBrowser(stage().house.url).get(await pageOf(code));
    expect(words).toContain("1 of 2 approved people came: 50%.");
    expect(html).not.toContain("<svg");
    expect(words).toMatch(/Attended 1 Invited 1 .*Registrations received 3 Approved 2 Waiting for approval 1 /);
    // All registered within one hour: that is no table.
    expect(words).not.toContain("Registrations over time");
    expect(words).toContain("Somebody came back once.");
  });

  it("P32: the page has the steps with their bars, a plot of every other part, and the file the same numbers", async () => {
    const { house } = stage();
    const { code, end } = await lively(OTHERS);
    await until(end + MINUTE);
    const browser = makeBrowser(house.url);
    const path = await pageOf(code);
    const { html, words } = await browser.get(path);
    expect(words).toContain("1 of 2 approved people came: 50%.");
    expect(words).toContain("Somebody came back once.");
    expect(words).toContain("Registrations over time");
    // One person came: that is no picture.
    expect(words).not.toContain("When people came in");
    expect(words).toContain("Registrations by domain");
    expect(html.match(/<svg/g)?.length).toBeGreaterThan(4);
    expect(html).not.toMatch(/<script(?! nonce)/);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    const { html: csv } = await browser.get(`${path}.csv`);
    const rows = csv
      .replace(/^\ufeff/, "")
      .trim()
      .split("\r\n");
    expect(rows).toContain("From the invitation to the webinar,Registrations received,10,");
    expect(rows).toContain("Registrations by status,Approved,2,");
    expect(rows.filter((row) => row.startsWith("When people came in"))).toHaveLength(1);
  });
});

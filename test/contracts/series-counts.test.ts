import { expect, it } from "vitest";
import { makeBrowser } from "../setup/browser.ts";
import { onBothFaces } from "./both.ts";
import { last, linkIn } from "./face.ts";

onBothFaces("counts, requests and the roster of a series", (stage) => {
  /** A series of two webinars, in which three people have registered. */
  const season = async () => {
    const { host, house, registered, scheduled } = stage();
    const first = await scheduled({ title: "Crabs", inMinutes: 600, cap: "20" });
    const second = await scheduled({ title: "Whales", inMinutes: 1_200, cap: "30", waitlist: true });
    const saved = await host.series({ title: "Deep sea", webinars: [first, second] });
    const [, code = ""] = /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    await registered(first, "Ann Lee");
    await registered(second, "Bob May");
    await registered(second, "Cleo Fox");
    await house.deliver();
    return { first, second, code };
  };

  it("P37: its host sees the seats and the waiting of each, and of all together", async () => {
    const { host, member } = stage();
    const { code } = await season();
    const shown = await host.type(`series ${code}`);
    expect(shown.words).toMatch(/Seats:?\s*3 of 50 taken/);
    expect(shown.words).toMatch(/Waiting for approval:?\s*3/);
    expect(shown.words).toContain("1 of 20 seats taken");
    expect(shown.words).toContain("2 of 30 seats taken · 2 requests waiting");
    expect(shown.labels).toEqual(expect.arrayContaining(["Requests (3)", "Roster"]));
    const other = await (await member("Sam Stranger")).type(`series ${code}`);
    for (const words of ["3 of 50", "seats taken", "waiting"]) expect(other.words).not.toContain(words);
    expect(other.labels).not.toContain("Roster");
  });

  it("P37: its requests and its roster show all of them, each with its webinar; a request is approved there", async () => {
    const { host, member } = stage();
    const { code } = await season();
    const requests = await host.type(`requests ${code}`);
    expect(requests.words).toContain("Waiting for approval: 3, in 2 webinars.");
    for (const words of ["Ann Lee", "Crabs", "Bob May", "Whales", "Cleo Fox"]) expect(requests.words).toContain(words);
    await host.press(requests, requests.labels.find((label) => label.startsWith("Approve")) ?? "Approve");
    expect((await host.type(`requests ${code}`)).words).toContain("Waiting for approval: 2, in 2 webinars.");
    const roster = await host.type(`roster ${code}`);
    expect(roster.words).toContain("Everybody: 3, in 2 webinars.");
    expect((await host.type(`roster ${code} approved`)).words).toContain("Approved: 1, in 2 webinars.");
    const stranger = await member("Sam Stranger");
    const refused = await stranger.type(`roster ${code}`);
    expect(refused.words).toContain("Only Hanna Host can change the series Deep sea");
    expect(refused.words).not.toContain("Ann Lee");
    expect((await host.type("roster ZZZZZZ")).words).toContain("There is no webinar with the code ZZZZZZ");
  });

  it("P37: what does not fit stands on the next page, and all of it on a page of the host’s own", async () => {
    const { host, house } = stage();
    const { second, code } = await season();
    const invited = Array.from({ length: 9 }, (_, at) => `guest-${at}@example.org`);
    await host.type(`invite ${second} ${invited.join(", ")}`);
    await house.deliver();
    const page = await host.type(`roster ${code}`);
    expect(page.words).toContain("Everybody: 12, in 2 webinars.");
    expect(page.words).not.toContain("guest-8@example.org");
    expect(page.labels).toEqual(expect.arrayContaining(["Next", "See it on a page"]));
    let shown = page;
    const names = new Set<string>();
    const note = () => {
      const found = shown.words.matchAll(/Ann Lee|Bob May|Cleo Fox|guest-\d@example\.org/g);
      for (const [name] of found) names.add(name);
    };
    for (note(); shown.labels.includes("Next"); note()) shown = await host.press(shown, "Next");
    expect(names.size).toBe(12);
    const browser = makeBrowser(house.url);
    const home = new URL(linkIn(page)).pathname;
    const whole = await browser.get(home);
    expect(whole.words).toMatch(/All webinars together: 3 waiting for approval\./);
    // Who waits is decided about here, as on the page of one webinar.
    const [, path = "", version = ""] =
      /action="([^"]*\/people\/[^"]+)"[\s\S]*?name="version" value="(\d+)"/.exec(whole.html) ?? [];
    expect(whole.html.match(/aria-label="Approve: (Ann Lee|Bob May|Cleo Fox)"/g)).toHaveLength(3);
    expect((await browser.get(new URL(path, house.url).pathname)).words).toContain("waiting for approval");
    const decided = await browser.post(new URL(path, house.url).pathname, { do: "decide", to: "approved", version });
    expect(decided.words).toContain("approved");
    for (const words of ["Deep sea", "Crabs", "Whales", "1 of 20", "2 of 30", ...names])
      expect(whole.words).toContain(words);
    expect((await browser.get(`${home}?tab=approved`)).words).not.toContain("guest-8@example.org");
    const open = await browser.get(`/s/${code}`);
    for (const words of ["19 seats left of 20", "28 seats left of 30"]) expect(open.words).toContain(words);
  });

  it("P37: of a series that nobody registered for its host's page has the link to share, and no zeros", async () => {
    const { host, house, scheduled } = stage();
    const webinars = [await scheduled({ title: "Crabs", inMinutes: 600 })];
    const saved = await host.series({ title: "Deep sea", webinars });
    const [, code = ""] = /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    const shown = await makeBrowser(house.url).get(new URL(linkIn(await host.type(`roster ${code}`))).pathname);
    expect(shown.words).toContain("Share the public page of the series, where people register:");
    expect(shown.html).toMatch(new RegExp(`<input id="link" [^>]*value="http[^"]*/s/${code}"`));
    for (const empty of ["Approved", "Waiting", "0 of"]) expect(shown.words).not.toContain(empty);
  });

  it("P37: people are invited to all of a series, and told once", async () => {
    const { host, house, member, subjects } = stage();
    const { first, second, code } = await season();
    const ann = await member("Ivy Elm");
    const answer = await host.type(`invite ${code} ${ann.address}, guest@example.org`);
    expect(answer.words).toContain("2 people are invited");
    expect(answer.words).toContain("They are invited to the other webinar of “Deep sea” too, and told once.");
    await house.deliver();
    expect(subjects("guest@example.org")).toHaveLength(1);
    expect(subjects("guest@example.org")[0]).toContain("Crabs");
    expect(last(ann.chat()).labels).toContain("See the whole series");
    expect((await ann.press(last(ann.chat()), "See the whole series")).words).toContain("Whales");
    for (const one of [first, second]) {
      const roster = await host.roster(one, "silent");
      for (const words of ["Ivy Elm", "guest@example.org"]) expect(roster.shown().words).toContain(words);
    }
    expect((await host.type(`invite ${code} ${ann.address}`)).words).toContain("1 was already invited");
    const stranger = await member("Sam Stranger");
    expect((await stranger.type(`invite ${code} x@example.org`)).words).toContain(
      "Only Hanna Host can change the series",
    );
    await house.deliver();
    expect(subjects("x@example.org")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { newKey, newRegistrationId, personId } from "../../src/core/model/ids.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import type { MailNotice } from "../../src/core/notices/notice.ts";
import { letterOf } from "../../src/email/letter.ts";
import { registrationAs, webinar } from "../setup/notices.ts";

const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough");
const key = newKey();
const times = { startsAt: webinar.startsAt, endsAt: webinar.endsAt };
const registration = registrationAs("approved");

const letter = (notice: MailNotice) => letterOf(notice, { locale: "en" }, links);
const linksIn = (text: string): string[] => text.match(/https:\/\/usher\.example\.com\S*/g) ?? [];

describe("letters", () => {
  const { code } = webinar;
  const personal = links.personal(code, key);
  const cases: [string, MailNotice, string[]][] = [
    ["a move, to somebody registered", { kind: "moved", webinar, registration, key, ...times }, [personal]],
    ["a move, to somebody only invited", { kind: "moved", webinar, key, ...times }, [personal]],
    [
      "a move of an open webinar",
      { kind: "moved", webinar: { ...webinar, registrationRequired: false }, key, ...times },
      [links.gate(code)],
    ],
    [
      "a new registration ID",
      { kind: "id_given", webinar, registration, registrationId: newRegistrationId(), key },
      [personal],
    ],
    ["a changed password", { kind: "password_changed", webinar, registration, key }, [personal]],
    [
      "a host's calendar entry",
      { kind: "hosting", webinar, person: personId("p1"), role: "host" },
      [links.about(code)],
    ],
    ["a webinar called off", { kind: "called_off", webinar, registration, key }, []],
    ["a registration deleted with all others", { kind: "let_go", webinar }, [links.gate(code)]],
    ["a full webinar", { kind: "full", webinar, hostName: "Hanna Host" }, [links.about(code)]],
  ];

  for (const [name, notice, expected] of cases)
    it(`P21: ${name} carries its reader's way on and never the meeting's address`, () => {
      const { text, html } = letter(notice);
      expect(linksIn(text)).toEqual(expected);
      for (const link of expected) expect(html).toContain(`href="${link}"`);
      expect(text.includes("Do not pass it on")).toBe(expected.includes(personal));
      expect(`${text}${html}`).not.toContain("meet.example.com");
      expect(html).not.toContain("<at>");
    });
});

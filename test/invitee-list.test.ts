import { describe, expect, it } from "vitest";
import type { Refusal } from "../src/core/model/refusal.ts";
import type { NamedPerson } from "../src/core/ports/people.ts";
import { type InviteeList, readInviteeList } from "../src/invitee-list.ts";

const LINES = "Name;E-mail\r\nZoë Müller;zoe@example.org\r\nAnn Lee;ann@example.org\r\n";

const utf16 = (text: string, order: "le" | "be", mark = true): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};
const windows1252 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const file = (text: string): Uint8Array => Buffer.from(text);
const manyRows = (count: number) => `email\n${Array.from({ length: count }, (_, i) => `p${i}@example.org`).join("\n")}`;

/** How a person reads in the table below: `address`, `address = Name`, or `address = First | Last`. */
const shown = (one: NamedPerson): string => {
  if (one.by !== "address") return one.name;
  const { address, name, names } = one;
  const shownName = names ? `${names.firstName} | ${names.lastName}` : name;
  return shownName === undefined ? address : `${address} = ${shownName}`;
};

const TWO = ["zoe@example.org = Zoë Müller", "ann@example.org = Ann Lee"];

interface Fixture {
  readonly source: string | Uint8Array;
  readonly people?: readonly string[];
  readonly refused?: InviteeList["refused"];
  readonly repeated?: number;
}

const READ: Record<string, Fixture> = {
  "semicolons, as Excel in Europe": { source: file(LINES), people: TWO },
  commas: { source: file(LINES.replaceAll(";", ",")), people: TWO },
  "tabs, as copied from a table": { source: LINES.replaceAll(";", "\t"), people: TWO },
  "UTF-8 with its mark": { source: file(`\uFEFF${LINES}`), people: TWO },
  "UTF-16 LE": { source: utf16(LINES, "le"), people: TWO },
  "UTF-16 BE": { source: utf16(LINES, "be"), people: TWO },
  "UTF-16 LE without its mark": { source: utf16(LINES, "le", false), people: TWO },
  "UTF-16 BE without its mark": { source: utf16(LINES, "be", false), people: TWO },
  "Windows-1252": { source: windows1252(LINES), people: TWO },
  "sep=; before the headers": { source: file(`sep=;\r\n${LINES}`), people: TWO },
  "SEP=, where values hold semicolons": {
    source: file('SEP=,\nname,email\n"Lee; Ann",ann@example.org\n'),
    people: ["ann@example.org = Lee; Ann"],
  },
  "old Mac line ends": { source: file(LINES.replaceAll("\r\n", "\r")), people: TWO },
  "line ends of two kinds": { source: file(LINES.replace("\r\n", "\n")), people: TWO },
  "headers in another order, with columns that mean nothing": {
    source: file("Company,Surname,E-Mail Address,First Name\nAcme,Lee,Ann@Example.org,Ann\n"),
    people: ["ann@example.org = Ann | Lee"],
  },
  "French headers": {
    source: file("Société;Nom;Prénom;Adresse électronique\nAcme;Lévêque;Zoé;zoe@example.org\n"),
    people: ["zoe@example.org = Zoé | Lévêque"],
  },
  "French headers, one name": {
    source: file("COURRIEL;NOM\nzoe@example.org;Zoé Lévêque\n"),
    people: ["zoe@example.org = Zoé Lévêque"],
  },
  "no headers: one column of addresses": {
    source: file("ann@example.org\nbob@example.org\n"),
    people: ["ann@example.org", "bob@example.org"],
  },
  "no headers: first name, last name, address": {
    source: file("Ann,Lee,ann@example.org\nBob,Ray,bob@example.org\n"),
    people: ["ann@example.org = Ann | Lee", "bob@example.org = Bob | Ray"],
  },
  "no headers, and two addresses in a row": {
    source: file("ann@example.org\nbob@example.org, cy@example.org\n"),
    people: ["ann@example.org"],
    refused: [{ row: 2, text: "bob@example.org cy@example.org", why: "two_addresses" }],
  },
  "addresses as mail programs list them, pasted": {
    source: '"Ray, Bob" <bob@example.org>; Ann Lee <ann@example.org>\ncy@example.org dan@example.org',
    people: ["bob@example.org = Ray, Bob", "ann@example.org = Ann Lee", "cy@example.org", "dan@example.org"],
  },
  "the same in a file": {
    source: file("ann@example.org, bob@example.org; cy@example.org"),
    people: ["ann@example.org", "bob@example.org", "cy@example.org"],
  },
  "half a quote, pasted": {
    source: '"Ray, Bob <bob@example.org>, ann@example.org',
    people: ["bob@example.org = Ray, Bob", "ann@example.org"],
  },
  "names from six scripts": {
    source: file(
      "first name,last name,email\nЗоя,Мороз,a@example.org\nΖωή,Παππά,b@example.org\n太郎,山田,c@example.org\n" +
        "زينب,حداد,d@example.org\nנועה,לוי,e@example.org\nअनिता,शर्मा,f@example.org\n",
    ),
    people: [
      "a@example.org = Зоя | Мороз",
      "b@example.org = Ζωή | Παππά",
      "c@example.org = 太郎 | 山田",
      "d@example.org = زينب | حداد",
      "e@example.org = נועה | לוי",
      "f@example.org = अनिता | शर्मा",
    ],
  },
  "line breaks in quotes": {
    source: file('name,email\n"Ann\nLee",ann@example.org\n"Bob",bob@@example\n'),
    people: ["ann@example.org = Ann Lee"],
    refused: [{ row: 3, text: "bob@@example", why: "bad_address" }],
  },
  "quotes in a value, well and badly written": {
    source: file(
      'name,email\n"Ann ""Al"" Lee",ann@example.org\nBob "B" Ray,bob@example.org\n"Cy" Day,cy@example.org\n',
    ),
    people: ['ann@example.org = Ann "Al" Lee', 'bob@example.org = Bob "B" Ray', 'cy@example.org = "Cy" Day'],
  },
  formulas: {
    source: file(
      'name,email\n=1+1,ann@example.org\n"=HYPERLINK(""http://evil.example"")",bob@example.org\n@SUM(A1),cy@example.org\n' +
        "Dan,=dan@example.org\n＋1,eve@example.org\n-,flo@example.org\n",
    ),
    people: ["flo@example.org"],
    refused: [
      { row: 2, text: "ann@example.org", why: "formula" },
      { row: 3, text: "bob@example.org", why: "formula" },
      { row: 4, text: "cy@example.org", why: "formula" },
      { row: 5, text: "=dan@example.org", why: "formula" },
      { row: 6, text: "eve@example.org", why: "formula" },
    ],
  },
  "NUL, and other signs that are no text": {
    source: file("name,email\nAnn,ann\u0000@example.org\nBob\u0007,bob@example.org\nCy,cy@example.org\n"),
    people: ["cy@example.org = Cy"],
    refused: [
      { row: 2, text: "ann@example.org", why: "unreadable" },
      { row: 3, text: "bob@example.org", why: "unreadable" },
    ],
  },
  "cells of 1 MB": {
    source: file(
      `name,email,note\n${"A".repeat(1e6)},ann@example.org,\nBob,${"b".repeat(1e6)}@example.org,\nCy,cy@example.org,"${"c\n".repeat(5e5)}"\n`,
    ),
    people: ["cy@example.org = Cy"],
    refused: [
      { row: 2, text: "ann@example.org", why: "too_long" },
      { row: 3, text: "b".repeat(60), why: "too_long" },
    ],
  },
  "rows without an address, blank rows, short rows, and names that are none": {
    source: file("email,name\n,Ann\n\n , \nbob@example.org\nnobody,Cy\ndan@example.org,http://dan.example\n"),
    people: ["bob@example.org", "dan@example.org"],
    refused: [
      { row: 2, text: "Ann", why: "no_address" },
      { row: 6, text: "nobody", why: "bad_address" },
    ],
  },
  "a table with rows as mail programs write them": {
    source:
      "Name\tMail\nKim Kay\tkim@example.org\nNina New <nina@example.net>\n\tOle Oak <ole@example.net>\n" +
      "Pia <pia@example.net> Quin <quin@example.net>\nask Ray <ray@example.net>\tno address\nSam <nowhere>\n",
    people: ["kim@example.org = Kim Kay", "nina@example.net = Nina New", "ole@example.net = Ole Oak"],
    refused: [
      { row: 5, text: "Pia <pia@example.net> Quin <quin@example.net>", why: "two_addresses" },
      { row: 6, text: "no address", why: "bad_address" },
      { row: 7, text: "Sam <nowhere>", why: "no_address" },
    ],
  },
  "two addresses in a cell, and two beside an empty one": {
    source: file(
      'email,name,note\n"ann@example.org, bob@example.org",Ann,\n,cy@example.org,dan@example.org\neve@@x,Eve,flo@example.org\n',
    ),
    refused: [
      { row: 2, text: "ann@example.org, bob@example.org", why: "two_addresses" },
      { row: 3, text: "cy@example.org dan@example.org", why: "two_addresses" },
      { row: 4, text: "eve@@x", why: "bad_address" },
    ],
  },
  "somebody twice": {
    source: file("email,name\nann@example.org,Ann\nANN@EXAMPLE.ORG,Ann Lee\nbob@example.org,Bob\n"),
    people: ["ann@example.org = Ann", "bob@example.org = Bob"],
    repeated: 1,
  },
  nothing: { source: "" },
  "headers alone": { source: file("name,email\r\n") },
};

const REFUSED: Record<string, { source: string | Uint8Array; refusal: Refusal }> = {
  "100,001 rows": { source: file(manyRows(100_001)), refusal: { reason: "too_many_rows", max: 10_000 } },
  "10,001 addresses, pasted as a list": {
    source: Array.from({ length: 10_001 }, (_, i) => `p${i}@example.org`).join(" "),
    refusal: { reason: "too_many_rows", max: 10_000 },
  },
  "more than 5 MB": { source: new Uint8Array(5_000_001), refusal: { reason: "file_too_large", max: 5_000_000 } },
  "two columns of addresses": {
    source: file("E-mail,Name,email\na@example.org,Ann,b@example.org\n"),
    refusal: { reason: "column_twice", header: "email" },
  },
  "two first names": {
    source: file("Prénom;First name;Courriel\nAnn;Ann;a@example.org\n"),
    refusal: { reason: "column_twice", header: "First name" },
  },
  "a quote that is never closed": {
    source: file('name,email\nAnn,ann@example.org\n"Bob,bob@example.org\nCy,cy@example.org\n'),
    refusal: { reason: "quote_open", row: 3 },
  },
  "a workbook": {
    source: Buffer.concat([Buffer.from("PK\x03\x04\x14\x00\x06\x00"), Buffer.from("email,ann@example.org")]),
    refusal: { reason: "file_not_text" },
  },
  "a picture": {
    source: Buffer.from("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "latin1"),
    refusal: { reason: "file_not_text" },
  },
  "a file of another kind, with NULs": {
    source: Buffer.from("email\x00\x01\x02\x00\x00ann@example.org\n", "latin1"),
    refusal: { reason: "file_not_text" },
  },
  "no column of addresses": {
    source: file("name,phone\nAnn,+33 1 23 45\n"),
    refusal: { reason: "no_address_column" },
  },
};

describe("P12: lists of people to invite", () => {
  for (const [name, { source, people = [], refused = [], repeated = 0 }] of Object.entries(READ))
    it(`P12: ${name}`, async () => {
      const read = await readInviteeList(source);
      if (!read.ok) throw new Error(read.refusal.reason);
      expect({ ...read.value, people: read.value.people.map(shown) }).toEqual({ people, refused, repeated });
    });

  for (const [name, { source, refusal }] of Object.entries(REFUSED))
    it(`P12: ${name}: refused, and nobody is read`, async () => {
      expect(await readInviteeList(source)).toEqual({ ok: false, refusal });
    });

  it("P12: ten thousand rows are read, and other work goes on meanwhile", async () => {
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 1);
    const read = await readInviteeList(file(manyRows(10_000)));
    clearInterval(turn);
    expect(read.ok && read.value.people.length).toBe(10_000);
    expect(turns).toBeGreaterThan(3);
  });
});

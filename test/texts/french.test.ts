import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildManifests } from "../../manifests/build.ts";
import { en, type TextKey } from "../../src/texts/en.ts";
import { fr } from "../../src/texts/fr.ts";
import { translatorFor } from "../../src/texts/translate.ts";

/** One word for one thing. The left one is said; whatever is on the right is a synonym of it, or a slip. */
const VOCABULARY: readonly (readonly [said: string, never: RegExp])[] = [
  ["e-mail", /courrier|courriel|(?<!e[-‑])\bmails?\b/i],
  ["organisateur", /h[ôo]te/i],
  ["co-organisateur", /coorganisateur|cohôte/i],
  ["identifiant", /numéro d’inscription|vos numéros|\bID\b/i],
  ["opérateur", /exploitant|exploité|administrateur/i],
  ["conversation", /\bchat\b|discussion|\btchat\b/i],
  ["liste d’attente", /file d’attente|liste d’attentes/i],
  // People are women and men: sentences to them go without a participle that would have to choose.
  ["vous recevrez un message", /vous (?:serez|êtes|étiez|avez été) (?:déjà |pas )?\p{L}*(?:é|u|i|it|is)(?!\p{L})/iu],
  ["Rien n’a changé", /rien n’a été (?:changé|modifié)/i],
];

const keys = Object.keys(en) as TextKey[];
const manifest = () => Object.entries(JSON.parse(readFileSync("manifests/teams/fr.json", "utf8")) as object);
const texts = (): [string, string][] => [...Object.entries(fr), ...manifest()];

describe("French", () => {
  it("V5: the catalogue and the manifest say the same thing with the same word", () => {
    for (const [key, text] of texts())
      for (const [said, never] of VOCABULARY) expect(text, `${key}: say ${said}`).not.toMatch(never);
  });

  it("V5: no sentence breaks before its punctuation, nor inside its quotation marks", async () => {
    const t = translatorFor("fr");
    const valuesFor = (text: string) =>
      Object.fromEntries([...text.matchAll(/\{\s*(\w+)/g)].map(([, name]) => [name, 2]));
    const built = await buildManifests({ url: "https://usher.example.org" });
    if (!built.ok) return expect.unreachable();
    const zip = built.files.get("usher-teams.zip")?.toString("utf8") ?? "";
    const inManifest = [...zip.slice(zip.indexOf('"name.full"')).matchAll(/": "(.*)"/g)].map(([, text]) => text ?? "");
    expect(inManifest.length).toBeGreaterThan(20);
    const said = [...keys.map((key) => t(key, valuesFor(fr[key]))), ...inManifest];
    for (const text of said) expect(text).not.toMatch(/ [:;!?»]|« |[^\u00A0\u202F][;!?»]|«[^\u00A0]/);
    expect(t("did_you_mean", { nearest: "list" })).toBe("Vouliez-vous dire «\u00A0list\u00A0»\u202F?");
    expect(t("fact_line", { label: "Code", value: "ABC234" })).toBe("Code\u00A0: ABC234");
    expect(zip).toContain("Usher\u00A0: inscription aux webinaires");
  });

  it("e-mail does not break at its hyphen, and is email in English", () => {
    const t = translatorFor("fr");
    expect(t("news_both")).toBe("message et e\u2011mail");
    expect(t("field_addresses")).toBe("Adresses e\u2011mail");
    for (const [key, text] of Object.entries(en)) expect(text, key).not.toMatch(/\be-mail|\bmails\b/i);
  });

  it("V5: what is filled in stays as it was written: links, passwords, commands, times", () => {
    const t = translatorFor("fr");
    const page = "https://usher.example.com/w/ABC234?a=1 ; b ! c : d";
    expect(t("no_address_missing_page", { page })).toContain(`\u00A0: ${page}`);
    expect(t("hosting_way_in", { code: "a ! b" })).toContain("join a ! b");
    expect(t("fact_line", { label: "Quand", value: "14:02 – 15:02" })).toContain("14:02 – 15:02");
  });

  it("elides de before a name that begins with a vowel, and nothing else", () => {
    const t = translatorFor("fr");
    const of = (name: string) => t("answers_title", { name });
    expect(of("Ann Lee")).toBe("Réponses d’Ann Lee");
    expect(of("Élise")).toBe("Réponses d’Élise");
    expect(of("Hanna")).toBe("Réponses de Hanna");
    expect(t("page_line", { from: 1, to: 4, total: 12 })).toBe("1–4 sur 12");
  });
});

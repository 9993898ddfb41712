import { describe, expect, it } from "vitest";
import { writtenText } from "../../src/web/written.ts";

const shown = (text: string, hasHeadings?: boolean) => writtenText(text, hasHeadings).join("|");

describe("what people write, on pages", () => {
  it("an empty line ends a paragraph, a line break stays one", () => {
    expect(shown("One\ntwo\r\n\r\n \n\nThree\n")).toBe("<p>One\ntwo</p>|<p>Three</p>");
    expect(shown(" \n\n")).toBe("");
  });

  it("addresses of http and https alone are links, which pass on nothing, without what ends the sentence", () => {
    const link = (url: string) => `<a href="${url}" rel="noopener nofollow">${url}</a>`;
    expect(shown("See (https://example.com/a_(b)?x=1). Or http://example.org, please!")).toBe(
      `<p>See (${link("https://example.com/a_(b)?x=1")}). Or ${link("http://example.org")}, please!</p>`,
    );
    for (const none of ["javascript:alert(1)", "ftp://example.com", "data:text/html,x", "https://", "//example.com"])
      expect(shown(none), none).toBe(`<p>${none}</p>`);
  });

  it("everything in it is text", () => {
    expect(shown('<b>x</b> & "y" https://e.example/"onclick="x')).toBe(
      '<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot; <a href="https://e.example/" rel="noopener nofollow">https://e.example/</a>&quot;onclick=&quot;x</p>',
    );
  });

  it("only an operator's text has headings", () => {
    expect(shown("# What <b>\n\nText", true)).toBe('<h2 dir="auto">What &lt;b&gt;</h2>|<p>Text</p>');
    expect(shown("# What\n\nText")).toBe("<p># What</p>|<p>Text</p>");
  });
});

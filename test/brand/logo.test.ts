import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ownMark, readLogo } from "../../src/brand/logo.ts";

const folder = mkdtempSync(join(tmpdir(), "logo-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (content: string | Buffer) => {
  const path = join(folder, "logo");
  writeFileSync(path, content);
  return readLogo(path);
};

describe("the operator's logo", () => {
  it("a PNG file, by what is in it and not by its name", () => {
    expect(readLogo(resolve("manifests/teams/color.png"))).toMatchObject({ type: "image/png", isSquare: true });
  });

  it("an SVG file, whatever stands before its root", () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32"><path d="M0 0h9"/></svg>\n';
    expect(read(svg)).toMatchObject({ type: "image/svg+xml", isSquare: false });
    expect(read(`\uFEFF<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg>\n${svg}`)?.type).toBe(
      "image/svg+xml",
    );
  });

  it("nothing else: a page, a picture of another kind, half a file, a file that is too large or not there", () => {
    for (const wrong of [
      "<!doctype html><html><svg></svg></html>",
      "<p>hello</p>",
      "GIF89a",
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path',
      Buffer.from([0x89, 0x50, 0x4e, 0x47]),
      `<svg>${" ".repeat(210_000)}</svg>`,
      "",
    ])
      expect(read(wrong), String(wrong).slice(0, 30)).toBeUndefined();
    expect(readLogo(join(folder, "none"))).toBeUndefined();
    expect(readLogo(folder)).toBeUndefined();
  });

  it("without one there is a mark of our own, in the site's colour", () => {
    const { type, bytes } = ownMark("#0a7d55", "#ffffff");
    expect(type).toBe("image/svg+xml");
    expect(bytes.toString()).toContain("#0a7d55");
    expect(read(bytes)).toMatchObject({ isSquare: true });
  });
});

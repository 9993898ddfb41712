import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { makeLog } from "../../src/log.ts";
import { startChromium } from "./chromium.ts";
import { startPlayground } from "./playground.ts";

/*
 * Takes the README's picture of the playground, in the middle of its tour: npx tsx test/setup/picture.ts
 */

const TO = resolve(import.meta.dirname, "../../src/playground/picture.png");
const SIZE = { width: 1280, height: 800 };

/** The first six steps, as somebody would take them who presses "Show me" at each. */
const walk = async (page: Page): Promise<void> => {
  const slack = page.getByRole("region", { name: "Slack" });
  const teams = page.getByRole("region", { name: "Microsoft Teams" });
  const reached = (step: string) => page.getByRole("button", { name: `Show me: ${step}` });
  const send = async () => {
    const box = slack.getByRole("textbox", { name: /^Message/ });
    // What "Show me" types stands there once the conversation is open.
    while ((await box.inputValue()) === "") await page.waitForTimeout(50);
    await box.press("Enter");
  };
  const pressIn = (within: typeof slack, name: RegExp) => within.getByRole("button", { name }).last().click();

  const closed = async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };

  await reached("Schedule a webinar").click();
  await send();
  const form = slack.getByRole("dialog");
  await form.getByLabel("Title").fill("Tomatoes on a balcony");
  await form.getByLabel("Start date").fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  await form.getByLabel("Start time").fill("18:00");
  await form.getByLabel("Meeting link").fill("https://meet.example/tomatoes");
  await pressIn(form, /^Schedule$/);
  await form.filter({ hasText: "Scheduled" }).waitFor();
  await closed();
  await reached("Invite three people").click();
  await send();
  await reached("Ann registers").click();
  await pressIn(slack.getByRole("log"), /^Register$/);
  await slack.getByRole("log").getByText("Request received").last().waitFor();
  await reached("Approve Ann").click();
  await pressIn(slack.getByRole("log"), /^Approve/);
  // Until then it can be undone.
  await slack.getByRole("log").getByText("Ann Lee is approved").waitFor();
  await page.getByRole("button", { name: "Move the clock one minute forward" }).click();
  await reached("Tim registers in Teams").click();
  await pressIn(teams.getByRole("log"), /^Register$/);
  await teams.getByRole("log").getByText("Request received").last().waitFor();
  await reached("Approve Tim").click();
  await slack.getByRole("log").getByText("Tim Okoro asks").waitFor();
};

/** The picture's pixels, four bytes each, as the browser decodes them. */
const pixelsOf = async (page: Page, png: Buffer): Promise<Buffer> => {
  const read = `(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${png.toString("base64")}";
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), ${JSON.stringify(SIZE)});
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let text = "";
    for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
    return btoa(text);
  })()`;
  return Buffer.from(String(await page.evaluate(read)), "base64");
};

/** The same with at most 256 colours, each the one that was missed most: a third of the size, hardly a difference. */
const withPalette = (pixels: Buffer): Buffer => {
  const counts = new Map<number, number>();
  const colours = Array.from({ length: pixels.length / 4 }, (_, index) => pixels.readUIntBE(index * 4, 3));
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const;
  const apart = (a: number, b: number): number => {
    const [[red, green, blue], [red2, green2, blue2]] = [parts(a), parts(b)];
    return (red - red2) ** 2 + (green - green2) ** 2 + (blue - blue2) ** 2;
  };
  const palette: number[] = [];
  const left = [...counts].map(([colour, count]) => ({ colour, count, off: 255 ** 2 * 3, at: 0 }));
  while (palette.length < Math.min(256, counts.size)) {
    const worst = left.reduce((most, one) => (one.count * one.off > most.count * most.off ? one : most));
    palette.push(worst.colour);
    for (const one of left) {
      const off = apart(one.colour, worst.colour);
      if (off < one.off) Object.assign(one, { off, at: palette.length - 1 });
    }
  }
  const nearest = new Map(left.map(({ colour, at }) => [colour, at]));
  const rows = Buffer.alloc((SIZE.width + 1) * SIZE.height);
  for (const [index, colour] of colours.entries()) {
    rows[index + Math.floor(index / SIZE.width) + 1] = nearest.get(colour) ?? 0;
  }
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE.width, 0);
  head.writeUInt32BE(SIZE.height, 4);
  head.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap(parts))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const playground = await startPlayground();
const browser = await startChromium({ log: makeLog({ level: "info" }) });
try {
  const context = await browser.newContext({ viewport: SIZE, timezoneId: "Europe/Berlin" });
  const page = await context.newPage();
  await page.goto(playground.url);
  await walk(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ animations: "disabled" });
  const shot = await page.screenshot({ animations: "disabled" });
  const blank = await context.newPage();
  const picture = withPalette(await pixelsOf(blank, shot));
  writeFileSync(TO, picture);
  process.stdout.write(`${TO}: ${Math.ceil(picture.length / 1024)} KiB\n`);
} finally {
  await browser.close();
  await playground.stop();
}

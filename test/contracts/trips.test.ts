import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";

onBothFaces("trips to Redis", (stage) => {
  /** How often Redis read from a connection while this was done: once for each trip. */
  const trips = async (act: () => Promise<unknown>): Promise<number> => {
    const reads = async () =>
      Number(/total_reads_processed:(\d+)/.exec(await stage().house.redis.info("stats"))?.[1] ?? Number.NaN);
    const before = await reads();
    await act();
    // The second question is read as well.
    return (await reads()) - before - 1;
  };

  it("what only reads takes one trip, and a registration two: one that reads, one that stores", async () => {
    const { host, scheduled, member } = stage();
    const codes = [await scheduled(), await scheduled({ title: "Reefs" }), await scheduled({ title: "Tides" })];
    const [code = ""] = codes;
    const ann = await member("Ann Lee");
    // Once the process knows the webinar, only what changes is read.
    const shown = await ann.type(`show ${code}`);
    const found: Record<string, number> = {};
    for (const word of ["help", "list", "my", `show ${code}`, "show", "register"])
      found[word.replace(code, "CODE")] = await trips(() => ann.type(word));
    for (const word of [`edit ${code}`, `form ${code}`, `rules ${code}`, "series"])
      found[word.replace(code, "CODE")] = await trips(() => host.type(word));
    found["opens and sends the form"] = await trips(() => ann.register(shown));
    found["my, registered"] = await trips(() => ann.type("my"));
    expect(found).toEqual({
      help: 1,
      list: 1,
      my: 1,
      "show CODE": 1,
      show: 1,
      register: 1,
      "edit CODE": 1,
      "form CODE": 1,
      "rules CODE": 1,
      series: 2,
      "opens and sends the form": 3,
      "my, registered": 1,
    });
  });
});

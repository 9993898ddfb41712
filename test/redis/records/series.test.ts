import { expect, it } from "vitest";
import { STANDARD_FORM } from "../../../src/core/model/form.ts";
import { decodeSeries } from "../../../src/redis/records/series.ts";

it("P28: a series that was stored before series were announced is announced nowhere", () => {
  const settings = { organisation: "site", code: "SER234", title: "Deep sea", host: "p1", webinars: ["W7K3QM"] };
  const fields = { settings: JSON.stringify(settings), form: JSON.stringify(STANDARD_FORM), version: "3" };
  expect(decodeSeries(fields)).toEqual({ ...settings, form: STANDARD_FORM, version: 3, announcedIn: [] });
});

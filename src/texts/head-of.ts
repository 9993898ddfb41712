import { isolated } from "./written.ts";

/**
 * What a title says happened, without the webinar's name at its end: `You’re in` of `You’re in: Tomatoes on a balcony`.
 * Undefined for a title that is one sentence with the name.
 */
export const headOf = (title: string, name: string): string | undefined => {
  const end = [isolated(name), name].find((one) => title.endsWith(one)) ?? "";
  const [, head] = /^(.+?)(?:\s*:|(?<=\?))\s*$/u.exec(end === "" ? "" : title.slice(0, -end.length)) ?? [];
  return head;
};

/** Where a list for the owner of a link is: their registrations, ahead or over, and what else they may come to. */
export const listAddress = (personal: string, list: "mine" | "past" | "open", from = 0): string =>
  `${personal}?list=${list}${from > 0 ? `&from=${from}` : ""}`;

/** Where the language and the zone are chosen in which somebody is written to. */
export const settingsAddress = (personal: string): string => `${personal}?settings`;

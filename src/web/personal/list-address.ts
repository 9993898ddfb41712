/** Where the list of somebody's registrations is: those ahead, or those that are over. */
export const listAddress = (personal: string, list: "mine" | "past", from = 0): string =>
  `${personal}?list=${list}${from > 0 ? `&from=${from}` : ""}`;

/** Where the language and the zone are chosen in which somebody is written to. */
export const settingsAddress = (personal: string): string => `${personal}?settings`;

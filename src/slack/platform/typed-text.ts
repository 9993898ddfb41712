const ENTITIES = { lt: "<", gt: ">", amp: "&" } as const;

/**
 * A message as it was typed: links and mentions without Slack's marks, its three entities undone (docs.slack.dev,
 * formatting text).
 */
export const typedText = (text: string): string =>
  text
    .replaceAll(/<(?:[@#!]|mailto:|https?:)[^<>|]*\|([^<>]*)>/g, "$1")
    .replaceAll(/<(?:mailto:)?([^<>]*)>/g, "$1")
    .replaceAll(/&(lt|gt|amp);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);

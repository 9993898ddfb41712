import type { State } from "./api.ts";

const code = "[2-9A-HJ-NP-Z]{6}";
const seen = new RegExp(`code\\\\*":\\\\*"(${code})|\\bCode\\b[^2-9A-Z]{1,24}(${code})\\b`, "g");

/** The codes of the webinars that this page's people have been told of, the newest first. */
export function codesSeen({ slack, teams }: State): string[] {
  const told = [
    ...Object.values(slack.conversations)
      .flat()
      .filter(({ user }) => user === slack.botUserId)
      .map((message) => ({ at: Number(message.ts) * 1000, text: JSON.stringify(message.blocks) })),
    ...Object.values(teams.conversations)
      .flat()
      .filter(({ fromBot }) => fromBot)
      .map((message) => ({ at: message.at, text: JSON.stringify(message.card ?? "") })),
  ].sort((a, b) => b.at - a.at);
  const codes = told.flatMap(({ text }) =>
    [...text.matchAll(seen)].map(([, inData, inFact]) => inData ?? inFact ?? ""),
  );
  return [...new Set(codes)];
}

import { defineConfig } from "vitest/config";

/** A browser, a Cluster, processes that are killed, crowds, whole conversations: `npm run test:quick` leaves these out. */
const LONG = [
  "test/playground/page*.test.ts",
  "test/flows/**/*.test.ts",
  "test/contracts/*.test.ts",
  "test/{slack,teams}/listeners/*.test.ts",
  "test/slack/forms/forms.test.ts",
  "test/teams/forms/{dialogs,inquiries,roster-list}.test.ts",
  "test/core/approvals/{decisions,waitlist-fire}.test.ts",
  "test/delivery/ten-thousand.test.ts",
  "test/redis/{roster,schema,server}.test.ts",
  "test/simulation/*.test.ts",
  "test/additions.test.ts",
  "test/main.test.ts",
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    // The files of a worker share what they import, and nothing else: each opens its own house. To import all of it anew
    // for each file took a seventh of the whole time.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "long",
          include: LONG,
          globalSetup: ["test/setup/redis.ts", "test/setup/chromium.ts", "test/setup/built.ts"],
        },
      },
      {
        extends: true,
        test: { name: "quick", include: ["test/**/*.test.ts"], exclude: LONG, globalSetup: ["test/setup/redis.ts"] },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

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

/** Each takes most of a minute, or more. */
const LONGEST = [
  "core/approvals/waitlist-fire",
  "delivery/ten-thousand",
  "flows/ended",
  "flows/looks",
  "flows/announcing-burst",
  "test/main",
  "test/additions",
  "flows/burst",
  "simulation/simulation",
  "flows/erase",
];

/** The longest begin first: vitest would go by size, and leave one worker with a small file that takes long. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than the two cores: some of the longest wait for clocks and for processes that start.
    maxWorkers: 3,
    // The files of a worker share what they import, and nothing else: each opens its own house. To import all of it anew
    // for each file took a seventh of the whole time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
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

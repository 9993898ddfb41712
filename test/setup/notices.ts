import { worst } from "../../src/playground/gallery/examples/examples.ts";

export { NOTICES } from "../../src/playground/gallery/examples/examples.ts";
export { address, NOBODY_REACHED, rowOf } from "../../src/playground/gallery/sample.ts";

/** What the worst examples are made of. */
export const { digest, narrowReview, openWebinar, registrationAs, review, webinar } = worst;

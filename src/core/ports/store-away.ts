/** The store could not be reached, or would not write. A repeat is safe: acts carry their request id. */
export class StoreAway extends Error {
  override readonly name = "StoreAway";
  constructor(cause: unknown) {
    super("the store is away", { cause });
  }
}

/** Thrown when the store cannot be reached, or does not write. A repeat is safe: acts carry their request id. */
export class StoreAway extends Error {
  override readonly name = "StoreAway";
  constructor(cause: unknown) {
    super("the store is away", { cause });
  }
}

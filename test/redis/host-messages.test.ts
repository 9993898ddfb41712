import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WebinarCode } from "../../src/core/model/ids.ts";
import { type HostMessage, undoableUntil } from "../../src/core/model/told/host-message.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../setup/store.ts";

describe("what a host writes to many", () => {
  let store: Store;
  let code: WebinarCode;
  let message: HostMessage;
  beforeEach(async () => {
    store = await openStore();
    const host = await store.member("host");
    ({ code } = await store.schedule(host, { inMs: 48 * 3_600_000 }));
    const id = freshRequest();
    message = { id, by: host.id, face: "slack", to: "approved", text: "Hello", count: 2, sentAt: store.clock.now() };
    const act = { organisation: ORGANISATION, code, requestId: id, now: message.sentAt, way: "slack" } as const;
    expect(await store.hostMessages.start(act, message, 3, [])).toBe("done");
  });
  afterEach(() => store.stop());

  /** Takes it back in a process whose clock says that there is time left. */
  const undo = () =>
    store.hostMessages.undo(
      { organisation: ORGANISATION, code, now: message.sentAt + 59_000, way: "slack" },
      message,
      { id: message.id, by: message.by, until: undoableUntil(message) },
      [],
    );
  const tell = (told: number, isDone: boolean) =>
    store.hostMessages.noteTold(ORGANISATION, code, message.id, told, isDone);
  const kept = () => store.hostMessages.get(ORGANISATION, code, message.id);

  it("P31: once people are told, no process takes it back, however late its clock is", async () => {
    expect(await tell(1, false)).toBe(true);
    expect(await undo()).toBe("too_late");
    expect(await tell(2, true)).toBe(true);
    expect(await kept()).toMatchObject({ told: 2, isUndone: false, isDone: true });
  });

  it("P31: once it is taken back, nobody is told, though a process had read it before", async () => {
    expect(await undo()).toBe("done");
    expect(await tell(1, false)).toBe(false);
    // A repeat is done too.
    expect(await undo()).toBe("done");
    expect(await kept()).toMatchObject({ told: 0, isUndone: true, isDone: false });
  });
});

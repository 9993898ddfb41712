import type { Stage } from "./both.ts";
import type { Persona } from "./face.ts";

/** Makes the chat of somebody, who hosts a webinar, its only host channel. */
export const takesRequests = async ({ house, face }: Stage, person: Persona, code: string): Promise<void> => {
  const asked = await person.type(`edit ${code}`);
  if (face.kind === "teams") {
    const client = house.teams.as((person as Persona & { added: { id: string } }).added.id);
    await person.press(asked, "Edit");
    await client.submitDialog({ channels: "own" }, "Save");
  } else {
    const client = house.slack.as((person as Persona & { id: string }).id);
    const view = client.openView();
    const block = view?.blocks.find(({ block_id }) => block_id.split("@")[0] === "channels")?.block_id ?? "";
    if (view) await client.submit(view, { [block]: [] });
  }
  await house.deliver();
};

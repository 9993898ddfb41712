import type { Identify, Learning } from "../../core/access/identify.ts";
import type { Subject } from "../../core/chat/subject.ts";
import { defined } from "../../core/model/defined.ts";
import { type RequestId, requestId } from "../../core/model/ids.ts";
import type { Locale, Person, Reader } from "../../core/model/person.ts";
import type { People } from "../../core/ports/people.ts";
import { type Activity, type Place, settingsOf } from "../platform/activity.ts";
import type { Turn } from "../platform/turn.ts";

interface Deps {
  readonly identify: Identify;
  readonly people: People;
  readonly locale: Locale;
}

interface Asked {
  readonly subject?: Subject | undefined;
  readonly act?: RequestId | undefined;
  readonly learning?: Learning;
}

/** Finds out who does something, and in which language and zone they read. */
export const makeSpeakers = ({ identify, people, locale }: Deps) => {
  const readerOf = (activity: Activity, person?: Person): Reader => {
    const settings = settingsOf(activity);
    const zone = settings.zone ?? person?.zone;
    return { locale: settings.locale ?? person?.locale ?? locale, ...defined({ zone: zone || undefined }) };
  };

  return {
    readerOf,

    /**
     * The turn of the activity's sender; undefined when their profile cannot be read. Their zone and language are kept
     * from it, for messages that start without them. `subject` is what is read with them, and so is what `learning`
     * names; `act` names what is done, when that is not the activity itself.
     */
    turnOf: async (
      activity: Activity,
      place: Place,
      { subject, act, learning }: Asked = {},
    ): Promise<Turn | undefined> => {
      const { organisation, chat } = place;
      if (!chat) return undefined;
      const id = act ?? requestId("teams", chat, activity.id);
      const found = await identify(organisation, chat, subject && { ...subject, requestId: id }, learning);
      if (!found) return undefined;
      const told = settingsOf(activity);
      const isNews = (told.zone ?? found.zone) !== found.zone || (told.locale ?? found.locale) !== found.locale;
      if (isNews) await people.keepSettings(organisation, found.id, told);
      const person = { ...found, ...told };
      // What is typed is answered in the personal chat, wherever it was typed; what is pressed, where the card is.
      const answerStays = activity.type === "message" || place.isPersonal;
      return {
        place,
        speaker: { organisation, person, chat, requestId: id, answerStays },
        reader: readerOf(activity, person),
      };
    },
  };
};

export type Speakers = ReturnType<typeof makeSpeakers>;

/** What people wrote, and how much of it: every notice is shown with each of these. */
export interface Data {
  readonly title: string;
  /** Of other webinars beside it. */
  readonly otherTitle: (index: number) => string;
  /** Of the webinars of a long series. */
  readonly partTitle: (index: number) => string;
  readonly seriesTitle: (index: number) => string;
  readonly description: string;
  readonly fullText: string;
  /** A host's own words in what people are sent. */
  readonly hostText: string;
  /** The same once it is over. */
  readonly followUpText: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly host: string;
  readonly hostLastName: string;
  /** Whom the host works with. */
  readonly colleague: string;
  readonly colleagueLastName: string;
  /** The host's own questions, with what was answered. */
  readonly questions: readonly { readonly label: string; readonly answer: string; readonly isLong?: true }[];
  readonly company: string;
  readonly reason: string;
  readonly inquiry: string;
  readonly answer: string;
  readonly typed: string;
  /** Whom nobody knows, as a host named them; and the address of somebody who was invited by it. */
  readonly unknown: string;
  readonly guest: string;
  readonly domain: (index: number) => string;
  readonly row: (index: number) => { firstName: string; lastName: string; address: string };
  /** How many requests, of how many seats. */
  readonly cap: number;
  readonly counts: Readonly<
    Record<"pending" | "approved" | "rejected" | "cancelled" | "waitlisted" | "offered", number>
  >;
  /** Whether its approved registrant came after the start. */
  readonly isLate: boolean;
}

/** Nobody has registered yet. */
export const NONE = { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 };
const SOME = { pending: 12, approved: 600, rejected: 9, cancelled: 14, waitlisted: 0, offered: 0 };

const TALKS = [
  ...["Bees on a roof", "Compost without a garden", "Herbs for a dark kitchen", "Pruning roses", "Rain in a barrel"],
  ...["Seeds of your own", "Salad in winter", "A pond in a tub", "Worms in a box", "Peppers from seed"],
  ...["Watering while away", "Figs in pots"],
];
const SERIES = [
  ...["The city gardener", "A year on the roof", "From seed to table", "Small pots, big harvests"],
  ...["The kitchen window", "Roots and bulbs", "Green walls", "One pot a month", "In the shade", "The lazy gardener"],
];
const PEOPLE = [
  ...["Ben Roth", "Chloé Martin", "Dario Conti", "Elif Demir", "Femi Adeyemi", "Greta Holm"],
  ...["Hiro Sato", "Inès Moreau", "Jonas Weber", "Kofi Mensah", "Lena Novak", "Marco Silva"],
];

/** What people ordinarily write. */
export const ORDINARY: Data = {
  title: "Tomatoes on a balcony",
  otherTitle: (index) => TALKS[index % TALKS.length] ?? "",
  partTitle: (index) => `${TALKS[index % TALKS.length]}, part ${Math.floor(index / TALKS.length) + 1}`,
  seriesTitle: (index) => SERIES[index % SERIES.length] ?? "",
  description:
    "Six square metres are enough. Hanna shows which varieties stay small, when to water and how to keep blight away.\n\n" +
    "Bring your questions: half of the hour is yours.",
  fullText: "Sorry to send you away! The recording will be on https://example.com/balcony the day after.",
  hostText: "Bring one leaf of your sickest plant.\nWe look at as many as we can.",
  followUpText: "The list of varieties is on our page.\nSend us a picture of your first tomato!",
  firstName: "Ann",
  lastName: "Lee",
  host: "Hanna",
  hostLastName: "Berg",
  colleague: "Cora",
  colleagueLastName: "Diaz",
  questions: [
    { label: "What do you grow already?", answer: "Chives, and far too much mint" },
    {
      label: "What would you like to ask?",
      answer: "My balcony faces north and gets three hours of sun in June.\nIs there any sort that bears there at all?",
      isLong: true,
    },
  ],
  company: "Lee & Daughters",
  reason: "This one is for our members. The next, on 5 February, is open to everybody.",
  inquiry: "Do you come as a guest of the Bloom & Co team?",
  answer: "Yes, Cora asked me to join. I can send you her message.",
  typed: "lits",
  unknown: "@nils",
  guest: "gus.maier@example.org",
  domain: (index) => ["acme.com", "bloom.example", "uni-gent.example", "garden.example", "mail.example"][index] ?? "",
  row: (index) => {
    const [firstName = "", lastName = ""] = PEOPLE[index % PEOPLE.length]?.split(" ") ?? [];
    return {
      firstName,
      lastName,
      address: `${firstName}.${lastName}@example.com`.normalize("NFD").replace(/[^\w.@]/g, ""),
    };
  },
  cap: 1_000,
  counts: SOME,
  isLate: false,
};

/** Whole sentences of `text`, as many as `max` characters hold. */
const upTo = (text: string, max: number): string => text.slice(0, text.lastIndexOf(". ", max - 1) + 1);

const AT_LENGTH =
  "Most books about tomatoes are written for people with a greenhouse, a shed and an afternoon to spare. This hour is " +
  "for everybody else. We begin with the pot: how large it must be, what it may be made of, and why the saucer below it " +
  "matters more than the soil in it. Then come the sorts. Hanna has grown forty of them on the fourth floor, and brings " +
  "the seven that she would plant again, with what each of them takes amiss. The second part is about water. In June a " +
  "plant drinks two litres a day, in August four, and a week without you needs a plan: wicks, bottles, or a neighbour " +
  "with a key. We look at what heat does to the flowers, when shade helps, and how wind dries a balcony faster than " +
  "sun. The third part is about what goes wrong. Brown spots, curled leaves and fruit that splits all have a cause, " +
  "and most have a cure that costs nothing. You can send a picture beforehand, and we go through as many as we can. " +
  "At the end you get a calendar for the year, a list of sorts by hours of sun, and the recipe for the stock that we " +
  "feed our own plants with. Bring a pen, bring your questions, and bring a friend if you like: half of the hour is " +
  "yours. ";

const SENTENCES = AT_LENGTH.match(/[^.?!]+[.?!]/g)?.map((one) => one.trim()) ?? [];

const FROM_THE_HOST =
  "Thank you for joining us. Two days before we begin you get a list of what to have at hand: a pot, a pair of scissors " +
  "and one leaf of your sickest plant in a paper bag. Please do not water it on the day, since wet leaves tell us less. " +
  "If you would like your balcony to be looked at, send three pictures by Wednesday: one at nine in the morning, one at " +
  "noon, one at six. We choose four of them, so that every side of the house is there. Your camera may stay off, and so " +
  "may your microphone until we come to the questions. Whoever cannot stay until the end finds the recording and the " +
  "list of sorts on our page a day later. One more request: seats are few this time, so please cancel if something " +
  "comes up, and somebody on the waiting list will be glad. We look forward to you, your plants and your questions. ";

const AT_LENGTH_QUESTIONS = [
  "How many hours of sun does the place get in June, and from which side do they come?",
  "What did you try last year, what became of it, and what would you not do again?",
  "Is there anything that we should know about the house, such as a limit on weight or water?",
];

/** Long texts and names, within the limits. */
export const LONG: Data = {
  ...ORDINARY,
  title:
    "An introduction to growing tomatoes, peppers, aubergines and other nightshades on balconies, roofs and window sills",
  otherTitle: (index) =>
    `${TALKS[index % TALKS.length]}: everything that two hours, four experts and a patient host have room for`,
  seriesTitle: (index) =>
    `${SERIES[index % SERIES.length]}: the complete companion to everything that grows above the second floor`,
  description: AT_LENGTH.trim(),
  fullText: upTo(FROM_THE_HOST, 700),
  hostText: upTo(FROM_THE_HOST, 900),
  followUpText: upTo(AT_LENGTH.slice(AT_LENGTH.indexOf("At the end")), 400),
  firstName: "Maximiliane-Theodora Alexandrina",
  lastName: "von Hohenstein-Waldburg-Zeilenbruch zu Oberunterkirchen",
  host: "Wolfgang-Amadeus Theophilus",
  hostLastName: "Featherstonehaugh-Cholmondeley",
  colleague: "Wolfgang-Amadeus Theophilus",
  colleagueLastName: "Featherstonehaugh-Cholmondeley",
  questions: Array.from({ length: 12 }, (_, index) => ({
    label: `${index + 1}. ${AT_LENGTH_QUESTIONS[index % AT_LENGTH_QUESTIONS.length]}`,
    answer: index % 4 === 1 ? upTo(AT_LENGTH, 800) : (SENTENCES[index] ?? ""),
    ...(index % 4 === 1 && { isLong: true as const }),
  })),
  company: "Intercontinental Consolidated Horticultural Instruments and Irrigation Holdings (Liechtenstein) AG",
  reason: upTo(FROM_THE_HOST.slice(FROM_THE_HOST.indexOf("Whoever")), 400),
  inquiry: `Could you tell us a little more before we decide? ${AT_LENGTH_QUESTIONS.join(" ")}`,
  answer: upTo(AT_LENGTH, 800),
  domain: (index) => `department${index + 1}.subsidiary.of-a-company-with-a-long-name.example.com`,
  row: (index) => ({
    firstName: `${PEOPLE[index % PEOPLE.length]?.split(" ")[0]} Maximiliane-Theodora`,
    lastName: "von Hohenstein-Waldburg-Zeilenbruch",
    address: `maximiliane-theodora.von-hohenstein-waldburg.${index}@department.of-a-company-with-a-long-name.example.com`,
  }),
  cap: 120_000,
  counts: { pending: 12_345, approved: 98_765, rejected: 1_234, cancelled: 4_321, waitlisted: 0, offered: 0 },
};

/** What somebody types who would like to see links, mentions and bold letters where a name should stand. */
export const HOSTILE: Data = {
  ...ORDINARY,
  title: "Tomatoes & <b>basil</b>: *what* really [grows](https://evil.example) on a balcony <at>all</at>",
  otherTitle: (index) => `*${TALKS[index % TALKS.length]}* <!channel> & <i>more</i>`,
  seriesTitle: (index) => `<b>${SERIES[index % SERIES.length]}</b> & *friends*`,
  description:
    "<script>alert(1)</script> Six square *metres* are enough.\n\n> Not a quote\n# Not a heading\n- _not_ a list & no `code`\n\n" +
    "See [our page](https://evil.example), <https://evil.example|this one> or {{DATE(2027-01-15T08:00:00Z)}}.",
  fullText: "*Sorry*, all <b>seats</b> are taken. [Click here](https://evil.example) <!here> for &quot;more&quot;.",
  hostText:
    "*Bring* one leaf of your _sickest_ plant <!here>.\n> We look at [as many](https://evil.example) as we can.",
  followUpText: "*Thank you* <!here>: [the list](https://evil.example) is on <b>our page</b>.",
  firstName: "Ann *",
  lastName: "<b>Lee</b>",
  host: "Hanna _x_",
  hostLastName: "[Berg](x)",
  colleague: "Cora _x_",
  colleagueLastName: "[Diaz](x)",
  questions: [
    { label: "What do you *grow* <already>?", answer: "<b>Chives</b>, & far too much _mint_" },
    {
      label: "What would you [like](https://evil.example) to ask?",
      answer: "<https://evil.example|My balcony> faces *north*.\n> Is there ~any~ sort that bears there <at>all</at>?",
      isLong: true,
    },
  ],
  company: "[Lee & Daughters](https://evil.example)",
  reason: "<b>Members</b> only, *sorry*. See <!channel>.",
  inquiry: "<!channel> *Why* do you come, and [with whom](https://evil.example)?",
  answer: "<https://evil.example|Cora> asked me to. _That_ is all.",
  typed: "<b>lits</b>",
  unknown: "<@U1>",
  guest: "<b>@example.com",
  domain: (index) => `${"domain-".repeat(index + 2)}x.example.com`,
  row: (index) => {
    const [firstName = "", lastName = ""] = PEOPLE[index % PEOPLE.length]?.split(" ") ?? [];
    return { firstName: `*${firstName}*`, lastName: `<b>${lastName}</b> & co`, address: `"a..${index}"@example.com` };
  },
  cap: 10,
  counts: NONE,
  isLate: true,
};

/** The longest and the worst texts there are, for tests: what is drawn with these holds for all others. */
export const WORST: Data = {
  title: "[Deep](https://evil.example) *sea* <at>all</at> ".repeat(3).slice(0, 120),
  otherTitle: (index) => `Webinar ${index}`,
  partTitle: (index) => `**_${index}_** `.repeat(12),
  seriesTitle: () => "<All> *about* the sea",
  description: "*".repeat(2_000),
  fullText: "*full* <b>".repeat(100),
  hostText: "*Yours* <!here> [x](https://evil.example)\n> _no_ quote ".repeat(17).slice(0, 990),
  followUpText: "*Thanks* <!here> [x](https://evil.example)\n> _no_ quote ".repeat(17).slice(0, 990),
  firstName: "Ann **",
  lastName: "[Lee](x)",
  host: "Eve _x_",
  hostLastName: "<b>",
  colleague: "Eve _x_",
  colleagueLastName: "<b>",
  questions: Array.from({ length: 50 }, (_, index) => ({
    label: `*Question* ${index} `.repeat(13).slice(0, 200),
    answer: "<answer> ".repeat(300),
    isLong: true,
  })),
  company: "[x](y)",
  reason: "<b>*full*</b>".repeat(35),
  inquiry: "<!channel> *why*? ".repeat(80),
  answer: "<https://evil.example|so> _that_ ".repeat(40),
  typed: "<b>",
  unknown: "<@U1>",
  guest: "<b>@example.com",
  domain: (index) => `${"domain".repeat(30)}${index}.example.com`,
  row: (index) => ({
    firstName: `${index} ${"<First> *".repeat(11)}`,
    lastName: "_Last_ & co ".repeat(8),
    address: `${"long".repeat(15)}${index}@${"domain".repeat(8)}.example.com`,
  }),
  cap: 10,
  counts: NONE,
  isLate: true,
};

/** What is written from right to left. */
export const RTL: Data = {
  ...ORDINARY,
  title: "עגבניות במרפסת – גידול ב־6 מ״ר (Tomatoes 101)",
  otherTitle: (index) => `שיחה ${index + 1} על הגן`,
  seriesTitle: (index) => `البستاني في المدينة ${index + 1}`,
  description:
    "שישה מטרים מרובעים מספיקים. חנה מראה אילו זנים נשארים קטנים, מתי להשקות ואיך למנוע כימשון.\n\nالنصف الثاني من الساعة لكم.",
  fullText: "כל המקומות תפוסים. ההקלטה תהיה ב־https://example.com/balcony יום לאחר מכן.",
  hostText: "הביאו עלה אחד.\nنلتقي هناك!",
  followUpText: "תודה שבאתם.\nنراكم قريباً!",
  firstName: "נועה",
  lastName: "כהן־לוי",
  host: "ليلى",
  hostLastName: "حدّاد",
  colleague: "كورا",
  colleagueLastName: "دياز",
  questions: [
    { label: "מה את מגדלת כבר?", answer: "עירית, ויותר מדי נענע (mint)" },
    { label: "ما الذي تودّ أن تسأل عنه؟", answer: "الشرفة تطلّ على الشمال.\nهل من صنف يثمر هناك؟", isLong: true },
  ],
  company: "כהן ובנותיה בע״מ (Ltd.)",
  reason: "המפגש הזה מיועד לחברים בלבד.",
  inquiry: "האם את מגיעה כאורחת של צוות Bloom & Co?",
  answer: "نعم، دعتني كورا.",
  row: (index) => ({
    firstName: index % 2 ? "أحمد" : "רות",
    lastName: index % 2 ? "منصور" : "לוי",
    address: `guest${index}@example.org`,
  }),
};

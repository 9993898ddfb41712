// A few hundred names as they are common in several countries, and domains: what a webinar's people are called.

const FIRST =
  "James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Nancy Daniel Lisa Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Edward Deborah Ronald Stephanie Timothy Rebecca Jason Sharon Jeffrey Laura Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry Pamela Justin Emma Scott Nicole Brandon Helen Benjamin Samantha Samuel Katherine Gregory Christine Frank Debra Alexander Rachel Raymond Carolyn Patrick Janet Jack Catherine Dennis Maria Jerry Heather Tyler Diane Aaron Ruth Jose Julie Adam Olivia Nathan Joyce Henry Virginia Douglas Victoria Zachary Kelly Peter Lauren Kyle Christina Émile Chloé Léa Manon Camille Inès Zoé Louis Gabriel Raphaël Jules Hugo Lucas Théo Nathalie Céline Aurélie Véronique Sébastien Frédéric Jürgen Günther Wolfgang Heike Anke Uwe Silke Björn Søren Åsa Ingrid Lars Mette Kjell Giulia Marco Chiara Luca Francesca Matteo Alessandro Paolo Lucía Javier Carmen Álvaro Sofía Íñigo João Inês Tiago Beatriz Piotr Agnieszka Krzysztof Małgorzata Ivan Olga Dmitri Svetlana Yuki Haruto Sakura Kenji Wei Fang Ming Li Jin Ananya Arjun Priya Rahul Deepika Fatima Ahmed Leila Omar Yasmin Mustafa Ayşe Mehmet Emre Chidi Ngozi Kwame Amara Thabo Zanele".split(
    " ",
  );
const LAST =
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez Dubois Durand Leroy Moreau Simon Laurent Lefèvre Michel Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johansson Andersson Karlsson Nilsson Eriksson Kowalski Nowak Wiśniewski Wójcik Kamiński Ivanov Petrov Sidorov Tanaka Suzuki Yamamoto Watanabe Ito Chen Wang Zhang Liu Yang Sharma Gupta Singh Kumar Khan Ali Hussein Yılmaz Kaya Demir Okafor Mensah Dlamini O’Brien O’Connor MacDonald".split(
    " ",
  );
const FIRMS =
  "acme globex initech umbrella hooli stark wayne cyberdyne tyrell wonka soylent vandelay dunder sterling pied massive oscorp gringotts nakatomi weyland aperture blackmesa virtucon monarch gekko bluth duff krusty planet slate prestige octan lacuna rekall zorg buynlarge mooby oceanic paper ollivander".split(
    " ",
  );
const ENDINGS = ["com", "org", "net", "co.uk", "de", "fr"];
const DOMAINS = FIRMS.flatMap((firm) => ENDINGS.map((ending) => `${firm}.example.${ending}`));

/** Draws numbers that are the same each time. */
const dice = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/**
 * Many people's names and addresses, of which a few names are frequent and most are not. No two have one address. With
 * `most`, names and domains are among so many.
 */
export function* manyNames(
  most = Number.POSITIVE_INFINITY,
): Generator<{ firstName: string; lastName: string; address: string }, never> {
  const roll = dice(7);
  const pick = (from: readonly string[]) => from[Math.floor(Math.min(from.length, most) * roll() ** 2)] ?? "";
  for (let n = 0; ; n += 1) {
    const [firstName, lastName] = [pick(FIRST), pick(LAST)];
    const local = `${firstName}.${lastName}`
      .normalize("NFD")
      .replaceAll(/[^A-Za-z.]/g, "")
      .toLowerCase();
    yield { firstName, lastName, address: `${local}${n}@${pick(DOMAINS)}` };
  }
}

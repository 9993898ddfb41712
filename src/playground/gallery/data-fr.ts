import type { Data } from "./data.ts";

const TALKS = [
  ...["Abeilles sur le toit", "Composter sans jardin", "Herbes pour cuisine sombre", "Tailler les rosiers"],
  ...["La pluie en tonneau", "Ses propres graines", "Salades d’hiver", "Une mare dans un baquet"],
  ...["Vers de compost en caisse", "Semer des piments", "Arroser en son absence", "Figuiers en pot"],
];
const SERIES = [
  ...["Jardiner en ville", "Une année sur le toit", "De la graine à l’assiette", "Petits pots, belles récoltes"],
  ...["La fenêtre de la cuisine", "Racines et bulbes", "Murs végétaux", "Un pot par mois", "À l’ombre"],
  ...["Le jardin des paresseux"],
];

/** What people wrote who speak French; the rest of it is as in the ordinary set. */
export const FRENCH: Partial<Data> = {
  title: "Tomates sur un balcon",
  otherTitle: (index) => TALKS[index % TALKS.length] ?? "",
  partTitle: (index) => `${TALKS[index % TALKS.length]}, partie ${Math.floor(index / TALKS.length) + 1}`,
  seriesTitle: (index) => SERIES[index % SERIES.length] ?? "",
  description:
    "Six mètres carrés suffisent. Hanna montre quelles variétés restent petites, quand arroser et comment éviter le " +
    "mildiou.\n\nApportez vos questions : la moitié de l’heure est à vous.",
  fullText: "Désolée de vous laisser dehors ! L’enregistrement sera sur https://example.com/balcony le lendemain.",
  hostText: "Apportez une feuille de votre plante la plus malade.\nNous en regarderons autant que possible.",
  followUpText: "La liste des variétés est sur notre page.\nEnvoyez-nous une photo de votre première tomate !",
  questions: [
    { label: "Que cultivez-vous déjà ?", answer: "De la ciboulette, et bien trop de menthe" },
    {
      label: "Que voudriez-vous demander ?",
      answer:
        "Mon balcon donne au nord et a trois heures de soleil en juin.\nY a-t-il une variété qui y donne des fruits ?",
      isLong: true,
    },
  ],
  company: "Lee et Filles",
  reason: "Celui-ci est réservé à nos membres. Le prochain, le 5 février, est ouvert à tous.",
  inquiry: "Venez-vous avec l’équipe de Bloom & Co ?",
  answer: "Oui, Cora m’a proposé de venir. Je peux vous envoyer son message.",
};

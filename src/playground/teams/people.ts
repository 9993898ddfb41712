/** Somebody with a Teams account. `id` is how this bot knows them (29:…), `aadObjectId` how the directory does. */
export interface TeamsPerson {
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly email?: string;
  readonly upn: string;
  readonly tenantId: string;
  /** BCP 47, e.g. fr-FR. */
  readonly locale: string;
  /** IANA, e.g. Europe/Paris. */
  readonly timezone: string;
  readonly guest: boolean;
}

/** What a test says about a new person; `installed` means the app, in their personal scope, and is true unless told. */
export interface NewPerson extends Partial<Omit<TeamsPerson, "name">> {
  readonly name: string;
  readonly installed?: boolean;
}

export interface NewTeam {
  readonly name: string;
  readonly channels: readonly string[];
  /** Their ids, in the same order; new ones unless told. */
  readonly channelIds?: readonly string[];
  /** Ids (29:…) of its members. */
  readonly members: readonly string[];
  /** Whether the team has the app; true unless told. */
  readonly installed?: boolean;
}

export interface TeamsTeam {
  /** As Teams has it, the id of the team's General channel. */
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

type Optional<Fields> = { [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]: Fields[Name] };
type Required<Fields> = Omit<Fields, keyof Optional<Fields>>;

/** Copies an object without its undefined properties. */
export const defined = <const Fields extends object>(
  fields: Fields,
): Required<Fields> & { [Name in keyof Optional<Fields>]?: Exclude<Optional<Fields>[Name], undefined> } => {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value;
  return kept as ReturnType<typeof defined<Fields>>;
};

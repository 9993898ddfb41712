/** Reads what a button or a view carries along: JSON that Usher wrote, as it comes back. Undefined for what is none. */
export const readCarried = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
};

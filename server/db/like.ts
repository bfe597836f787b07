/** A LIKE pattern that finds the text anywhere, with what a person typed taken literally. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

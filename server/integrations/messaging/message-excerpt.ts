/** The first 50 characters of a message, as usage records keep it. Counted so that no character is cut in half. */
export const messageExcerpt = (text: string): string => Array.from(text.slice(0, 200)).slice(0, 50).join("");

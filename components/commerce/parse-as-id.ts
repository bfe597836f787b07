import { createParser } from "nuqs";

/** An id of ours in the URL; anything else counts as none. */
export const parseAsId = createParser({
  parse: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null),
  serialize: (id: string) => id,
});

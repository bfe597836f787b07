const MOST = 20;

/**
 * Where a message leads: the addresses of an email's links, or those that stand in a text. Not the one that unsubscribes:
 * who follows that wants no more.
 */
export function messageLinks({ html, text }: { html: string | null; text: string }): string[] {
  const found = html
    ? [...html.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, one, other]) =>
        decoded(one ?? other ?? ""),
      )
    : [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/gi)].map(([url]) => url.replace(/[.,;:!?]+$/, ""));
  const links = found
    .map((url) => url.trim())
    .filter((url) => /^https?:\/\//i.test(url) && URL.canParse(url));
  return [...new Set(links)].filter((url) => !UNSUBSCRIBE.test(url)).slice(0, MOST);
}

/** The path of our page behind an unsubscribe link, with its token. */
const UNSUBSCRIBE = /\/u\/[\w-]{43}$/;

/** What an attribute's text stands for, as far as addresses need it. */
const decoded = (text: string): string =>
  text.replaceAll("&#38;", "&").replaceAll("&amp;", "&").replaceAll("&#61;", "=").replaceAll("&#39;", "'");

import { openUnsubscribe, type UnsubscribePage } from "@/server/features/messages/data";
import { setSubscribed } from "@/server/features/messages/mutations";
import { rateLimit } from "@/server/ops/rate-limit";
import { pageResponse } from "./page-response";
import { type UnsubscribeWords, unsubscribeHtml } from "./unsubscribe-html";

/**
 * The address in messages that unsubscribes. GET shows a page and changes nothing: mail programs and their guards open
 * links by themselves. POST does it at once, from the page or by one click in the mail program (RFC 8058).
 */
export const unsubscribe = {
  async show(token: string): Promise<Response> {
    const page = await openUnsubscribe(token);
    if (!page) return answer(UNKNOWN, 404);
    return answer(page.unsubscribed ? doneWords(page) : askWords(page));
  },

  async act(token: string, request: Request): Promise<Response> {
    const page = await openUnsubscribe(token);
    if (!page) return answer(UNKNOWN, 404);
    await rateLimit(`unsubscribe:${page.messageId}`, { limit: 60, windowSeconds: 600 });
    const subscribe = (await choiceOf(request)) === "subscribe";
    await setSubscribed(page, subscribe);
    return answer(subscribe ? againWords(page) : doneWords(page));
  },
};

const UNKNOWN: UnsubscribeWords = {
  title: "This link does not work",
  text: "It may have been cut off on its way. Open it from the message again, or answer the message with the word STOP.",
};

const what = ({ channel }: UnsubscribePage) => (channel === "email" ? "emails" : "text messages");

const askWords = (page: UnsubscribePage): UnsubscribeWords => ({
  title: `Get no more ${what(page)} from ${page.workspace}?`,
  text: `They will not be sent to ${page.address} any more.`,
  form: { label: "Unsubscribe", subscribe: false },
});

const doneWords = (page: UnsubscribePage): UnsubscribeWords => ({
  title: "You are unsubscribed",
  text: `${page.workspace} sends no more ${what(page)} to ${page.address}.`,
  form: { label: "Subscribe again", subscribe: true },
});

const againWords = (page: UnsubscribePage): UnsubscribeWords => ({
  title: "You are subscribed again",
  text: `${page.workspace} may write to ${page.address} again.`,
});

/** Whatever is posted unsubscribes, but for the one button that says otherwise. */
async function choiceOf(request: Request): Promise<string> {
  const length = Number(request.headers.get("content-length") ?? 0);
  if (length > 1_000) return "unsubscribe";
  return new URLSearchParams((await request.text()).slice(0, 1_000)).get("choice") ?? "unsubscribe";
}

const answer = (words: UnsubscribeWords, status = 200): Response =>
  pageResponse(unsubscribeHtml(words), status);

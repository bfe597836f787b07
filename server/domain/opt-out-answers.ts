import type { ReplyIntent } from "./opt-out-words";

/** What goes back, once, to somebody who said STOP, START or HELP. As short as carriers ask for. */
export function optOutWords(intent: ReplyIntent, workspace: string): { subject: string; body: string } {
  const from = workspace ? `${workspace}: ` : "";
  if (intent === "stop")
    return {
      subject: "You are unsubscribed",
      body: `${from}You are unsubscribed and will get no more messages from us. Reply START to get them again.`,
    };
  if (intent === "start")
    return {
      subject: "You are subscribed again",
      body: `${from}You will get messages from us again. Reply STOP at any time to end them.`,
    };
  return {
    subject: "How to reach us",
    body: `${from}Answer this message and a person reads it. Reply STOP to get no more messages.`,
  };
}

import { expect, test } from "vitest";
import { replyIntent } from "@/server/domain/opt-out-words";

test.each([
  "STOP",
  "stop",
  " Stop! ",
  "STOP.",
  "Stop please",
  "stop, thanks",
  "UNSUBSCRIBE",
  "END",
  "QUIT",
  "CANCEL",
  "STOPALL",
  "STOP ALL",
  "REVOKE",
  "OPTOUT",
  "opt out",
  "opt-out",
  "please stop texting me",
  "Please stop texting me.",
  "Hi, could you please stop sending me these texts? Thank you",
  "Don’t text me again",
  "do not contact me",
  "Never call me!",
  "Remove me from your list",
  "take me off this list please",
  "I don't want to receive any more messages",
  "No more texts!",
  "Leave me alone",
  "ARRÊT",
  "arrêter",
  "Stopp",
  "abmelden",
  "Bitte abmelden",
  "BAJA",
  "cancelar",
  "parar",
  "basta",
  "СТОП",
  "отписаться",
  "停止",
  "退订",
  "STOP\n\n> On Monday Acme wrote:\n> Reply to this mail",
])("%j opts out", (body) => {
  expect(replyIntent(body)).toBe("stop");
});

test.each(["START", "Start", "UNSTOP", "subscribe", "opt in"])("%j opts in", (body) => {
  expect(replyIntent(body)).toBe("start");
});

test.each(["HELP", "help?", "INFO", "Hilfe"])("%j asks for help", (body) => {
  expect(replyIntent(body)).toBe("help");
});

test.each([
  "",
  "   ",
  "Yes please",
  "Can we stop by on Friday?",
  "I will stop by tomorrow",
  "The bus stop is closed",
  "Cancel my appointment on Friday and book Monday",
  "In the end it worked",
  "Please help me with the order",
  "Don't call me before 9, I sleep",
  "When does it start?",
  "Thanks!\n> Reply STOP to opt out",
])("%j is an ordinary reply", (body) => {
  expect(replyIntent(body)).toBeNull();
});

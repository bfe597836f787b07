import { describe, expect, it } from "vitest";
import { PRICES } from "@/server/domain/plans";
import { runCost } from "@/server/domain/run-cost";
import { flow } from "@/tests/fixtures/flow-drawing";

const RUN = PRICES.workflow_execution.milliTokens;
const SMS = PRICES.sms_sent.milliTokens;
const MAIL = PRICES.email_sent.milliTokens;
const CALL = PRICES.call_minute.milliTokens;

const KINDS = { sms: "sms_sent", mail: "email_sent", phone: "call_minute" } as const;
const cost = (drawing: string) =>
  runCost(flow(drawing), ({ id }) => {
    const name = Object.keys(KINDS).find((one) => id.startsWith(one));
    return name === "sms" || name === "mail" || name === "phone" ? KINDS[name] : null;
  });

describe("what a run costs", () => {
  it.each([
    ["nothing but the run", "trigger -> log", 0, 0],
    ["one after the other", "trigger -> sms -> wait -> mail", SMS + MAIL, SMS + MAIL],
    ["one of two ways", "trigger -> if -yes-> sms; if -no-> mail", MAIL, SMS],
    ["a way that ends", "trigger -> if -yes-> sms -> mail", 0, SMS + MAIL],
    ["what follows both ways", "trigger -> if -yes-> sms -> mail; if -no-> mail", MAIL, SMS + MAIL],
    [
      "all that is done at once, and what follows it once",
      "trigger -> fork -> sms -> join -> mail; fork -> phone -> join",
      SMS + CALL + MAIL,
      SMS + CALL + MAIL,
    ],
    [
      "a choice within a branch",
      "trigger -> fork -> if -yes-> sms -> join; if -no-> join; fork -> mail -> join",
      MAIL,
      SMS + MAIL,
    ],
    ["the way of an error not", "trigger -> sms -> log; sms -error-> phone", SMS, SMS],
    ["what is waited for", "trigger -> hear -event-> log; hear -timeout-> phone", 0, CALL],
  ])("%s", (_, drawing, least, most) => {
    // A wait has the second way only with a time limit.
    expect(cost(drawing)).toEqual({ least: RUN + least, most: RUN + most, perItem: false });
  });

  it("says that a loop costs more with each item", () => {
    expect(cost("trigger -> each -body-> sms; each -> mail")).toEqual({
      ...{ least: RUN + MAIL, most: RUN + SMS + MAIL, perItem: true },
    });
  });
});

import { formatNumber } from "@/components/ui/format-number";
import { PLANS } from "@/server/domain/plans";

/** What people ask before they pay by use. */
export const PricingAnswers = () => (
  <dl className="grid gap-x-12 gap-y-8 text-base md:grid-cols-2">
    {ANSWERS.map(({ asked, answer }) => (
      <div key={asked}>
        <dt className="font-semibold">{asked}</dt>
        <dd className="mt-1 max-w-[62ch] text-muted">{answer}</dd>
      </div>
    ))}
  </dl>
);

const ANSWERS = [
  {
    asked: "Can a bill surprise me?",
    answer:
      "No. Overage is off until an owner turns it on, and never without a cap: an amount that a period may cost at most. You are told at 50, 75, 90 and 100 % of the tokens, in the app and by mail.",
  },
  {
    asked: "What happens when the tokens run out?",
    answer:
      "Runs are held where they stand, and none is lost. They go on by themselves, the oldest first, after an upgrade, with the next period, or when the cap is raised.",
  },
  {
    asked: "How do I know that the bill is right?",
    answer:
      "Every token is a record that leads to the run and the step it was for. Each night steps, records and what was invoiced are compared, and the result stands on the usage page.",
  },
  {
    asked: "How do plans change?",
    answer:
      "An upgrade begins when it is paid, and you see before what is due for the rest of the month. A downgrade, or the end, comes with the next period; until then it can be taken back.",
  },
  {
    asked: "What is the list value?",
    answer:
      "What an action would cost one by one, shown beside each step so that flows can be compared. It is not added to the bill: that is the plan, and tokens over it at the plan's rate.",
  },
  {
    asked: "How long is the trial?",
    answer: `As long as its ${formatNumber(PLANS.trial.includedMilliTokens / 1000)} tokens last; they do not come again. No card is asked for.`,
  },
  {
    asked: "Is there a price by agreement?",
    answer:
      "For Enterprise. Included tokens, price, rate and limits are then your own, and the same pages, caps and checks hold for them.",
  },
];

import { expect, test } from "vitest";
import { messageSentiment } from "@/server/domain/message-sentiment";

test.each([
  ["Thank you so much, this is great!", "positive"],
  ["I love it 😍", "positive"],
  ["Yes, sounds good", "positive"],
  ["not bad at all", "positive"],
  ["This is terrible and I am very angry", "negative"],
  ["I want a refund", "negative"],
  ["not good", "negative"],
  ["It doesn't work and I am not happy", "negative"],
  ["👎", "negative"],
  ["See you at 3 pm", "neutral"],
  ["STOP", "neutral"],
  ["No", "neutral"],
  ["", "neutral"],
  ["constructor toString __proto__", "neutral"],
])("%j reads as %s", (text, sentiment) => {
  expect(messageSentiment(text).sentiment).toBe(sentiment);
});

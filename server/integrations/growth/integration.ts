import type { Integration } from "../integration";
import { createReferralCode } from "./actions/create-referral-code";
import { offerDiscount } from "./actions/offer-discount";
import { sendSurvey } from "./actions/send-survey";

export const growth: Integration = {
  key: "growth",
  title: "Offers and feedback",
  description: "Surveys, discount codes and referral codes.",
  icon: "gift",
  actions: [sendSurvey, offerDiscount, createReferralCode],
};

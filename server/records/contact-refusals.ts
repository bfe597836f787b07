import { AppError } from "../domain/errors";

export const noSuchContact = () =>
  new AppError(
    "not_found",
    "There is no such contact in this workspace. Check the id, or create the contact first.",
  );

export const unreachable = () =>
  new AppError(
    "invalid",
    "A contact needs an email address, a phone number with its country code, or a customer_id.",
  );

export const beingChanged = () =>
  new AppError("conflict", "The same contact is being changed elsewhere right now. Try again in a moment.");

import * as z from "zod";
import { ownIdFields } from "./external-id";
import { amountSchema, currencySchema, toMajor } from "./money";
import {
  type ContactOfRecord,
  contactDocument,
  contactDocumentShape,
  contactKeysOf,
  recordContactFields,
} from "./record-contact";
import { referralCodeField } from "./referral";
import { timeField } from "./time-field";

export const paymentStatuses = ["received", "failed"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** A payment as it is posted; the amount in major units. */
export const newPaymentSchema = z.object({
  ...recordContactFields,
  ...ownIdFields,
  order_id: z
    .string("Has to be text.")
    .max(200)
    .nullish()
    .meta({ description: "Our id of the order, or its external_id." }),
  status: z.enum(paymentStatuses, "Has to be received or failed.").nullish(),
  amount: amountSchema,
  currency: currencySchema.nullish().meta({ description: "Left out: the order's, else usd." }),
  method: z.string("Has to be text.").max(100).nullish().meta({ description: "card, transfer, cash, …" }),
  reason: z.string("Has to be text.").max(1_000).nullish().meta({ description: "Why it failed." }),
  referral_code: referralCodeField,
  at: timeField.nullish(),
});
export type NewPayment = z.output<typeof newPaymentSchema>;

/** As it is stored; the amount in the currency's smallest unit. */
export type Payment = {
  id: string;
  externalId: string | null;
  orderId: string | null;
  orderExternalId: string | null;
  contact: ContactOfRecord | null;
  status: PaymentStatus;
  amount: number;
  currency: string;
  method: string;
  reason: string;
  at: Date;
  createdAt: Date;
};

/** What its event brings. */
export const paymentPayload = (payment: Payment): Record<string, unknown> => ({
  ...contactKeysOf(payment.contact),
  payment_id: payment.externalId ?? payment.id,
  ...(payment.orderId && { order_id: payment.orderExternalId ?? payment.orderId }),
  status: payment.status,
  amount: toMajor(payment.amount, payment.currency),
  currency: payment.currency,
  ...(payment.method && { method: payment.method }),
  ...(payment.reason && { reason: payment.reason }),
});

/** As REST shows it. */
export const paymentDocument = (payment: Payment) => ({
  id: payment.id,
  external_id: payment.externalId,
  order_id: payment.orderId,
  ...contactDocument(payment.contact),
  status: payment.status,
  amount: toMajor(payment.amount, payment.currency),
  currency: payment.currency,
  method: payment.method,
  reason: payment.reason,
  at: payment.at.toISOString(),
  created_at: payment.createdAt.toISOString(),
});

export const paymentDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  order_id: z.uuid().nullable(),
  ...contactDocumentShape,
  status: z.enum(paymentStatuses),
  amount: z.number().meta({ description: "In major units: 50.00" }),
  currency: z.string(),
  method: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  created_at: z.iso.datetime(),
});

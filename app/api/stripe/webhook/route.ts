import { stripeWebhook } from "@/server/api/stripe-webhook";

export const POST = stripeWebhook.snapshot;
export const GET = stripeWebhook.refuse;
export const PUT = stripeWebhook.refuse;
export const PATCH = stripeWebhook.refuse;
export const DELETE = stripeWebhook.refuse;

import { inTransaction } from "@/server/db/pool";
import { newAppointmentSchema } from "@/server/domain/appointment";
import { newOrderSchema } from "@/server/domain/order";
import { newPaymentSchema } from "@/server/domain/payment";
import { newProductSchema } from "@/server/domain/product";
import { newQuoteSchema } from "@/server/domain/quote";
import { newReviewSchema } from "@/server/domain/review";
import type { WorkspaceId } from "@/server/domain/workspace";
import { createAppointment } from "@/server/records/appointment";
import { createOrder } from "@/server/records/order";
import { createPayment } from "@/server/records/payment";
import { createProduct } from "@/server/records/product";
import { createQuote } from "@/server/records/quote";
import { createReview } from "@/server/records/review";

export type ShopRows = {
  productId: string;
  orderId: string;
  paymentId: string;
  quoteId: string;
  appointmentId: string;
  reviewId: string;
};

/** One of each record of a shop, for one contact. */
export function makeShopRows(workspaceId: WorkspaceId, contact: string, mark: string): Promise<ShopRows> {
  const cause = { source: "platform" };
  return inTransaction(async (tx) => {
    const product = newProductSchema.parse({ name: mark, price: 5, sku: mark, stock: 3 });
    const order = newOrderSchema.parse({ contact, note: mark, items: [{ sku: mark, quantity: 1 }] });
    const quote = newQuoteSchema.parse({ contact, title: mark, amount: 5 });
    const appointment = newAppointmentSchema.parse({
      contact,
      title: mark,
      starts_at: "2026-03-12T15:00:00Z",
    });
    const review = newReviewSchema.parse({ contact, rating: 4, text: mark });
    const { record: made } = await createProduct(tx, workspaceId, product);
    const { record: placed } = await createOrder(tx, workspaceId, order, cause);
    const payment = newPaymentSchema.parse({ contact, order_id: placed.id, amount: 1, reason: mark });
    return {
      productId: made.id,
      orderId: placed.id,
      paymentId: (await createPayment(tx, workspaceId, payment, cause)).record.id,
      quoteId: (await createQuote(tx, workspaceId, quote, cause)).record.id,
      appointmentId: (await createAppointment(tx, workspaceId, appointment, cause)).record.id,
      reviewId: (await createReview(tx, workspaceId, review, cause)).record.id,
    };
  });
}

import type { Integration } from "../integration";
import { adjustInventory } from "./actions/adjust-inventory";
import { cancelAppointment } from "./actions/cancel-appointment";
import { createAppointment } from "./actions/create-appointment";
import { createOrder } from "./actions/create-order";
import { createProduct } from "./actions/create-product";
import { deleteProduct } from "./actions/delete-product";
import { updateAppointment } from "./actions/update-appointment";
import { updateOrderStatus } from "./actions/update-order-status";
import { updateProduct } from "./actions/update-product";

export const commerce: Integration = {
  key: "commerce",
  title: "Commerce",
  description: "Products, orders and appointments.",
  icon: "shopping-bag",
  actions: [
    createProduct,
    updateProduct,
    deleteProduct,
    adjustInventory,
    createOrder,
    updateOrderStatus,
    createAppointment,
    updateAppointment,
    cancelAppointment,
  ],
};

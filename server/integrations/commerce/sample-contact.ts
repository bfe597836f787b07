import type { ContactOfRecord } from "@/server/domain/record-contact";

/** Whom sample records are about. */
export const sampleContact: ContactOfRecord = {
  id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c22",
  externalId: "cust_123",
  email: "john@example.com",
  phone: "+14155550100",
  name: "John Doe",
};

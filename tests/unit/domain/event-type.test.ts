import { describe, expect, it } from "vitest";
import { contactFromPayload } from "@/server/domain/contact-key";
import { eventCatalogue, eventSample, eventWords } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";

describe("canonicalEventType", () => {
  it.each([
    ["payment_received", "payment.received"],
    ["payment.captured", "payment.received"],
    ["payment_captured", "payment.received"],
    ["customer_created", "customer.created"],
    ["lead_status_changed", "lead.status_changed"],
    ["appointment_no_show", "appointment.no_show"],
    ["order.status_changed", "order.status_changed"],
    [" customer.created ", "customer.created"],
    ["deal_stage_won", "deal.stage.won"],
    ["ticket.first_response", "ticket.first_response"],
    ["ping", "ping"],
  ])("%s is %s", (raw, canonical) => expect(canonicalEventType(raw)).toBe(canonical));

  it("leaves every name of the catalogue as it is, and finds it by its name with underscores", () => {
    for (const { type } of eventCatalogue) {
      expect(canonicalEventType(type)).toBe(type);
      expect(canonicalEventType(type.replaceAll(".", "_"))).toBe(type);
    }
  });
});

describe("the catalogue of events", () => {
  it("names every event once, in words, with a sample", () => {
    expect(new Set(eventCatalogue.map(({ type }) => type)).size).toBe(eventCatalogue.length);
    for (const { type, words, sample } of eventCatalogue) {
      expect(words.length, type).toBeGreaterThan(5);
      expect(Object.keys(sample).length, type).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(sample)), type).toEqual(sample);
    }
  });

  it("has samples that name a contact, where the event is about one", () => {
    const about = eventCatalogue.filter(({ type }) =>
      /^(customer|lead|order|payment|appointment|email|message|call|survey|referral|form)\./.test(type),
    );
    expect(about.length).toBeGreaterThan(20);
    for (const { type, sample } of about)
      expect(contactFromPayload(sample).subject, type).toBe("email:john@example.com");
  });

  it("has words for any event", () => {
    expect(eventWords("customer.created")).toBe("a customer is created");
    expect(eventWords("deal.won")).toBe("“deal.won” happens");
    expect(eventSample("deal.won")).toBeNull();
  });
});

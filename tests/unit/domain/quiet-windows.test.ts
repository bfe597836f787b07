import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { describe, expect, test } from "vitest";
import { countryZones, zonedCountries } from "@/server/domain/country-zones";
import { phonePlace } from "@/server/domain/phone-place";
import { type QuietQuestion, quietWindows } from "@/server/domain/quiet-windows";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { isZone } from "@/server/domain/wall-clock";

const asked: QuietQuestion = {
  channel: "sms",
  rules: defaultSendingRules,
  flow: null,
  timezone: null,
  phone: null,
  workspaceZone: "Europe/Vienna",
};

test("every country of the table has zones that clocks know", () => {
  const unknown = zonedCountries().flatMap((country) =>
    countryZones(country).filter((zone) => !isZone(zone)),
  );
  expect(unknown).toEqual([]);
  expect(zonedCountries().length).toBeGreaterThan(240);
});

test.each([
  ["+4915112345678", "DE", ["Europe/Berlin"]],
  ["+14155550100", "US", ["America/Los_Angeles"]],
  ["+12125550100", "US", ["America/New_York"]],
  ["+18085550100", "US", ["Pacific/Honolulu"]],
  ["+16045550100", "CA", ["America/Vancouver"]],
  // A number that tells no more than the country: decent in all of it.
  ["+18005550100", "US", ["America/New_York", "America/Los_Angeles"]],
  ["+15505550100", "US", ["America/New_York", "America/Los_Angeles"]],
  ["+61412345678", "AU", ["Australia/Sydney", "Australia/Perth"]],
])("%s is at home in %s", (phone, country, zones) => {
  expect(phonePlace(phone)).toEqual({ country, zones });
});

test("area codes belong to one zone each, and to the country that the number has", () => {
  const zones = new Map<string, string | undefined>();
  for (let area = 201; area < 1000; area++) {
    const [zone, ...more] = phonePlace(`+1${area}5550100`).zones;
    if (more.length > 0 || !zone) continue;
    zones.set(String(area), parsePhoneNumberFromString(`+1${area}5550100`)?.country);
  }
  expect(zones.size).toBeGreaterThan(350);
  expect(zones.get("415")).toBe("US");
});

describe("whose hours", () => {
  test.each([
    ["the contact's own zone", { timezone: "Asia/Tokyo", phone: "+4915112345678" }, "Asia/Tokyo"],
    ["the number's", { phone: "+4915112345678" }, "Europe/Berlin"],
    ["the workspace's", {}, "Europe/Vienna"],
    ["the workspace's, when the contact's is no zone", { timezone: "Mars/Base" }, "Europe/Vienna"],
    ["UTC, when the workspace's is none either", { workspaceZone: "Mars/Base" }, "UTC"],
  ])("%s", (_, more, zone) => {
    expect(quietWindows({ ...asked, ...more })).toMatchObject({ zone, windows: [{ zone, to: "08:00" }] });
  });

  test("a country of the table has its own hours, and may have another zone", () => {
    const france = quietWindows({ ...asked, phone: "+33612345678" });
    expect(france.windows).toEqual([{ zone: "Europe/Paris", from: "20:00", to: "10:00" }]);
    const countries = [{ country: "FR", from: "19:00", to: "11:00", zone: "America/Martinique" }];
    const rules = { ...defaultSendingRules, quiet_hours: { ...defaultSendingRules.quiet_hours, countries } };
    expect(quietWindows({ ...asked, rules, phone: "+33612345678" }).windows).toEqual([
      { zone: "America/Martinique", from: "19:00", to: "11:00" },
    ]);
  });

  test("a flow's own hours hold beside the workspace's, and on every channel", () => {
    const flow = { from: "18:00", to: "09:00" };
    expect(quietWindows({ ...asked, flow }).windows).toHaveLength(2);
    expect(quietWindows({ ...asked, flow, channel: "email" }).windows).toEqual([
      { zone: "Europe/Vienna", ...flow },
    ]);
  });
});

"use client";

import { Trash2 } from "lucide-react";
import { useMemo } from "react";
import { TimezoneSelect } from "@/components/settings/timezone-select";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { zonedCountries } from "@/server/domain/country-zones";
import type { CountryRule } from "@/server/domain/sending-rules";
import { TimeRange } from "./time-range";

type CountryHoursProps = {
  countries: CountryRule[];
  /** The hours that a new row begins with. */
  usual: { from: string; to: string };
  onChange: (countries: CountryRule[]) => void;
  mayChange: boolean;
};

/** Countries with hours of their own, told by the code of the phone number. */
export function CountryHours({ countries, usual, onChange, mayChange }: CountryHoursProps) {
  const names = useMemo(countryNames, []);
  const change = (country: string, part: Partial<CountryRule>) =>
    onChange(countries.map((rule) => (rule.country === country ? { ...rule, ...part } : rule)));
  const free = names.filter(({ value }) => !countries.some(({ country }) => country === value));
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium">By country</span>
      <ul aria-label="Quiet hours by country" className="flex flex-col divide-y divide-line">
        {countries.map(({ country, from, to, zone }) => {
          const name = nameOf(country);
          return (
            <li key={country} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
              <span className="w-40 truncate" title={name}>
                {name}
              </span>
              <TimeRange
                label={name}
                {...{ from, to }}
                onChange={(range) => change(country, range)}
                disabled={!mayChange}
              />
              <span className="w-56">
                <TimezoneSelect
                  label={`${name}: time zone`}
                  value={zone ?? BY_NUMBER.value}
                  first={BY_NUMBER}
                  onValueChange={(chosen) =>
                    change(country, { zone: chosen === BY_NUMBER.value ? null : chosen })
                  }
                  disabled={!mayChange}
                />
              </span>
              {mayChange ? (
                <IconButton
                  label={`Remove ${name}`}
                  onClick={() => onChange(countries.filter((rule) => rule.country !== country))}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mayChange ? (
        <Select
          aria-label="Add a country"
          placeholder="Add a country…"
          options={free}
          value=""
          onValueChange={(country) => country && onChange([...countries, { country, ...usual, zone: null }])}
          className="w-56"
        />
      ) : null}
      <p className="text-muted text-xs">
        The zone of a number is that of its area code in the United States and Canada, else that of its
        country. In a country with several, the hours hold in all of its large ones.
      </p>
    </div>
  );
}

const BY_NUMBER = { value: "by-number", label: "Zone of the number" };

const regions = new Intl.DisplayNames(["en"], { type: "region" });
const nameOf = (country: string): string => regions.of(country) ?? country;

const countryNames = () =>
  zonedCountries()
    .map((country) => ({ value: country, label: nameOf(country) }))
    .sort((one, other) => one.label.localeCompare(other.label));

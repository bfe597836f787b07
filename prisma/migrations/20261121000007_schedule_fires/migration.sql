-- What a schedule did last, and the fires it left out because nobody was there.
ALTER TABLE schedules
  ADD COLUMN last_fired_at timestamptz(3),
  ADD COLUMN missed_count integer NOT NULL DEFAULT 0,
  ADD COLUMN missed_from timestamptz(3),
  ADD COLUMN missed_until timestamptz(3);

-- The event that answered the wait right before: one event does not answer both.
ALTER TABLE "waits" ADD COLUMN "after_event_id" UUID;

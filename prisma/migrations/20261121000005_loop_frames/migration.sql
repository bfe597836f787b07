-- What a loop remembers of the iterations that are over.
ALTER TABLE "loop_frames" ADD COLUMN "handled_errors" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "failures" JSONB NOT NULL DEFAULT '[]';

-- A turn reads the steps of open iterations, however many are closed; and what was set last in closed ones.
-- Only rows inside loops are in these indexes: the others pay nothing for them.
CREATE INDEX automation_event_log_iterations ON automation_event_log (run_id, (split_part(iteration_path, '@', 1)))
  WHERE iteration_path <> '';
CREATE INDEX automation_event_log_loop_variables ON automation_event_log (run_id, step_id, run_seq)
  WHERE iteration_path <> '' AND step_type = 'set_variables';

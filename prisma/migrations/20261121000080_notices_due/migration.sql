-- A run was held before all was used, to the last: nobody was told yet.
CREATE INDEX quota_notices_due ON quota_notices (at) WHERE percent = 100 AND title IS NULL;

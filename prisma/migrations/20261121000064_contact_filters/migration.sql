-- What the list of contacts can be filtered by is in one index with what it is searched by: any combination is an
-- intersection inside it, and only who passes all of it is read.
DROP INDEX contacts_search;
DROP INDEX contacts_tags;
CREATE INDEX contacts_search ON contacts USING gin (workspace_id, search gin_trgm_ops, tags, status, kind, lead_type)
  WITH (gin_pending_list_limit = 512) WHERE merged_into_id IS NULL;

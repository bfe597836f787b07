-- What answers a message is found from it.
CREATE INDEX messages_replies ON messages (in_reply_to, created_at, id) WHERE in_reply_to IS NOT NULL;

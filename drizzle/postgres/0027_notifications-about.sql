ALTER TABLE "notifications" ADD COLUMN "about" json;
--> statement-breakpoint
-- By hand: what the columns say, which the next migration drops.
UPDATE notifications SET about = cast(CASE
  WHEN comment_id IS NOT NULL THEN '{"task":"' || task_id || '","comment":"' || comment_id || '"}'
  WHEN task_id IS NOT NULL THEN '{"task":"' || task_id || '"}'
  WHEN message_id IS NOT NULL THEN '{"conversation":"' || conversation_id || '","message":"' || message_id || '"}'
  ELSE '{"conversation":"' || conversation_id || '"}'
END AS json) WHERE task_id IS NOT NULL OR conversation_id IS NOT NULL;

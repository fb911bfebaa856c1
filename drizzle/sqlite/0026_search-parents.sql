-- The queue and the index know what a text hangs on, whatever that is. Triggers follow the new name.
ALTER TABLE `search_queue` RENAME COLUMN `conversation_id` TO `parent_id`;
--> statement-breakpoint
ALTER TABLE `search_documents` RENAME COLUMN `conversation_id` TO `parent_id`;

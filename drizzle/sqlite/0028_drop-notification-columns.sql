ALTER TABLE `notifications` DROP COLUMN `task_id`;--> statement-breakpoint
ALTER TABLE `notifications` DROP COLUMN `comment_id`;--> statement-breakpoint
ALTER TABLE `notifications` DROP COLUMN `conversation_id`;--> statement-breakpoint
ALTER TABLE `notifications` DROP COLUMN `message_id`;
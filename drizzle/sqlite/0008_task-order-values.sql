-- Written by hand: the orders of the tasks that there are. See src/modules/tasks/order.ts.
UPDATE `tasks` SET `priority_rank` = CASE `priority` WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 WHEN 'urgent' THEN 4 ELSE 0 END;--> statement-breakpoint
UPDATE `tasks` SET `due_order` = `due_at` WHERE `due_at` IS NOT NULL;--> statement-breakpoint
UPDATE `tasks` SET `due_order` = (CAST(strftime('%s', `due_on`) AS INTEGER) + 86400) * 1000 - 1 WHERE `due_on` IS NOT NULL;

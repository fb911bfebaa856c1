CREATE TABLE `stock_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`span` integer NOT NULL,
	`day` integer NOT NULL,
	`key` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `span`, `day`, `key`)
);
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'tasks_todo', tasks_todo from work_days where tasks_todo <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'tasks_in_progress', tasks_in_progress from work_days where tasks_in_progress <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'tasks_done', tasks_done from work_days where tasks_done <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'tasks_cancelled', tasks_cancelled from work_days where tasks_cancelled <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'tasks_overdue', tasks_overdue from work_days where tasks_overdue <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_planning', projects_planning from work_days where projects_planning <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_active', projects_active from work_days where projects_active <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_on_hold', projects_on_hold from work_days where projects_on_hold <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_completed', projects_completed from work_days where projects_completed <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_archived', projects_archived from work_days where projects_archived <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 1, day, 'projects_overdue', projects_overdue from work_days where projects_overdue <> 0;
--> statement-breakpoint
insert into stock_days (organization_id, generation, span, day, key, amount)
select organization_id, generation, 32, day - ((day % 32) + 32) % 32, key, sum(amount) from stock_days
group by organization_id, generation, day - ((day % 32) + 32) % 32, key
having sum(amount) <> 0;
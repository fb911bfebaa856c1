-- What the migrations beside it come to: an empty database is made by this. See src/db/schema-file.ts.
-- Written by "bun run migrations", and never by hand.
-- Of 55 migrations, the last of which is 0054_second-factor-rule: dc2d88a3f299c665c51d89c3986e8d316c8553cbceca74188be3efa60adc9069

CREATE FUNCTION public.search_text_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO search_queue (organization_id, kind, id, parent_id)
  VALUES (new.organization_id, tg_argv[0], new.id, CASE WHEN tg_nargs > 1 THEN to_jsonb(new) ->> tg_argv[1] END)
  ON CONFLICT (organization_id, kind, id) DO UPDATE SET id = excluded.id;
  RETURN NULL;
END $function$;
CREATE FUNCTION public.search_text_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = tg_argv[0] AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = tg_argv[0] AND id = old.id;
  RETURN NULL;
END $function$;
CREATE FUNCTION public.search_words_left()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO search_removals (organization_id, number, words)
  SELECT old.organization_id, old.number, array_agg(gone.word)
  FROM (
    SELECT coalesce(old.code, left(old.kind, 1)) || unnest(tsvector_to_array(old.vector)) AS word
    EXCEPT SELECT coalesce(new.code, left(new.kind, 1)) || unnest(tsvector_to_array(new.vector))
  ) AS gone HAVING count(*) > 0;
  IF tg_op = 'DELETE' THEN
    DELETE FROM search_unposted WHERE organization_id = old.organization_id AND kind = old.kind AND number = old.number;
  END IF;
  RETURN NULL;
END $function$;
CREATE FUNCTION public.task_labels_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM task_labels WHERE organization_id = old.organization_id
    AND label = ANY (ARRAY(SELECT json_array_elements_text(old.labels))) AND task_id = old.id;
  RETURN NULL;
END $function$;
CREATE TABLE activity_events (
  organization_id text NOT NULL,
  id text NOT NULL,
  person_id text NOT NULL,
  verb text NOT NULL,
  core boolean NOT NULL,
  occurred_at bigint NOT NULL,
  received_at bigint NOT NULL,
  properties json,
  import_number bigint,
  CONSTRAINT activity_events_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE api_keys (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  key_hash text NOT NULL,
  key_start text NOT NULL,
  scopes json NOT NULL,
  created_by text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint,
  last_used_at bigint,
  CONSTRAINT api_keys_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE cron_jobs (
  name text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint,
  outcome text,
  detail text,
  tick_at bigint,
  CONSTRAINT cron_jobs_pkey PRIMARY KEY (name)
);
CREATE TABLE day_snapshots (
  organization_id text NOT NULL,
  day bigint NOT NULL,
  metric_version bigint NOT NULL,
  "values" json NOT NULL,
  closed_at bigint NOT NULL,
  stale boolean DEFAULT false NOT NULL,
  CONSTRAINT day_snapshots_organization_id_day_metric_version_pk PRIMARY KEY (organization_id, day, metric_version)
);
CREATE TABLE members (
  organization_id text NOT NULL,
  id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  status text NOT NULL,
  joined_at bigint NOT NULL,
  CONSTRAINT members_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE organization_counters (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  key text NOT NULL,
  value bigint NOT NULL,
  CONSTRAINT organization_counters_organization_id_generation_key_pk PRIMARY KEY (organization_id, generation, key)
);
CREATE TABLE organization_days (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  day bigint NOT NULL,
  dau bigint DEFAULT 0 NOT NULL,
  d7 bigint DEFAULT 0 NOT NULL,
  d14 bigint DEFAULT 0 NOT NULL,
  d30 bigint DEFAULT 0 NOT NULL,
  d60 bigint DEFAULT 0 NOT NULL,
  core_d7 bigint DEFAULT 0 NOT NULL,
  new_users bigint DEFAULT 0 NOT NULL,
  reactivated bigint DEFAULT 0 NOT NULL,
  removed bigint DEFAULT 0 NOT NULL,
  sess_n bigint DEFAULT 0 NOT NULL,
  sess_ms bigint DEFAULT 0 NOT NULL,
  messages bigint DEFAULT 0 NOT NULL,
  chatters bigint DEFAULT 0 NOT NULL,
  chat_d7 bigint DEFAULT 0 NOT NULL,
  tasks_created bigint DEFAULT 0 NOT NULL,
  tasks_completed bigint DEFAULT 0 NOT NULL,
  content_created bigint DEFAULT 0 NOT NULL,
  content_published bigint DEFAULT 0 NOT NULL,
  generations_ok bigint DEFAULT 0 NOT NULL,
  generations_failed bigint DEFAULT 0 NOT NULL,
  generation_ms bigint DEFAULT 0 NOT NULL,
  lessons_completed bigint DEFAULT 0 NOT NULL,
  assessments_submitted bigint DEFAULT 0 NOT NULL,
  applications bigint DEFAULT 0 NOT NULL,
  hires bigint DEFAULT 0 NOT NULL,
  CONSTRAINT organization_days_organization_id_generation_day_pk PRIMARY KEY (organization_id, generation, day)
);
CREATE TABLE organizations (
  id text NOT NULL,
  name text NOT NULL,
  slug text NOT NULL,
  time_zone text NOT NULL,
  plan text DEFAULT 'free'::text NOT NULL,
  created_at bigint NOT NULL,
  rollup_generation bigint DEFAULT 1 NOT NULL,
  next_rollup_generation bigint,
  next_time_zone text,
  rollup_version bigint DEFAULT 1 NOT NULL,
  next_work_until text,
  search_version bigint DEFAULT 1 NOT NULL,
  color text,
  requires_second_factor boolean DEFAULT false NOT NULL,
  CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
CREATE TABLE people (
  organization_id text NOT NULL,
  id text NOT NULL,
  external_id text,
  name text,
  properties json,
  created_at bigint NOT NULL,
  CONSTRAINT people_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE person_days (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  person_id text NOT NULL,
  day bigint NOT NULL,
  n bigint NOT NULL,
  core_n bigint NOT NULL,
  first_at bigint NOT NULL,
  last_at bigint NOT NULL,
  CONSTRAINT person_days_organization_id_generation_person_id_day_pk PRIMARY KEY (organization_id, generation, person_id, day)
);
CREATE TABLE person_sessions (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  person_id text NOT NULL,
  start_at bigint NOT NULL,
  end_at bigint NOT NULL,
  n bigint NOT NULL,
  start_day bigint NOT NULL,
  CONSTRAINT person_sessions_organization_id_generation_person_id_start_at_p PRIMARY KEY (organization_id, generation, person_id, start_at)
);
CREATE TABLE person_states (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  person_id text NOT NULL,
  first_day bigint,
  CONSTRAINT person_states_organization_id_generation_person_id_pk PRIMARY KEY (organization_id, generation, person_id)
);
CREATE TABLE sessions (
  id text NOT NULL,
  user_id text NOT NULL,
  active_organization_id text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  last_used_at bigint,
  user_agent text,
  address text,
  issuer text,
  CONSTRAINT sessions_pkey PRIMARY KEY (id)
);
CREATE TABLE users (
  id text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  is_instance_admin boolean DEFAULT false NOT NULL,
  created_at bigint NOT NULL,
  email_verified_at bigint,
  preferences json,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE TABLE invitations (
  organization_id text NOT NULL,
  id text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  token_hash text NOT NULL,
  invited_by text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  CONSTRAINT invitations_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE member_changes (
  organization_id text NOT NULL,
  member_id text NOT NULL,
  changed_at bigint NOT NULL,
  change text NOT NULL,
  CONSTRAINT member_changes_organization_id_member_id_changed_at_change_pk PRIMARY KEY (organization_id, member_id, changed_at, change)
);
CREATE TABLE one_time_tokens (
  token_hash text NOT NULL,
  purpose text NOT NULL,
  user_id text NOT NULL,
  email text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  CONSTRAINT one_time_tokens_pkey PRIMARY KEY (token_hash)
);
CREATE TABLE refresh_tokens (
  token_hash text NOT NULL,
  session_id text NOT NULL,
  created_at bigint NOT NULL,
  used_at bigint,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash)
);
CREATE TABLE sign_in_failures (
  email_hash text NOT NULL,
  count bigint NOT NULL,
  last_at bigint NOT NULL,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (email_hash)
);
CREATE TABLE cohort_cells (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  unit text NOT NULL,
  period bigint NOT NULL,
  cohort bigint NOT NULL,
  active bigint DEFAULT 0 NOT NULL,
  kept bigint DEFAULT 0 NOT NULL,
  last bigint DEFAULT 0 NOT NULL,
  CONSTRAINT cohort_cells_organization_id_generation_unit_period_cohort_pk PRIMARY KEY (organization_id, generation, unit, period, cohort)
);
CREATE TABLE instance_minutes (
  minute bigint NOT NULL,
  process_id text NOT NULL,
  requests bigint NOT NULL,
  errors bigint NOT NULL,
  cache_hits bigint NOT NULL,
  cache_misses bigint NOT NULL,
  durations json NOT NULL,
  CONSTRAINT instance_minutes_minute_process_id_pk PRIMARY KEY (minute, process_id)
);
CREATE TABLE request_minutes (
  organization_id text NOT NULL,
  minute bigint NOT NULL,
  process_id text NOT NULL,
  requests bigint NOT NULL,
  errors bigint NOT NULL,
  cache_hits bigint NOT NULL,
  cache_misses bigint NOT NULL,
  durations json NOT NULL,
  CONSTRAINT request_minutes_organization_id_minute_process_id_pk PRIMARY KEY (organization_id, minute, process_id)
);
CREATE TABLE projects (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  status text NOT NULL,
  owner_id text,
  team_id text,
  starts_on text,
  ends_on text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT projects_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE task_labels (
  organization_id text NOT NULL,
  label text NOT NULL,
  task_id text NOT NULL,
  CONSTRAINT task_labels_organization_id_label_task_id_pk PRIMARY KEY (organization_id, label, task_id)
);
CREATE TABLE task_shares (
  organization_id text NOT NULL,
  task_id text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  permission text NOT NULL,
  created_at bigint NOT NULL,
  CONSTRAINT task_shares_organization_id_task_id_kind_subject_id_pk PRIMARY KEY (organization_id, task_id, kind, subject_id)
);
CREATE TABLE task_status_changes (
  organization_id text NOT NULL,
  task_id text NOT NULL,
  id text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  CONSTRAINT task_status_changes_organization_id_task_id_id_pk PRIMARY KEY (organization_id, task_id, id)
);
CREATE TABLE tasks (
  organization_id text NOT NULL,
  id text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  status text NOT NULL,
  priority text NOT NULL,
  project_id text,
  team_id text,
  owner_id text,
  assignee_id text,
  due_on text,
  due_at bigint,
  labels json NOT NULL,
  completed_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  deleted_with text,
  due_order bigint DEFAULT '9007199254740991'::bigint NOT NULL,
  priority_rank bigint DEFAULT 0 NOT NULL,
  created_by text,
  CONSTRAINT tasks_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE team_members (
  organization_id text NOT NULL,
  team_id text NOT NULL,
  member_id text NOT NULL,
  role text NOT NULL,
  added_at bigint NOT NULL,
  CONSTRAINT team_members_organization_id_team_id_member_id_pk PRIMARY KEY (organization_id, team_id, member_id)
);
CREATE TABLE teams (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT teams_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE conversation_members (
  organization_id text NOT NULL,
  conversation_id text NOT NULL,
  member_id text NOT NULL,
  role text NOT NULL,
  joined_at bigint NOT NULL,
  read_number bigint NOT NULL,
  read_at bigint,
  CONSTRAINT conversation_members_organization_id_conversation_id_member_id_ PRIMARY KEY (organization_id, conversation_id, member_id)
);
CREATE TABLE conversations (
  organization_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  title text,
  direct_key text,
  message_count bigint DEFAULT 0 NOT NULL,
  last_message_id text,
  active_at bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT conversations_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE messages (
  organization_id text NOT NULL,
  conversation_id text NOT NULL,
  id text NOT NULL,
  number bigint NOT NULL,
  role text NOT NULL,
  author_id text,
  api_key_id text,
  body text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  CONSTRAINT messages_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE notification_preferences (
  organization_id text NOT NULL,
  member_id text NOT NULL,
  kind text NOT NULL,
  is_on boolean NOT NULL,
  CONSTRAINT notification_preferences_organization_id_member_id_kind_pk PRIMARY KEY (organization_id, member_id, kind)
);
CREATE TABLE notifications (
  organization_id text NOT NULL,
  member_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  actor_id text,
  api_key_id text,
  created_at bigint NOT NULL,
  read_at bigint,
  about json,
  CONSTRAINT notifications_organization_id_member_id_id_pk PRIMARY KEY (organization_id, member_id, id)
);
CREATE TABLE task_comments (
  organization_id text NOT NULL,
  task_id text NOT NULL,
  id text NOT NULL,
  author_id text,
  api_key_id text,
  body text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT task_comments_organization_id_task_id_id_pk PRIMARY KEY (organization_id, task_id, id)
);
CREATE TABLE search_documents (
  number bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  organization_id text NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  parent_id text,
  vector tsvector DEFAULT ''::tsvector NOT NULL,
  code text,
  CONSTRAINT search_documents_pkey PRIMARY KEY (number)
);
CREATE TABLE search_queue (
  organization_id text NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  parent_id text,
  CONSTRAINT search_queue_organization_id_kind_id_pk PRIMARY KEY (organization_id, kind, id)
);
CREATE TABLE person_message_days (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  person_id text NOT NULL,
  day bigint NOT NULL,
  n bigint NOT NULL,
  CONSTRAINT person_message_days_organization_id_generation_person_id_day_pk PRIMARY KEY (organization_id, generation, person_id, day)
);
CREATE TABLE task_times (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  day bigint NOT NULL,
  kind text NOT NULL,
  bin bigint NOT NULL,
  until_day bigint NOT NULL,
  n bigint NOT NULL,
  CONSTRAINT task_times_organization_id_generation_day_kind_bin_until_day_pk PRIMARY KEY (organization_id, generation, day, kind, bin, until_day)
);
CREATE TABLE work_changes (
  organization_id text NOT NULL,
  thing_id text NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL,
  at bigint NOT NULL,
  status text NOT NULL,
  due_on text,
  due_at bigint,
  is_deleted boolean NOT NULL,
  began_at bigint NOT NULL,
  started_at bigint,
  done_at bigint,
  CONSTRAINT work_changes_organization_id_thing_id_number_pk PRIMARY KEY (organization_id, thing_id, number)
);
CREATE TABLE search_postings (
  organization_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  first bigint NOT NULL,
  numbers bigint[] NOT NULL,
  CONSTRAINT search_postings_organization_id_word_first_pk PRIMARY KEY (organization_id, word, first)
) WITH (fillfactor=75);
CREATE TABLE search_removals (
  id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  organization_id text NOT NULL,
  number bigint NOT NULL,
  words text[] NOT NULL,
  CONSTRAINT search_removals_pkey PRIMARY KEY (id)
);
CREATE TABLE search_unposted (
  organization_id text NOT NULL,
  kind text NOT NULL,
  number bigint NOT NULL,
  CONSTRAINT search_unposted_organization_id_kind_number_pk PRIMARY KEY (organization_id, kind, number)
);
CREATE TABLE demo_organizations (
  organization_id text NOT NULL,
  team text NOT NULL,
  made_at bigint,
  CONSTRAINT demo_organizations_pkey PRIMARY KEY (organization_id)
);
CREATE TABLE demo_users (
  user_id text NOT NULL,
  CONSTRAINT demo_users_pkey PRIMARY KEY (user_id)
);
CREATE TABLE instance_settings (
  key text NOT NULL,
  value text NOT NULL,
  CONSTRAINT instance_settings_pkey PRIMARY KEY (key)
);
CREATE TABLE idempotent_writes (
  organization_id text NOT NULL,
  principal_id text NOT NULL,
  key text NOT NULL,
  step bigint NOT NULL,
  request_hash text NOT NULL,
  outcome text,
  created_at bigint NOT NULL,
  CONSTRAINT idempotent_writes_organization_id_principal_id_key_step_pk PRIMARY KEY (organization_id, principal_id, key, step)
);
CREATE TABLE imports (
  organization_id text NOT NULL,
  id text NOT NULL,
  number bigint NOT NULL,
  author_id text,
  api_key_id text,
  file_name text,
  format text NOT NULL,
  state text NOT NULL,
  created_at bigint NOT NULL,
  heard_at bigint NOT NULL,
  finished_at bigint,
  lines bigint DEFAULT 0 NOT NULL,
  accepted bigint DEFAULT 0 NOT NULL,
  duplicates bigint DEFAULT 0 NOT NULL,
  rejected bigint DEFAULT 0 NOT NULL,
  removed bigint DEFAULT 0 NOT NULL,
  errors json NOT NULL,
  CONSTRAINT imports_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE stock_days (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  span bigint NOT NULL,
  day bigint NOT NULL,
  key text NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT stock_days_organization_id_generation_span_day_key_pk PRIMARY KEY (organization_id, generation, span, day, key)
);
CREATE TABLE content (
  organization_id text NOT NULL,
  id text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  slug text NOT NULL,
  author_id text,
  tags json NOT NULL,
  published_at bigint,
  publish_at bigint,
  revision bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT content_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE content_slugs (
  organization_id text NOT NULL,
  slug text NOT NULL,
  content_id text NOT NULL,
  CONSTRAINT content_slugs_organization_id_slug_pk PRIMARY KEY (organization_id, slug)
);
CREATE TABLE content_tags (
  organization_id text NOT NULL,
  tag text NOT NULL,
  content_id text NOT NULL,
  CONSTRAINT content_tags_organization_id_tag_content_id_pk PRIMARY KEY (organization_id, tag, content_id)
);
CREATE TABLE content_revisions (
  organization_id text NOT NULL,
  content_id text NOT NULL,
  number bigint NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  restored_from bigint,
  author_id text,
  api_key_id text,
  created_at bigint NOT NULL,
  CONSTRAINT content_revisions_organization_id_content_id_number_pk PRIMARY KEY (organization_id, content_id, number)
);
CREATE TABLE content_generations (
  organization_id text NOT NULL,
  content_id text NOT NULL,
  id text NOT NULL,
  model text,
  prompt_tokens bigint,
  completion_tokens bigint,
  started_at bigint NOT NULL,
  finished_at bigint,
  ok boolean,
  created_at bigint NOT NULL,
  CONSTRAINT content_generations_organization_id_content_id_id_pk PRIMARY KEY (organization_id, content_id, id)
);
CREATE TABLE lessons (
  organization_id text NOT NULL,
  id text NOT NULL,
  course_id text,
  title text NOT NULL,
  body text NOT NULL,
  status text NOT NULL,
  "position" bigint NOT NULL,
  author_id text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT lessons_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE lesson_prerequisites (
  organization_id text NOT NULL,
  lesson_id text NOT NULL,
  requires_id text NOT NULL,
  CONSTRAINT lesson_prerequisites_organization_id_lesson_id_requires_id_pk PRIMARY KEY (organization_id, lesson_id, requires_id)
);
CREATE TABLE lesson_completions (
  organization_id text NOT NULL,
  person_id text NOT NULL,
  lesson_id text NOT NULL,
  completed_at bigint NOT NULL,
  CONSTRAINT lesson_completions_organization_id_person_id_lesson_id_pk PRIMARY KEY (organization_id, person_id, lesson_id)
);
CREATE TABLE assessments (
  organization_id text NOT NULL,
  id text NOT NULL,
  title text NOT NULL,
  lesson_id text,
  status text NOT NULL,
  pass_mark bigint NOT NULL,
  attempts_allowed bigint,
  time_limit_s bigint,
  opens_at bigint,
  closes_at bigint,
  shuffle boolean NOT NULL,
  answers_open boolean NOT NULL,
  version bigint NOT NULL,
  author_id text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT assessments_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE assessment_questions (
  organization_id text NOT NULL,
  assessment_id text NOT NULL,
  version bigint NOT NULL,
  "position" bigint NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  prompt text NOT NULL,
  points bigint NOT NULL,
  options json NOT NULL,
  CONSTRAINT assessment_questions_organization_id_assessment_id_version_posi PRIMARY KEY (organization_id, assessment_id, version, "position")
);
CREATE TABLE assessment_keys (
  organization_id text NOT NULL,
  assessment_id text NOT NULL,
  version bigint NOT NULL,
  answers json NOT NULL,
  CONSTRAINT assessment_keys_organization_id_assessment_id_version_pk PRIMARY KEY (organization_id, assessment_id, version)
);
CREATE TABLE assessment_attempts (
  organization_id text NOT NULL,
  id text NOT NULL,
  assessment_id text NOT NULL,
  version bigint NOT NULL,
  person_id text NOT NULL,
  number bigint NOT NULL,
  seed bigint NOT NULL,
  started_at bigint NOT NULL,
  ends_at bigint,
  submitted_at bigint,
  score bigint,
  max_score bigint NOT NULL,
  percent bigint,
  passed boolean,
  updated_at bigint NOT NULL,
  CONSTRAINT assessment_attempts_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE assessment_answers (
  organization_id text NOT NULL,
  assessment_id text NOT NULL,
  attempt_id text NOT NULL,
  question_id text NOT NULL,
  answer json,
  earned bigint,
  CONSTRAINT assessment_answers_organization_id_assessment_id_attempt_id_que PRIMARY KEY (organization_id, assessment_id, attempt_id, question_id)
);
CREATE TABLE backups (
  name text NOT NULL,
  engine text NOT NULL,
  reason text NOT NULL,
  created_at bigint NOT NULL,
  size_bytes bigint NOT NULL,
  tables bigint NOT NULL,
  rows bigint NOT NULL,
  proof_outcome text NOT NULL,
  proof_at bigint,
  proof_detail text,
  copy_outcome text,
  copy_at bigint,
  copy_detail text,
  duration_ms bigint,
  proof_duration_ms bigint,
  CONSTRAINT backups_pkey PRIMARY KEY (name)
);
CREATE TABLE companies (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  website text,
  location text,
  owner_id text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT companies_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE jobs (
  organization_id text NOT NULL,
  id text NOT NULL,
  company_id text,
  title text NOT NULL,
  slug text NOT NULL,
  description text NOT NULL,
  status text NOT NULL,
  employment_type text NOT NULL,
  location_type text NOT NULL,
  location text,
  salary json,
  owner_id text,
  reviewer_ids json NOT NULL,
  publish_on text,
  valid_through text,
  required_fields json NOT NULL,
  questions json NOT NULL,
  opened_at bigint,
  closed_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT jobs_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE job_reviewers (
  organization_id text NOT NULL,
  member_id text NOT NULL,
  job_id text NOT NULL,
  CONSTRAINT job_reviewers_organization_id_member_id_job_id_pk PRIMARY KEY (organization_id, member_id, job_id)
);
CREATE TABLE candidates (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text,
  email text,
  email_key text,
  phone text,
  location text,
  source text,
  tags json NOT NULL,
  consent_purpose text,
  consent_at bigint,
  retain_until text,
  merged_into text,
  erased_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT candidates_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE candidate_tags (
  organization_id text NOT NULL,
  tag text NOT NULL,
  candidate_id text NOT NULL,
  CONSTRAINT candidate_tags_organization_id_tag_candidate_id_pk PRIMARY KEY (organization_id, tag, candidate_id)
);
CREATE TABLE applications (
  organization_id text NOT NULL,
  id text NOT NULL,
  job_id text NOT NULL,
  candidate_id text NOT NULL,
  stage text NOT NULL,
  reached bigint NOT NULL,
  name text,
  message text NOT NULL,
  answers json NOT NULL,
  knocked_out boolean NOT NULL,
  source text NOT NULL,
  rejection_reason text,
  stage_at bigint NOT NULL,
  hired_at bigint,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  deleted_by text,
  deleted_with text,
  CONSTRAINT applications_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE application_stage_changes (
  organization_id text NOT NULL,
  application_id text NOT NULL,
  id text NOT NULL,
  from_stage text,
  to_stage text NOT NULL,
  reason text,
  changed_at bigint NOT NULL,
  changed_by text,
  CONSTRAINT application_stage_changes_organization_id_application_id_id_pk PRIMARY KEY (organization_id, application_id, id)
);
CREATE TABLE application_notes (
  organization_id text NOT NULL,
  application_id text NOT NULL,
  id text NOT NULL,
  author_id text,
  api_key_id text,
  body text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT application_notes_organization_id_application_id_id_pk PRIMARY KEY (organization_id, application_id, id)
);
CREATE TABLE application_ratings (
  organization_id text NOT NULL,
  application_id text NOT NULL,
  member_id text NOT NULL,
  score bigint NOT NULL,
  comment text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT application_ratings_organization_id_application_id_member_id_pk PRIMARY KEY (organization_id, application_id, member_id)
);
CREATE TABLE job_runs (
  id text NOT NULL,
  name text NOT NULL,
  correlation_id text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint,
  outcome text,
  detail text,
  CONSTRAINT job_runs_pkey PRIMARY KEY (id)
);
CREATE TABLE changes (
  organization_id text NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  verb text NOT NULL,
  actor text NOT NULL,
  correlation_id text NOT NULL,
  at bigint NOT NULL,
  CONSTRAINT changes_organization_id_seq_pk PRIMARY KEY (organization_id, seq)
);
CREATE TABLE labels (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  folded_name text NOT NULL,
  color text NOT NULL,
  description text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT labels_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE audit_entries (
  organization_id text NOT NULL,
  id text NOT NULL,
  at bigint NOT NULL,
  action text NOT NULL,
  subject_id text,
  actor text NOT NULL,
  address text,
  correlation_id text NOT NULL,
  before json,
  after json,
  CONSTRAINT audit_entries_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE content_comments (
  organization_id text NOT NULL,
  content_id text NOT NULL,
  id text NOT NULL,
  author_id text,
  api_key_id text,
  body text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT content_comments_organization_id_content_id_id_pk PRIMARY KEY (organization_id, content_id, id)
);
CREATE TABLE lesson_comments (
  organization_id text NOT NULL,
  lesson_id text NOT NULL,
  id text NOT NULL,
  author_id text,
  api_key_id text,
  body text NOT NULL,
  created_at bigint NOT NULL,
  edited_at bigint,
  deleted_at bigint,
  deleted_by text,
  CONSTRAINT lesson_comments_organization_id_lesson_id_id_pk PRIMARY KEY (organization_id, lesson_id, id)
);
CREATE TABLE application_files (
  organization_id text NOT NULL,
  application_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  text_state text NOT NULL,
  body text NOT NULL,
  created_by text,
  created_at bigint NOT NULL,
  CONSTRAINT application_files_organization_id_application_id_id_pk PRIMARY KEY (organization_id, application_id, id)
);
CREATE TABLE last_active (
  organization_id text NOT NULL,
  generation bigint NOT NULL,
  span bigint NOT NULL,
  minute bigint NOT NULL,
  people bigint NOT NULL,
  CONSTRAINT last_active_organization_id_generation_span_minute_pk PRIMARY KEY (organization_id, generation, span, minute)
);
CREATE TABLE tool_changes (
  organization_id text NOT NULL,
  id text NOT NULL,
  actor text NOT NULL,
  tool text NOT NULL,
  undo json NOT NULL,
  created_at bigint NOT NULL,
  undone_at bigint,
  task_id text,
  project_id text,
  content_id text,
  lesson_id text,
  application_id text,
  CONSTRAINT tool_changes_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE webhooks (
  organization_id text NOT NULL,
  id text NOT NULL,
  url text NOT NULL,
  description text NOT NULL,
  events json NOT NULL,
  sealed_secret text NOT NULL,
  previous_sealed_secret text,
  previous_until_at bigint,
  stopped_reason text,
  created_by text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT webhooks_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE webhook_places (
  organization_id text NOT NULL,
  webhook_id text NOT NULL,
  seq bigint NOT NULL,
  failures bigint DEFAULT 0 NOT NULL,
  failing_since_at bigint,
  resting_until_at bigint,
  CONSTRAINT webhook_places_organization_id_webhook_id_pk PRIMARY KEY (organization_id, webhook_id)
);
CREATE TABLE webhook_deliveries (
  organization_id text NOT NULL,
  webhook_id text NOT NULL,
  id text NOT NULL,
  type text NOT NULL,
  data json NOT NULL,
  correlation_id text,
  happened_at bigint NOT NULL,
  created_at bigint NOT NULL,
  status text NOT NULL,
  attempts bigint NOT NULL,
  next_attempt_at bigint,
  attempted_at bigint,
  response_status bigint,
  duration_ms bigint,
  error text,
  CONSTRAINT webhook_deliveries_organization_id_webhook_id_id_pk PRIMARY KEY (organization_id, webhook_id, id)
);
CREATE TABLE metric_alerts (
  organization_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  metric text NOT NULL,
  condition json NOT NULL,
  again_after_days bigint,
  member_ids json NOT NULL,
  by_mail boolean NOT NULL,
  enabled boolean NOT NULL,
  created_by text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  from_day bigint NOT NULL,
  due_from_day bigint,
  closings bigint DEFAULT 0 NOT NULL,
  evaluated json,
  CONSTRAINT metric_alerts_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE metric_alert_firings (
  organization_id text NOT NULL,
  id text NOT NULL,
  alert_id text NOT NULL,
  day bigint NOT NULL,
  metric text NOT NULL,
  condition json NOT NULL,
  value json NOT NULL,
  expected json NOT NULL,
  deviation json NOT NULL,
  is_level_shift boolean NOT NULL,
  told_ids json NOT NULL,
  fired_at bigint NOT NULL,
  retracted_at bigint,
  value_now json,
  CONSTRAINT metric_alert_firings_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
CREATE TABLE second_factors (
  user_id text NOT NULL,
  sealed_secret text NOT NULL,
  created_at bigint NOT NULL,
  enabled_at bigint,
  last_step bigint,
  CONSTRAINT second_factors_pkey PRIMARY KEY (user_id)
);
CREATE TABLE recovery_codes (
  user_id text NOT NULL,
  code_hash text NOT NULL,
  CONSTRAINT recovery_codes_user_id_code_hash_pk PRIMARY KEY (user_id, code_hash)
);
CREATE TABLE user_identities (
  id text NOT NULL,
  user_id text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  email text,
  created_at bigint NOT NULL,
  last_used_at bigint,
  CONSTRAINT user_identities_pkey PRIMARY KEY (id)
);
CREATE TABLE task_files (
  organization_id text NOT NULL,
  id text NOT NULL,
  task_id text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  text_state text NOT NULL,
  body text NOT NULL,
  created_by text,
  created_at bigint NOT NULL,
  CONSTRAINT task_files_organization_id_id_pk PRIMARY KEY (organization_id, id)
);
ALTER TABLE api_keys
  ADD CONSTRAINT api_keys_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE members
  ADD CONSTRAINT members_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT members_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id);
ALTER TABLE people
  ADD CONSTRAINT people_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE sessions
  ADD CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  ADD CONSTRAINT sessions_active_organization_id_organizations_id_fk FOREIGN KEY (active_organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE invitations
  ADD CONSTRAINT invitations_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE member_changes
  ADD CONSTRAINT member_changes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE one_time_tokens
  ADD CONSTRAINT one_time_tokens_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE refresh_tokens
  ADD CONSTRAINT refresh_tokens_session_id_sessions_id_fk FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE;
ALTER TABLE projects
  ADD CONSTRAINT projects_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT projects_organization_id_team_id_teams_organization_id_id_fk FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id);
ALTER TABLE task_labels
  ADD CONSTRAINT task_labels_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE task_shares
  ADD CONSTRAINT task_shares_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT task_shares_organization_id_task_id_tasks_organization_id_id_fk FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE;
ALTER TABLE task_status_changes
  ADD CONSTRAINT task_status_changes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT task_status_changes_organization_id_task_id_tasks_organization_ FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE;
ALTER TABLE tasks
  ADD CONSTRAINT tasks_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT tasks_organization_id_team_id_teams_organization_id_id_fk FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id),
  ADD CONSTRAINT tasks_organization_id_project_id_projects_organization_id_id_fk FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE;
ALTER TABLE team_members
  ADD CONSTRAINT team_members_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT team_members_organization_id_team_id_teams_organization_id_id_f FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE;
ALTER TABLE teams
  ADD CONSTRAINT teams_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE conversation_members
  ADD CONSTRAINT conversation_members_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT conversation_members_organization_id_conversation_id_conversati FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE;
ALTER TABLE conversations
  ADD CONSTRAINT conversations_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE messages
  ADD CONSTRAINT messages_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT messages_organization_id_conversation_id_conversations_organiza FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE;
ALTER TABLE notification_preferences
  ADD CONSTRAINT notification_preferences_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE notifications
  ADD CONSTRAINT notifications_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE task_comments
  ADD CONSTRAINT task_comments_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT task_comments_organization_id_task_id_tasks_organization_id_id_ FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE;
ALTER TABLE work_changes
  ADD CONSTRAINT work_changes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE demo_organizations
  ADD CONSTRAINT demo_organizations_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE demo_users
  ADD CONSTRAINT demo_users_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE imports
  ADD CONSTRAINT imports_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE content
  ADD CONSTRAINT content_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE content_slugs
  ADD CONSTRAINT content_slugs_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT content_slugs_organization_id_content_id_content_organization_i FOREIGN KEY (organization_id, content_id) REFERENCES content(organization_id, id) ON DELETE CASCADE;
ALTER TABLE content_tags
  ADD CONSTRAINT content_tags_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT content_tags_organization_id_content_id_content_organization_id FOREIGN KEY (organization_id, content_id) REFERENCES content(organization_id, id) ON DELETE CASCADE;
ALTER TABLE content_revisions
  ADD CONSTRAINT content_revisions_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT content_revisions_organization_id_content_id_content_organizati FOREIGN KEY (organization_id, content_id) REFERENCES content(organization_id, id) ON DELETE CASCADE;
ALTER TABLE content_generations
  ADD CONSTRAINT content_generations_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE lessons
  ADD CONSTRAINT lessons_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT lessons_organization_id_course_id_content_organization_id_id_fk FOREIGN KEY (organization_id, course_id) REFERENCES content(organization_id, id) ON DELETE CASCADE;
ALTER TABLE lesson_prerequisites
  ADD CONSTRAINT lesson_prerequisites_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT lesson_prerequisites_organization_id_lesson_id_lessons_organiza FOREIGN KEY (organization_id, lesson_id) REFERENCES lessons(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT lesson_prerequisites_organization_id_requires_id_lessons_organi FOREIGN KEY (organization_id, requires_id) REFERENCES lessons(organization_id, id) ON DELETE CASCADE;
ALTER TABLE lesson_completions
  ADD CONSTRAINT lesson_completions_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE assessments
  ADD CONSTRAINT assessments_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE assessment_questions
  ADD CONSTRAINT assessment_questions_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT assessment_questions_organization_id_assessment_id_assessments_ FOREIGN KEY (organization_id, assessment_id) REFERENCES assessments(organization_id, id) ON DELETE CASCADE;
ALTER TABLE assessment_keys
  ADD CONSTRAINT assessment_keys_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT assessment_keys_organization_id_assessment_id_assessments_organ FOREIGN KEY (organization_id, assessment_id) REFERENCES assessments(organization_id, id) ON DELETE CASCADE;
ALTER TABLE assessment_attempts
  ADD CONSTRAINT assessment_attempts_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE assessment_answers
  ADD CONSTRAINT assessment_answers_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT assessment_answers_organization_id_assessment_id_assessments_or FOREIGN KEY (organization_id, assessment_id) REFERENCES assessments(organization_id, id) ON DELETE CASCADE;
ALTER TABLE companies
  ADD CONSTRAINT companies_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE jobs
  ADD CONSTRAINT jobs_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT jobs_organization_id_company_id_companies_organization_id_id_fk FOREIGN KEY (organization_id, company_id) REFERENCES companies(organization_id, id);
ALTER TABLE job_reviewers
  ADD CONSTRAINT job_reviewers_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT job_reviewers_organization_id_job_id_jobs_organization_id_id_fk FOREIGN KEY (organization_id, job_id) REFERENCES jobs(organization_id, id) ON DELETE CASCADE;
ALTER TABLE candidates
  ADD CONSTRAINT candidates_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE candidate_tags
  ADD CONSTRAINT candidate_tags_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT candidate_tags_organization_id_candidate_id_candidates_organiza FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates(organization_id, id) ON DELETE CASCADE;
ALTER TABLE applications
  ADD CONSTRAINT applications_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT applications_organization_id_job_id_jobs_organization_id_id_fk FOREIGN KEY (organization_id, job_id) REFERENCES jobs(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT applications_organization_id_candidate_id_candidates_organizati FOREIGN KEY (organization_id, candidate_id) REFERENCES candidates(organization_id, id) ON DELETE CASCADE;
ALTER TABLE application_stage_changes
  ADD CONSTRAINT application_stage_changes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT application_stage_changes_organization_id_application_id_applic FOREIGN KEY (organization_id, application_id) REFERENCES applications(organization_id, id) ON DELETE CASCADE;
ALTER TABLE application_notes
  ADD CONSTRAINT application_notes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT application_notes_organization_id_application_id_applications_o FOREIGN KEY (organization_id, application_id) REFERENCES applications(organization_id, id) ON DELETE CASCADE;
ALTER TABLE application_ratings
  ADD CONSTRAINT application_ratings_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT application_ratings_organization_id_application_id_applications FOREIGN KEY (organization_id, application_id) REFERENCES applications(organization_id, id) ON DELETE CASCADE;
ALTER TABLE labels
  ADD CONSTRAINT labels_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE content_comments
  ADD CONSTRAINT content_comments_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT content_comments_organization_id_content_id_content_organizatio FOREIGN KEY (organization_id, content_id) REFERENCES content(organization_id, id) ON DELETE CASCADE;
ALTER TABLE lesson_comments
  ADD CONSTRAINT lesson_comments_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT lesson_comments_organization_id_lesson_id_lessons_organization_ FOREIGN KEY (organization_id, lesson_id) REFERENCES lessons(organization_id, id) ON DELETE CASCADE;
ALTER TABLE application_files
  ADD CONSTRAINT application_files_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT application_files_organization_id_application_id_applications_o FOREIGN KEY (organization_id, application_id) REFERENCES applications(organization_id, id) ON DELETE CASCADE;
ALTER TABLE tool_changes
  ADD CONSTRAINT tool_changes_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT tool_changes_organization_id_task_id_tasks_organization_id_id_f FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT tool_changes_organization_id_project_id_projects_organization_i FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT tool_changes_organization_id_content_id_content_organization_id FOREIGN KEY (organization_id, content_id) REFERENCES content(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT tool_changes_organization_id_lesson_id_lessons_organization_id_ FOREIGN KEY (organization_id, lesson_id) REFERENCES lessons(organization_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT tool_changes_organization_id_application_id_applications_organi FOREIGN KEY (organization_id, application_id) REFERENCES applications(organization_id, id) ON DELETE CASCADE;
ALTER TABLE webhooks
  ADD CONSTRAINT webhooks_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE webhook_places
  ADD CONSTRAINT webhook_places_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT webhook_places_organization_id_webhook_id_webhooks_organization FOREIGN KEY (organization_id, webhook_id) REFERENCES webhooks(organization_id, id) ON DELETE CASCADE;
ALTER TABLE webhook_deliveries
  ADD CONSTRAINT webhook_deliveries_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT webhook_deliveries_organization_id_webhook_id_webhooks_organiza FOREIGN KEY (organization_id, webhook_id) REFERENCES webhooks(organization_id, id) ON DELETE CASCADE;
ALTER TABLE metric_alerts
  ADD CONSTRAINT metric_alerts_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE metric_alert_firings
  ADD CONSTRAINT metric_alert_firings_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT metric_alert_firings_organization_id_alert_id_metric_alerts_org FOREIGN KEY (organization_id, alert_id) REFERENCES metric_alerts(organization_id, id) ON DELETE CASCADE;
ALTER TABLE second_factors
  ADD CONSTRAINT second_factors_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE recovery_codes
  ADD CONSTRAINT recovery_codes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE user_identities
  ADD CONSTRAINT user_identities_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE task_files
  ADD CONSTRAINT task_files_organization_id_organizations_id_fk FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  ADD CONSTRAINT task_files_organization_id_task_id_tasks_organization_id_id_fk FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE;
CREATE INDEX activity_events_person ON public.activity_events USING btree (organization_id, person_id, occurred_at);
CREATE UNIQUE INDEX api_keys_hash ON public.api_keys USING btree (key_hash);
CREATE UNIQUE INDEX members_organization_user ON public.members USING btree (organization_id, user_id);
CREATE INDEX members_user ON public.members USING btree (user_id);
CREATE UNIQUE INDEX organizations_slug ON public.organizations USING btree (slug);
CREATE UNIQUE INDEX people_external_id ON public.people USING btree (organization_id, external_id);
CREATE INDEX person_days_day ON public.person_days USING btree (organization_id, generation, day);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id);
CREATE UNIQUE INDEX users_email ON public.users USING btree (email);
CREATE UNIQUE INDEX invitations_token ON public.invitations USING btree (token_hash);
CREATE UNIQUE INDEX invitations_email ON public.invitations USING btree (organization_id, email);
CREATE INDEX one_time_tokens_user ON public.one_time_tokens USING btree (user_id);
CREATE INDEX refresh_tokens_session ON public.refresh_tokens USING btree (session_id);
CREATE INDEX activity_events_time ON public.activity_events USING btree (organization_id, occurred_at, id);
CREATE INDEX request_minutes_age ON public.request_minutes USING btree (minute);
CREATE INDEX projects_team ON public.projects USING btree (organization_id, team_id);
CREATE INDEX task_shares_subject ON public.task_shares USING btree (organization_id, kind, subject_id);
CREATE INDEX team_members_member ON public.team_members USING btree (organization_id, member_id);
CREATE INDEX conversation_members_member ON public.conversation_members USING btree (organization_id, member_id, conversation_id);
CREATE UNIQUE INDEX conversations_direct ON public.conversations USING btree (organization_id, direct_key);
CREATE INDEX conversations_kind ON public.conversations USING btree (organization_id, kind, active_at);
CREATE UNIQUE INDEX messages_number ON public.messages USING btree (organization_id, conversation_id, number);
CREATE INDEX messages_author ON public.messages USING btree (organization_id, author_id, created_at);
CREATE INDEX notifications_age ON public.notifications USING btree (created_at);
CREATE INDEX tasks_by_id ON public.tasks USING btree (organization_id, status, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_by_updated_at ON public.tasks USING btree (organization_id, status, updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_by_due ON public.tasks USING btree (organization_id, status, due_order, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_by_priority ON public.tasks USING btree (organization_id, status, priority_rank, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_owner ON public.tasks USING btree (organization_id, owner_id, id);
CREATE INDEX notifications_unread ON public.notifications USING btree (organization_id, member_id, id) WHERE (read_at IS NULL);
CREATE INDEX task_comments_deleted ON public.task_comments USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX search_documents_text ON public.search_documents USING btree (organization_id, kind, id);
CREATE INDEX projects_deleted ON public.projects USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX tasks_deleted ON public.tasks USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX teams_deleted ON public.teams USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX search_removals_of_organization ON public.search_removals USING btree (organization_id);
CREATE UNIQUE INDEX demo_organizations_team ON public.demo_organizations USING btree (team);
CREATE INDEX idempotent_writes_age ON public.idempotent_writes USING btree (created_at);
CREATE UNIQUE INDEX imports_number ON public.imports USING btree (organization_id, number);
CREATE INDEX content_by_status ON public.content USING btree (organization_id, status, id) WHERE (deleted_at IS NULL);
CREATE INDEX content_author ON public.content USING btree (organization_id, author_id, id);
CREATE INDEX content_scheduled ON public.content USING btree (publish_at) WHERE (publish_at IS NOT NULL);
CREATE INDEX content_deleted ON public.content USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX content_slugs_content ON public.content_slugs USING btree (organization_id, content_id);
CREATE INDEX content_tags_content ON public.content_tags USING btree (organization_id, content_id);
CREATE INDEX lessons_course ON public.lessons USING btree (organization_id, course_id, "position");
CREATE INDEX lessons_author ON public.lessons USING btree (organization_id, author_id, id);
CREATE INDEX lessons_deleted ON public.lessons USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX lesson_prerequisites_required ON public.lesson_prerequisites USING btree (organization_id, requires_id);
CREATE INDEX lesson_completions_lesson ON public.lesson_completions USING btree (organization_id, lesson_id, person_id);
CREATE INDEX assessments_lesson ON public.assessments USING btree (organization_id, lesson_id, id);
CREATE INDEX assessments_author ON public.assessments USING btree (organization_id, author_id, id);
CREATE INDEX assessments_deleted ON public.assessments USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX assessment_attempts_number ON public.assessment_attempts USING btree (organization_id, assessment_id, person_id, number);
CREATE INDEX assessment_attempts_person ON public.assessment_attempts USING btree (organization_id, person_id, id);
CREATE INDEX companies_deleted ON public.companies USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX jobs_slug ON public.jobs USING btree (organization_id, slug);
CREATE INDEX jobs_status ON public.jobs USING btree (organization_id, status, id) WHERE (deleted_at IS NULL);
CREATE INDEX jobs_owner ON public.jobs USING btree (organization_id, owner_id, id);
CREATE INDEX jobs_company ON public.jobs USING btree (organization_id, company_id, id);
CREATE INDEX jobs_deleted ON public.jobs USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX job_reviewers_job ON public.job_reviewers USING btree (organization_id, job_id);
CREATE UNIQUE INDEX candidates_email ON public.candidates USING btree (organization_id, email_key);
CREATE INDEX candidates_retained ON public.candidates USING btree (organization_id, retain_until);
CREATE INDEX candidate_tags_candidate ON public.candidate_tags USING btree (organization_id, candidate_id);
CREATE UNIQUE INDEX applications_going_on ON public.applications USING btree (organization_id, job_id, candidate_id) WHERE ((stage <> ALL (ARRAY['rejected'::text, 'withdrawn'::text])) AND (deleted_at IS NULL));
CREATE INDEX applications_job ON public.applications USING btree (organization_id, job_id, id);
CREATE INDEX applications_candidate ON public.applications USING btree (organization_id, candidate_id, id);
CREATE INDEX applications_stage ON public.applications USING btree (organization_id, stage, id) WHERE (deleted_at IS NULL);
CREATE INDEX applications_deleted ON public.applications USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX application_notes_deleted ON public.application_notes USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX job_runs_of ON public.job_runs USING btree (name, id);
CREATE INDEX job_runs_correlation ON public.job_runs USING btree (correlation_id);
CREATE INDEX job_runs_age ON public.job_runs USING btree (started_at);
CREATE UNIQUE INDEX job_runs_running ON public.job_runs USING btree (name) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX labels_name ON public.labels USING btree (organization_id, folded_name);
CREATE INDEX audit_entries_time ON public.audit_entries USING btree (organization_id, at, id);
CREATE INDEX audit_entries_action ON public.audit_entries USING btree (organization_id, action, at, id);
CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (organization_id, actor, at, id);
CREATE INDEX audit_entries_age ON public.audit_entries USING btree (at);
CREATE INDEX audit_entries_correlation ON public.audit_entries USING btree (correlation_id);
CREATE INDEX content_comments_deleted ON public.content_comments USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX lesson_comments_deleted ON public.lesson_comments USING btree (organization_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX application_files_content ON public.application_files USING btree (organization_id, sha256);
CREATE INDEX application_files_pending ON public.application_files USING btree (organization_id, id) WHERE (text_state = 'pending'::text);
CREATE INDEX tasks_assignee ON public.tasks USING btree (organization_id, assignee_id, id) WHERE (assignee_id IS NOT NULL);
CREATE INDEX tasks_project ON public.tasks USING btree (organization_id, project_id, id) WHERE (project_id IS NOT NULL);
CREATE INDEX tasks_team ON public.tasks USING btree (organization_id, team_id, id) WHERE (team_id IS NOT NULL);
CREATE INDEX tasks_due ON public.tasks USING btree (organization_id, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX candidates_source ON public.candidates USING btree (organization_id, source, id);
CREATE INDEX applications_job_stage ON public.applications USING btree (organization_id, job_id, stage, id) WHERE (deleted_at IS NULL);
CREATE INDEX applications_source ON public.applications USING btree (organization_id, source, id) WHERE (deleted_at IS NULL);
CREATE INDEX applications_knocked_out ON public.applications USING btree (organization_id, knocked_out, id) WHERE (deleted_at IS NULL);
CREATE INDEX applications_funnel ON public.applications USING btree (organization_id, created_at, job_id, source, reached, stage) WHERE (deleted_at IS NULL);
CREATE INDEX applications_job_funnel ON public.applications USING btree (organization_id, job_id, created_at, source, reached, stage) WHERE (deleted_at IS NULL);
CREATE INDEX applications_hired ON public.applications USING btree (organization_id, hired_at, job_id) WHERE (hired_at IS NOT NULL);
CREATE INDEX candidates_merged ON public.candidates USING btree (organization_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX activity_events_import ON public.activity_events USING btree (organization_id, import_number, received_at) WHERE (import_number IS NOT NULL);
CREATE INDEX tool_changes_age ON public.tool_changes USING btree (created_at);
CREATE INDEX webhook_deliveries_next ON public.webhook_deliveries USING btree (organization_id, webhook_id, next_attempt_at, id) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX webhook_deliveries_age ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_correlation ON public.webhook_deliveries USING btree (correlation_id);
CREATE INDEX metric_alerts_due ON public.metric_alerts USING btree (organization_id) WHERE (due_from_day IS NOT NULL);
CREATE UNIQUE INDEX metric_alert_firings_day ON public.metric_alert_firings USING btree (organization_id, alert_id, day);
CREATE INDEX tool_changes_task ON public.tool_changes USING btree (organization_id, task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX tool_changes_project ON public.tool_changes USING btree (organization_id, project_id) WHERE (project_id IS NOT NULL);
CREATE INDEX tool_changes_content ON public.tool_changes USING btree (organization_id, content_id) WHERE (content_id IS NOT NULL);
CREATE INDEX tool_changes_lesson ON public.tool_changes USING btree (organization_id, lesson_id) WHERE (lesson_id IS NOT NULL);
CREATE INDEX tool_changes_application ON public.tool_changes USING btree (organization_id, application_id) WHERE (application_id IS NOT NULL);
CREATE UNIQUE INDEX user_identities_subject ON public.user_identities USING btree (issuer, subject);
CREATE UNIQUE INDEX user_identities_user ON public.user_identities USING btree (user_id, issuer);
CREATE INDEX task_files_task ON public.task_files USING btree (organization_id, task_id, id);
CREATE INDEX task_files_content ON public.task_files USING btree (organization_id, sha256);
CREATE INDEX task_files_pending ON public.task_files USING btree (organization_id, id) WHERE (text_state = 'pending'::text);
CREATE TRIGGER search_tasks_inserted AFTER INSERT ON public.tasks FOR EACH ROW EXECUTE FUNCTION search_text_changed('task');
CREATE TRIGGER search_tasks_updated AFTER UPDATE OF title, description ON public.tasks FOR EACH ROW WHEN (((old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION search_text_changed('task');
CREATE TRIGGER search_tasks_deleted AFTER DELETE ON public.tasks FOR EACH ROW EXECUTE FUNCTION search_text_deleted('task');
CREATE TRIGGER search_projects_inserted AFTER INSERT ON public.projects FOR EACH ROW EXECUTE FUNCTION search_text_changed('project');
CREATE TRIGGER search_projects_updated AFTER UPDATE OF name, description ON public.projects FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION search_text_changed('project');
CREATE TRIGGER search_projects_deleted AFTER DELETE ON public.projects FOR EACH ROW EXECUTE FUNCTION search_text_deleted('project');
CREATE TRIGGER search_messages_deleted AFTER DELETE ON public.messages FOR EACH ROW EXECUTE FUNCTION search_text_deleted('message');
CREATE TRIGGER search_documents_changed AFTER DELETE OR UPDATE OF vector ON public.search_documents FOR EACH ROW EXECUTE FUNCTION search_words_left();
CREATE TRIGGER search_messages_inserted AFTER INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION search_text_changed('message', 'conversation_id');
CREATE TRIGGER search_messages_updated AFTER UPDATE OF body ON public.messages FOR EACH ROW WHEN ((old.body IS DISTINCT FROM new.body)) EXECUTE FUNCTION search_text_changed('message', 'conversation_id');
CREATE TRIGGER task_labels_deleted AFTER DELETE ON public.tasks FOR EACH ROW WHEN (((json_typeof(old.labels) = 'array'::text) AND ((old.labels)::text <> '[]'::text))) EXECUTE FUNCTION task_labels_deleted();
ALTER TABLE activity_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE day_snapshots ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE organization_counters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE organization_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_states ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE member_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE cohort_cells ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE request_minutes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE projects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_labels ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_shares ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_status_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE team_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE teams ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE conversation_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE conversations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE search_documents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE search_queue ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE person_message_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_times ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE work_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE search_postings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE search_removals ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE search_unposted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE demo_organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE idempotent_writes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE imports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE stock_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content_slugs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content_tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content_revisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content_generations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lessons ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lesson_prerequisites ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lesson_completions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE assessments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_questions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_attempts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_answers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE companies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE job_reviewers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE candidates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE candidate_tags ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE applications ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE application_stage_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE application_notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE application_ratings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE labels ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE content_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE lesson_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE application_files ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE last_active ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE tool_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE webhook_places ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE metric_alerts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE metric_alert_firings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE task_files ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations FOR ALL USING (((id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON members FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON member_changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON invitations FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON api_keys FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON labels FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON teams FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON team_members FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON projects FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON tasks FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_status_changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_labels FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_shares FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_comments FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_files FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON conversations FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON conversation_members FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON messages FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON notifications FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON notification_preferences FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content_slugs FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content_tags FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content_revisions FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content_comments FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON content_generations FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON lessons FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON lesson_comments FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON lesson_prerequisites FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON lesson_completions FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON assessments FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON assessment_questions FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON assessment_keys FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON assessment_attempts FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON assessment_answers FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON companies FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON jobs FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON job_reviewers FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON candidates FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON candidate_tags FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON applications FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON application_stage_changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON application_notes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON application_ratings FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON application_files FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON people FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON activity_events FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON imports FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON work_changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON person_states FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON person_days FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON person_sessions FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON person_message_days FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON last_active FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON organization_days FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON stock_days FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON task_times FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON cohort_cells FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON organization_counters FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON day_snapshots FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON metric_alerts FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON metric_alert_firings FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON search_queue FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON idempotent_writes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON tool_changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON request_minutes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON changes FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant_reads ON audit_entries FOR SELECT USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant_adds ON audit_entries FOR INSERT WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY instance_deletes ON audit_entries FOR DELETE USING ((current_setting('app.organization_id'::text, true) = '*'::text));
CREATE POLICY tenant ON webhooks FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON webhook_places FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON webhook_deliveries FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON demo_organizations FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON search_documents FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON search_postings FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON search_removals FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));
CREATE POLICY tenant ON search_unposted FOR ALL USING (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text))) WITH CHECK (((organization_id = current_setting('app.organization_id'::text, true)) OR (current_setting('app.organization_id'::text, true) = '*'::text)));

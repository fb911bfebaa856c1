/** Written by scripts/client-types.ts from the OpenAPI document: edit nothing here. */

/** A problem document (RFC 9457) */
export interface Problem {
  type: string
  title: string
  status: number
  /** Stable: meant for programs. */
  code: string
  /** What to do about it: meant for people. */
  detail: string
  correlation_id?: string
  /** What is wrong, by field. */
  fields?: Record<string, string>
  /** With 412: what was to be changed, as it is now. */
  current?: Record<string, unknown>
  /** With 412: the tag of `current`, as in the header. */
  etag?: string
}

export interface AcceptInvitation {
  /** The token of the invitation. */
  token: string
}

export interface Account {
  user: User
  organization: Organization
  member: {
    /** UUIDv7 */
    id: string
    role: string
  }
}

export interface Activity {
  /** The newest first. */
  items: ActivityItem[]
  next_cursor: string | null
  /** On the first page: of all pages. */
  total?: number
  time_zone?: string
  /** On the first page: events by hour of the clock, the oldest first. */
  histogram?: {
    hour: string
    count: number
  }[]
  cache_metadata: CacheMetadata
}

export interface ActivityCounts {
  time_zone: string
  /** How often each was done, by `person_id` where one is asked for: the 100 that were done most. */
  verbs: {
    verb: string
    count: number
  }[]
  /** Whether there are more than these. */
  more_verbs: boolean
  /** How much each did, of `verb` where one is asked for: the 100 who did most. */
  people: ({
    person: {
      id: string
      external_id: string | null
      name: string | null
    }
    count: number
  })[]
  /** Whether there are more than these. */
  more_people: boolean
  cache_metadata: CacheMetadata
}

export interface ActivityItem {
  id: string
  person: {
    id: string
    external_id: string | null
    name: string | null
  }
  verb: string
  core: boolean
  occurred_at: string
}

/** With what its kind has. */
export interface AlertCondition {
  kind: 'above' | 'below' | 'change' | 'unusual'
  /** Of `above` and `below`, which it is not itself. */
  threshold?: number
  direction?: 'rise' | 'fall' | 'either'
  /** Of `change`: by so many percent of the value before, or more. */
  percent?: number
  /** Of `change`: from the day so many days before. In whole weeks weekdays meet. */
  over_days?: number
  /** On so many local days in a row, for the last of which it fires. Not of `unusual`. */
  days?: number
  side?: 'above' | 'below' | 'either'
}

export interface AlertFiring {
  id: string
  alert_id: string
  date: string
  metric: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
  condition: AlertCondition
  value: number
  expected: number
  deviation: number
  is_level_shift: boolean
  /** The members who were told. */
  told_ids: string[]
  fired_at: string
  /** Since when it holds no longer, because events came late or were taken back. */
  retracted_at: string | null
  /** What the day has then. */
  value_now: number | null
}

export interface AlertFirings {
  items: AlertFiring[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface AlertPreview {
  from: string
  to: string
  firings: {
    date: string
    value: number
    expected: number
    deviation: number
    is_level_shift: boolean
  }[]
  /** On how many of these days the condition held. */
  days_held: number
  /** On how many nobody knows. */
  days_unknown: number
  last: {
    date: string
    /** Of the metric; null with its reason. */
    value: number | null
    /** The threshold; the value before; or what an unusual day was expected to have. */
    expected: number | null
    /** From it: in the unit of the metric, in percent, or as a score. */
    deviation: number | null
    /** Whether the condition did; null where nobody knows. */
    holds: boolean | null
    is_level_shift: boolean
    reason?: string
    code?: 'not_begun' | 'not_built' | 'day_not_over' | 'period_not_over' | 'immature' | 'nothing_before' | 'nobody' | 'nothing' | 'present_only' | 'nothing_asked' | 'too_few_days' | 'too_even' | 'too_alike' | 'level_shift' | 'no_skill' | 'counts_only' | 'days_only' | 'no_hours' | 'no_such_day' | 'other'
    available_on?: string
  }
}

export interface AlertPreviewRequest {
  metric: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
  condition: {
    kind: 'above' | 'below' | 'change' | 'unusual'
    /** Of `above` and `below`, which it is not itself. */
    threshold?: number
    direction?: 'rise' | 'fall' | 'either'
    /** Of `change`: by so many percent of the value before, or more. */
    percent?: number
    /** Of `change`: from the day so many days before. In whole weeks weekdays meet. */
    over_days?: number
    /** On so many local days in a row, for the last of which it fires. Not of `unusual`. */
    days?: number
    side?: 'above' | 'below' | 'either'
  }
  /** Tells again after so many days though the condition has held on. Without it, only once it has not held on a day in between, or after 366 days. */
  again_after_days?: number | null
}

export interface ApiKey {
  id: string
  name: string
  /** To tell keys apart in a list. */
  key_start: string
  scopes: ('read' | 'write' | 'ingest' | 'admin')[]
  /** The id of a member. */
  created_by: string
  created_at: string
  expires_at: string | null
  /** To the minute. */
  last_used_at: string | null
}

export interface ApiKeyCreated {
  id: string
  name: string
  /** To tell keys apart in a list. */
  key_start: string
  scopes: ('read' | 'write' | 'ingest' | 'admin')[]
  /** The id of a member. */
  created_by: string
  created_at: string
  expires_at: string | null
  /** To the minute. */
  last_used_at: string | null
  /** Shown this once. */
  key: string
}

export interface ApiKeys {
  items: ApiKey[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Application {
  id: string
  job_id: string
  /** null where the person was erased. */
  candidate: {
    id: string
    name: string
    email: string
    phone: string | null
  } | null
  /** As it was given with this application. */
  name: string | null
  stage: Stage
  /** Since when it is in its stage. */
  stage_at: string
  rejection_reason: 'not_qualified' | 'other_candidate' | 'position_filled' | 'salary' | 'location' | 'no_response' | 'knocked_out' | 'other' | null
  source: string
  message: string
  answers: ({
    question_id: string
    /** As it was asked. */
    prompt: string
    answer: boolean | number | string
  })[]
  /** An answer was one that the job does not take. */
  knocked_out: boolean
  /** When the offer was accepted. */
  hired_at: string | null
  /** How many files it has. */
  file_count: number
  created_at: string
  updated_at: string
}

export interface ApplicationChanges {
  stage?: Stage
  /** Of one that is rejected. */
  rejection_reason?: 'not_qualified' | 'other_candidate' | 'position_filled' | 'salary' | 'location' | 'no_response' | 'knocked_out' | 'other' | null
  /** Where it came from, in small letters. */
  source?: string
}

export interface ApplicationFile {
  id: string
  application_id: string
  /** As it was called, without what could be a path, and with the ending of what it is. */
  name: string
  /** What its content is. */
  media_type: string
  bytes: number
  text: 'pending' | 'ready' | 'failed' | 'none'
  /** A member or an API key; null where the applicant sent it. */
  created_by: string | null
  created_at: string
}

export interface ApplicationFiles {
  items: ApplicationFile[]
  next_cursor: null
}

export interface Applications {
  items: Application[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface ApplicationsToChange {
  applications: ({
    id: string
    /** The `updated_at` of the only version that is to be changed. */
    if_updated_at?: string
    stage?: Stage
    /** Of one that is rejected. */
    rejection_reason?: 'not_qualified' | 'other_candidate' | 'position_filled' | 'salary' | 'location' | 'no_response' | 'knocked_out' | 'other' | null
    /** Where it came from, in small letters. */
    source?: string
  })[]
}

export interface AskedQuestion {
  id: string
  kind: 'yes_no' | 'choice' | 'number' | 'text'
  prompt: string
  required: boolean
  /** Of a choice; otherwise empty. */
  options: string[]
}

export interface Assessment {
  id: string
  title: string
  /** The lesson that it goes with. */
  lesson_id: string | null
  status: LessonStatus
  pass_mark: number
  attempts_allowed: number | null
  time_limit_s: number | null
  opens_at: string | null
  closes_at: string | null
  /** Whether each attempt has its questions and options in an order of its own. */
  shuffle: boolean
  /** Whether everybody who may take it may see its answers. */
  answers_open: boolean
  author_id: string | null
  created_at: string
  updated_at: string
  questions: AssessmentQuestion[]
}

export interface AssessmentChanges {
  title?: string
  lesson_id?: string | null
  status?: LessonStatus
  /** Percent of the points. */
  pass_mark?: number
  attempts_allowed?: number | null
  time_limit_s?: number | null
  /** ISO 8601 or RFC 3339, with a zone. */
  opens_at?: string | null
  /** ISO 8601 or RFC 3339, with a zone. */
  closes_at?: string | null
  shuffle?: boolean
  answers_open?: boolean
  author_id?: string | null
  questions?: NewQuestion[]
}

export interface AssessmentQuestion {
  id: string
  kind: 'single' | 'multiple' | 'number' | 'text'
  prompt: string
  points: number
  options?: {
    id: string
    text: string
    /** Only for those who may change the assessment. */
    correct?: boolean
  }[]
  /** Only for those who may change the assessment. */
  answer?: number
  /** Only for those who may change the assessment. */
  tolerance?: number
  /** Only for those who may change the assessment. */
  answers?: string[]
}

export interface AssessmentStatistics {
  /** Of the questions: others that they were before are not counted here. */
  version: number
  /** Submitted attempts, each retake one. */
  n: number
  /** Who has submitted any. */
  people: number
  /** Percent; null where there is nothing to count. */
  mean_percent: number | null
  /** Percent; null where there is nothing to count. */
  pass_rate: number | null
  questions: ({
    question_id: string
    kind: 'single' | 'multiple' | 'number' | 'text'
    prompt: string
    n: number
    /** Percent; null where there is nothing to count. */
    right_share: number | null
    /** Percent of its points that were earned. */
    mean_share: number | null
    /** The correlation of what it earned with what all the others did, from -1 to 1, to three decimals; null for less than two attempts, or where all are alike. */
    discrimination: number | null
    /** Less than 20: read it with care. */
    low_n: boolean
  })[]
}

export interface AssessmentSummary {
  id: string
  title: string
  /** The lesson that it goes with. */
  lesson_id: string | null
  status: LessonStatus
  pass_mark: number
  attempts_allowed: number | null
  time_limit_s: number | null
  opens_at: string | null
  closes_at: string | null
  /** Whether each attempt has its questions and options in an order of its own. */
  shuffle: boolean
  /** Whether everybody who may take it may see its answers. */
  answers_open: boolean
  author_id: string | null
  created_at: string
  updated_at: string
}

export interface Assessments {
  items: AssessmentSummary[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Attempt {
  id: string
  assessment_id: string
  person_id: string
  /** From 1 on for each person. */
  number: number
  started_at: string
  /** After which nothing is taken; null where there is no limit. */
  ends_at: string | null
  submitted_at: string | null
  /** Points, rounded to three decimals. */
  score: number | null
  /** Points, rounded to three decimals. */
  max_score: number
  /** Of all points, rounded to one decimal. */
  percent: number | null
  passed: boolean | null
  questions: AttemptQuestion[]
  /** What has been saved. */
  answers: SavedAnswer[]
}

export interface AttemptQuestion {
  id: string
  kind: 'single' | 'multiple' | 'number' | 'text'
  prompt: string
  points: number
  options?: {
    id: string
    text: string
  }[]
}

export interface AttemptSummary {
  id: string
  assessment_id: string
  person_id: string
  /** From 1 on for each person. */
  number: number
  started_at: string
  /** After which nothing is taken; null where there is no limit. */
  ends_at: string | null
  submitted_at: string | null
  /** Points, rounded to three decimals. */
  score: number | null
  /** Points, rounded to three decimals. */
  max_score: number
  /** Of all points, rounded to one decimal. */
  percent: number | null
  passed: boolean | null
}

export interface Attempts {
  items: AttemptSummary[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface AuditEntries {
  items: AuditEntry[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface AuditEntry {
  id: string
  at: string
  action: string
  subject: {
    kind: string
    id: string | null
  }
  /** member:ID, api_key:ID, user:ID for somebody of another organization, job:NAME, command:NAME, anonymous or system. */
  actor: string
  /** From where; null for jobs and the command line. */
  address: string | null
  correlation_id: string
  /** What was, without secrets. */
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export interface AuthenticationValidation {
  is_ok: boolean
  tried: number
  failed: number
  items: ({
    method: string
    path: string
    tried: string
    expected: string
    /** What came; 0 where nothing did. */
    status: number
    /** Of the problem that came. */
    code: string | null
    duration_ms: number
    is_ok: boolean
  })[]
}

export interface Backup {
  /** With its time, in UTC. */
  name: string
  engine: 'sqlite' | 'postgres' | 'unknown'
  reason: 'scheduled' | 'manual' | 'safety'
  created_at: string
  size_bytes: number
  tables: number
  /** Of all tables. */
  rows: number
  /** How long writing it took; null where that is not known. */
  duration_ms: number | null
  /** Whether a restore into a scratch place gave what was archived. */
  proof: {
    outcome: 'proved' | 'failed' | 'pending'
    at: string | null
    duration_ms: number | null
    detail: string | null
  }
  /** In the object store; null where there is none. */
  copy: {
    outcome: 'copied' | 'failed'
    at: string | null
    detail: string | null
  } | null
}

export interface Backups {
  items: Backup[]
  next_cursor: null
  /** What the process that answers makes or proves now. */
  running: {
    name: string
    step: 'writing' | 'proving'
    /** Of the step, 0 to 1. */
    share: number
  } | null
}

export interface BeginSingleSignOn {
  organization?: NewOrganization
  /** The token of an invitation. */
  invitation?: string
}

export interface Board {
  /** The organization's. */
  name: string
  slug: string
  open_jobs: number
  /** Those that have jobs on the board. */
  companies: ({
    id: string
    name: string
    description: string
    website: string | null
    location: string | null
    open_jobs: number
  })[]
}

export interface BoardApplication {
  name: string
  email: string
  phone?: string | null
  message?: string
  answers?: ({
    question_id: string
    /** Of yes or no `true` or `false`; of a choice one of its options. */
    answer: boolean | number | string
  })[]
  /** Where it came from, in small letters. */
  source?: string
  /** To be thought of for later jobs, too. */
  consent?: boolean
  /** A field that people do not see: what fills it is a robot. Leave it out. */
  homepage?: string
  /** When a form was shown: one that comes back within two seconds is refused. */
  form_shown_at?: string
}

export interface BoardForm {
  name: string
  email: string
  phone?: string | null
  message?: string
  answers?: ({
    question_id: string
    /** Of yes or no `true` or `false`; of a choice one of its options. */
    answer: boolean | number | string
  })[]
  /** Where it came from, in small letters. */
  source?: string
  /** To be thought of for later jobs, too. */
  consent?: boolean
  /** A field that people do not see: what fills it is a robot. Leave it out. */
  homepage?: string
  /** When a form was shown: one that comes back within two seconds is refused. */
  form_shown_at?: string
  /** PDF, DOCX, ODT, RTF or plain text in UTF-8, known by their content and not by their names. */
  file?: string[]
}

export interface BoardJob {
  id: string
  slug: string
  title: string
  company: {
    id: string
    name: string
  } | null
  employment_type: EmploymentType
  location_type: LocationType
  location: string | null
  salary: Salary | null
  /** A local date of the organization. */
  published_on: string
  valid_through: string | null
}

export interface BoardJobDetail {
  id: string
  slug: string
  title: string
  company: {
    id: string
    name: string
    description: string
    website: string | null
    location: string | null
  } | null
  employment_type: EmploymentType
  location_type: LocationType
  location: string | null
  salary: Salary | null
  /** A local date of the organization. */
  published_on: string
  valid_through: string | null
  /** Markdown. */
  description: string
  required_fields: string[]
  questions: AskedQuestion[]
  updated_at: string
}

export interface BoardJobs {
  items: BoardJob[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface CacheMetadata {
  generated_at: string
  /** Seconds */
  cache_ttl: number
  cache_key: string
  cache_hit: boolean
}

export interface CacheMetrics {
  /** Of the process that answers: the numbers are its own. */
  process_id: number
  /** Answers that are kept now. */
  entries: number
  bytes: number
  /** Beyond it, what was used longest ago is forgotten. */
  most_bytes: number
  prefixes: ({
    prefix: string
    /** Since the start, like misses. */
    hits: number
    misses: number
    /** Percent. */
    hit_rate: number | null
    /** What computing one took. */
    mean_ms: number | null
  })[]
}

export interface Candidate {
  id: string
  name: string
  email: string
  phone: string | null
  location: string | null
  source: string | null
  tags: string[]
  /** What the person has consented to, and when. */
  consent: {
    purpose: string
    given_at: string
  } | null
  /** The person is erased when this local date is over. */
  retain_until: string | null
  created_at: string
  updated_at: string
}

export interface CandidateChanges {
  name?: string
  email?: string
  phone?: string | null
  location?: string | null
  /** Where it came from, in small letters. */
  source?: string | null
  tags?: string[]
  consent?: {
    purpose: string
    /** Now, where it is left out. */
    given_at?: string
  } | null
  /** A local date. */
  retain_until?: string | null
}

export interface Candidates {
  items: Candidate[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface CandidatesToChange {
  candidates: ({
    id: string
    /** The `updated_at` of the only version that is to be changed. */
    if_updated_at?: string
    name?: string
    email?: string
    phone?: string | null
    location?: string | null
    /** Where it came from, in small letters. */
    source?: string | null
    tags?: string[]
    consent?: {
      purpose: string
      /** Now, where it is left out. */
      given_at?: string
    } | null
    /** A local date. */
    retain_until?: string | null
  })[]
}

export interface ChangeAccount {
  name?: string
  /** Those that are named; the others stay as they are. */
  preferences?: {
    /** Of the page; that of the browser where it is null. */
    language?: 'en' | 'de' | null
    /** As the system is where it is null. */
    theme?: 'light' | 'dark' | null
    /** Whether single keys are commands. */
    single_keys?: boolean
    views?: {
      name: string
      /** Of the page, from # on. */
      address: string
    }[]
  }
}

export interface ChangePassword {
  current_password: string
  /** The six digits that your authenticator app shows, or a recovery code. */
  code?: string
  new_password: string
}

/** Of whole days: what each number was before, and what chance makes of the difference. */
export interface Changes {
  daily_active_users: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  weekly_active_users: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  monthly_active_users: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  new_users: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  user_retention: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  avg_session_duration: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  engagement_score: {
    value: Rate
    value_before: Rate
    from: string
    to: string
    before_from: string
    before_to: string
    test?: 'even_chances' | 'gained_and_lost' | 'exact_shares' | 'weekday_pairs' | 'rank_of_weeks'
    /** People counted now and not before. */
    gained?: number
    /** People counted before and not now. */
    lost?: number
    p_value: number | null
    significant: boolean | null
    /** Why it is not tested. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
}

export interface Cohorts {
  organization_id: string
  unit: string
  from: string
  to: string
  time_zone: string
  /** When the organization began. */
  began_on: string
  metric_version: number
  cohorts: {
    from: string
    to: string
    /** Whether all have begun who will. */
    complete: boolean
    /** How many began, those who have left since among them. */
    size: number
    /** Null where the period has not ended. */
    periods: {
      /** How many weeks or months after the one in which they began. */
      period: number
      /** Those who were active in the period, in percent. */
      retention: {
        value: Rate
        numerator?: number
        denominator?: number
        low_n?: true
        interval_95?: {
          low: number
          high: number
        }
        /** Why what is null is so. */
        reason?: string
        code?: ReasonCode
        /** The local day on which time alone will have mended it. */
        available_on?: string
      }
      /** Those who were active in the period or later, in percent. */
      unbounded_retention: {
        value: Rate
        numerator?: number
        denominator?: number
        low_n?: true
        interval_95?: {
          low: number
          high: number
        }
        /** Why what is null is so. */
        reason?: string
        code?: ReasonCode
        /** The local day on which time alone will have mended it. */
        available_on?: string
      }
    }[]
  }[]
  /** Of all cohorts for which the period has ended, together. */
  averages: {
    /** How many weeks or months after the one in which they began. */
    period: number
    /** Those who were active in the period, in percent. */
    retention: {
      value: Rate
      numerator?: number
      denominator?: number
      low_n?: true
      interval_95?: {
        low: number
        high: number
      }
      /** Why what is null is so. */
      reason?: string
      code?: ReasonCode
      /** The local day on which time alone will have mended it. */
      available_on?: string
    }
    /** Those who were active in the period or later, in percent. */
    unbounded_retention: {
      value: Rate
      numerator?: number
      denominator?: number
      low_n?: true
      interval_95?: {
        low: number
        high: number
      }
      /** Why what is null is so. */
      reason?: string
      code?: ReasonCode
      /** The local day on which time alone will have mended it. */
      available_on?: string
    }
  }[]
  cache_metadata: CacheMetadata
}

export interface Comment {
  id: string
  task_id: string
  /** The member who wrote it. */
  author_id: string | null
  /** Or the API key that did. */
  api_key_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

export interface CommentChanges {
  /** Markdown. `<@ID>` mentions the member with this id. */
  body?: string
}

export interface Comments {
  items: Comment[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Companies {
  items: Company[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Company {
  id: string
  name: string
  description: string
  website: string | null
  location: string | null
  /** A member's. */
  owner_id: string | null
  created_at: string
  updated_at: string
}

export interface CompanyChanges {
  name?: string
  /** Markdown. */
  description?: string
  website?: string | null
  location?: string | null
  owner_id?: string | null
}

export interface Comparison {
  from: Revision
  to: Revision
  title: {
    before: string
    after: string
  }
  /** What makes the one of the other, line by line. */
  body: ({
    kind: 'same' | 'removed' | 'added'
    lines: string[]
  })[]
}

export interface Completion {
  lesson_id: string
  person_id: string
  completed_at: string
}

export interface ConfirmEnrolment {
  /** The six digits that your authenticator app shows, or a recovery code. */
  code: string
}

export interface Content {
  id: string
  title: string
  slug: string
  kind: string
  status: ContentStatus
  /** A member's; null where a key made it for nobody. */
  author_id: string | null
  tags: string[]
  /** The number of the newest revision of its text. */
  revision: number
  /** When it was last published. */
  published_at: string | null
  /** When it is published by itself. */
  publish_at: string | null
  created_at: string
  updated_at: string
  /** Markdown; not with `format=html`. */
  body?: string
  /** With `format=html`: safe to show as it is. */
  html?: string
  /** Of the first 1,000 headings. */
  toc?: {
    level: number
    /** Of the heading in the HTML. */
    id: string
    text: string
  }[]
}

export interface ContentChanges {
  title?: string
  /** Markdown. */
  body?: string
  /** A word of your own, such as `article`; lessons belong to a `course`. */
  kind?: string
  status?: ContentStatus
  /** Its address, unique in the organization; made of the title when left out. */
  slug?: string
  author_id?: string | null
  tags?: string[]
  /** ISO 8601 or RFC 3339, with a zone. */
  publish_at?: string | null
}

export interface ContentComment {
  id: string
  content_id: string
  /** The member who wrote it. */
  author_id: string | null
  /** Or the API key that did. */
  api_key_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

export interface ContentComments {
  items: ContentComment[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface ContentList {
  items: ContentSummary[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export type ContentStatus = 'draft' | 'review' | 'published' | 'archived'

export interface ContentSummary {
  id: string
  title: string
  slug: string
  kind: string
  status: ContentStatus
  /** A member's; null where a key made it for nobody. */
  author_id: string | null
  tags: string[]
  /** The number of the newest revision of its text. */
  revision: number
  /** When it was last published. */
  published_at: string | null
  /** When it is published by itself. */
  publish_at: string | null
  created_at: string
  updated_at: string
}

export interface ContentToChange {
  content: ({
    id: string
    /** The `updated_at` of the only version that is to be changed. */
    if_updated_at?: string
    title?: string
    /** Markdown. */
    body?: string
    /** A word of your own, such as `article`; lessons belong to a `course`. */
    kind?: string
    status?: ContentStatus
    /** Its address, unique in the organization; made of the title when left out. */
    slug?: string
    author_id?: string | null
    tags?: string[]
    /** ISO 8601 or RFC 3339, with a zone. */
    publish_at?: string | null
  })[]
}

export interface Conversation {
  id: string
  kind: ConversationKind
  title: string | null
  /** Of a direct one, the member on the other side. */
  other_member_id: string | null
  /** Yours in it; null for keys. */
  role: 'owner' | 'member' | null
  /** The number of the last message. */
  message_count: number
  /** How far you have read; null for keys. */
  read_number: number | null
  /** null for keys, which have read nothing. */
  unread: number | null
  last_message: {
    id: string
    number: number
    role: MessageRole
    author_id: string | null
    api_key_id: string | null
    /** The first 200 characters; empty once deleted. */
    preview: string
    created_at: string
    deleted_at: string | null
  } | null
  /** When the last message came, or it was made. */
  active_at: string
  created_at: string
  /** When it was made, or named anew. */
  updated_at: string
}

export interface ConversationChanges {
  title?: string
}

export type ConversationKind = 'direct' | 'group' | 'assistant'

export interface ConversationMember {
  /** The member's. */
  id: string
  name: string
  email: string
  role: ConversationRole
  joined_at: string
}

export interface ConversationMembers {
  items: ConversationMember[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface ConversationMembership {
  role: ConversationRole
}

export type ConversationRole = 'owner' | 'member'

export interface Conversations {
  items: Conversation[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface CorrelatedDelivery {
  id: string
  organization_id: string
  webhook_id: string
  type: string
  /** `pending`, `delivered` or `failed`. */
  status: string
  attempts: number
}

export interface CorrelatedEntry {
  id: string
  /** null of what concerns the instance. */
  organization_id: string | null
  action: string
  subject: {
    kind: string
    id: string | null
  }
  actor: string
}

export interface CorrelatedItem {
  /** null of a line that says none. */
  at: string | null
  kind: 'request' | 'log_line' | 'slow_query' | 'job_run' | 'audit_entry' | 'webhook_delivery'
  /** Of a line of the log, as it stands there. */
  line?: string
  request?: SlowRequest
  slow_query?: SlowQueryItem
  audit_entry?: CorrelatedEntry
  webhook_delivery?: CorrelatedDelivery
  job_run?: {
    id: string
    /** In every log line of the run. */
    correlation_id: string
    started_at: string
    /** null while it runs. */
    duration_ms: number | null
    /** null while it runs. */
    outcome: 'done' | 'failed' | 'interrupted' | null
    /** What it did, or why it failed. */
    detail: string | null
    name: string
  }
}

export interface Correlation {
  correlation_id: string
  /** In the order in which they were. */
  items: CorrelatedItem[]
  /** What was looked through: what is not there may have been elsewhere. */
  sources: {
    /** Where lines were looked for. */
    log: string
    /** Of which process what is in memory was looked through. */
    memory: string
  }
  /** Whether the log was looked through to its beginning and its end. */
  is_complete: boolean
}

export type Count = number | null

export interface CourseProgress {
  course_id: string
  person_id: string
  /** Published lessons of the course. */
  total: number
  /** Of these. */
  completed: number
  /** null where there are none. */
  percent: number | null
  /** The first that can be completed now. */
  next_lesson_id: string | null
  lessons: ({
    lesson_id: string
    title: string
    position: number
    completed_at: string | null
    /** Not completed, and all that it asks for is. */
    available: boolean
  })[]
}

export interface CourseProgressQuery {
  /** An external id or a member's id; yourself when left out. An API key must say it. */
  person?: string
}

export interface Dashboard {
  timestamp: string
  organization_id: string
  as_of: string | null
  time_zone: string
  /** When the organization began. */
  began_on: string
  user_metrics: {
    total_users: Count
    active_users: Count
    new_users_today: Count
    growth_rate: Rate
    active_users_growth_rate: Rate
    new_users_growth_rate: Rate
    user_retention: Rate
  }
  content_metrics: {
    total_content: Count
    published_content: Count
    draft_content: Count
    review_content: Count
    archived_content: Count
    content_created_today: Count
    avg_generation_time: Rate
  }
  engagement_metrics: {
    daily_active_users: Count
    avg_session_duration: Rate
    total_lessons_completed: Count
    total_assessments: Count
    engagement_score: Rate
    weekly_active_users: Count
    monthly_active_users: Count
    stickiness: Rate
  }
  work_metrics: {
    tasks_by_status: {
      todo: number
      in_progress: number
      done: number
      cancelled: number
    } | null
    overdue: Count
    completion_rate: Rate
    cycle_time_hours: Rate
    lead_time_hours: Rate
    throughput: Rate
    projects_by_status: {
      planning: number
      active: number
      on_hold: number
      completed: number
      archived: number
    } | null
    projects_overdue: Count
  }
  hiring_metrics: {
    open_jobs: Count
    jobs_by_status: {
      draft: number
      open: number
      paused: number
      closed: number
    } | null
    applications_by_stage: {
      applied: number
      screening: number
      interview: number
      offer: number
      hired: number
      rejected: number
      withdrawn: number
    } | null
    applications_today: Count
    hires_today: Count
    time_to_hire_days: Rate
    time_to_fill_days: Rate
  }
  chat_metrics: {
    messages_today: Count
    active_chatters: Count
    weekly_active_chatters: Count
  }
  system_metrics: {
    api_response_time: Rate
    cache_hit_rate: Rate
    database_connections: number
    /** MiB */
    cache_memory: number
    error_rate: Rate
  }
  trends: {
    daily_active_users: Point[]
    content_created: Point[]
    engagement_score: Point[]
  }
  changes: Changes
  /** Of which local days the numbers are; those of hours and minutes are in none. */
  windows: {
    from: string
    to: string
    metrics: string[]
  }[]
  /** Why a value is null, and what a rate was made of. */
  notes: Record<string, Record<string, unknown>>
  cache_metadata: CacheMetadata
}

export interface DatabaseMetrics {
  /** Of the process that answers: the numbers are its own. */
  process_id: number
  engine: 'sqlite' | 'postgres'
  pool: {
    most: number
    in_use: number
    idle: number
    waiting: number
  }
  /** The replica that DATABASE_READ_URL names, as the process that is asked sees it. */
  replica: {
    status: 'used' | 'behind' | 'away' | 'detached' | 'promoted' | 'foreign'
    /** Why it is not used. */
    reason: string | null
    lag_bytes: number | null
    /** How old what it has is at most; 0 where it has everything. */
    lag_seconds: number | null
    pool: Pool
    /** Heavy reads of this process since its start, by who has answered them. */
    reads: {
      replica: number
      primary: number
    }
  } | null
  queries: {
    count: number
    total_ms: number
    mean_ms: number | null
    errors: number
    /** Transactions that ran again, since another was in the way. */
    retries: number
    by_kind: ({
      kind: string
      count: number
      total_ms: number
      mean_ms: number | null
    })[]
  }
  slow_queries: {
    threshold_ms: number
    /** Since the start. Only the last hundred are kept. */
    count: number
    items: SlowQueryItem[]
    /** The same, by what was asked: what took longest first. */
    by_text: ({
      sql: string
      kind: string
      count: number
      mean_ms: number
      max_ms: number
      last_at: string
      /** Of the slowest. */
      number: number
      /** Of the slowest. */
      correlation_id: string | null
      /** As far as it is known. */
      asked_by: ({
        kind: 'request' | 'job'
        name: string
      })[]
    })[]
  }
}

export interface Definition {
  name: string
  /** As people call it. */
  title: string
  /** What it says, in one plain sentence. */
  sentence: string
  kind: 'count' | 'stock' | 'rolling' | 'ratio' | 'gauge'
  /** Whether values of several days may be added up. Distinct people may not. */
  additive: boolean
  unit: string
  window: string
  /** In words. */
  formula: string
  /** When it is null, with the code and the reason that stand beside it then. */
  missing_when: ({
    code: 'not_begun' | 'not_built' | 'day_not_over' | 'period_not_over' | 'immature' | 'nothing_before' | 'nobody' | 'nothing' | 'present_only' | 'nothing_asked' | 'too_few_days' | 'too_even' | 'too_alike' | 'level_shift' | 'no_skill' | 'counts_only' | 'days_only' | 'no_hours' | 'no_such_day' | 'other'
    reason: string
  })[]
  /** Moves when the formula changes. */
  version: number
}

export interface Definitions {
  items: Definition[]
  next_cursor: null
}

export interface Demo {
  organizations: {
    id: string
    name: string
    slug: string
  }[]
  /** Of the account that owns all of them. */
  email: string
}

export interface DetailedHealth {
  status: 'ok' | 'warning' | 'failed'
  checks: HealthChecks
  /** Of all organizations and of strangers, in all processes. */
  requests: {
    window_minutes: number
    completed: number
    /** Answered with 5xx. */
    errors: number
    /** Within 1 %. */
    response_time_p95_ms: number | null
    reason?: string
  } | null
  /** null while the database is away. */
  rollup_drift: {
    rows: number | null
    /** Where any differed. */
    by_organization: {
      id: string
      rows: number
    }[] | null
    /** Organizations that were compared. */
    compared: number
    organizations: number | null
    started_at: string | null
    finished_at: string | null
    outcome: string | null
    reason?: string
  } | null
}

export interface EmailChange {
  /** What waits to be confirmed; null where nothing does. */
  new_email: string | null
  /** Until when its link works. */
  expires_at: string | null
}

export type EmploymentType = 'full_time' | 'part_time' | 'contract' | 'temporary' | 'internship' | 'volunteer'

export interface Enrol {
  current_password: string
}

export interface Enrolment {
  /** Base32, to type into an authenticator app. */
  secret: string
  /** The same as an address, for a QR code. */
  otpauth_uri: string
  expires_at: string
}

export interface Event {
  /** Unique in the organization: sending it again changes nothing. */
  id: string
  /** An external id (up to 200 characters) or a member's id. */
  person: string
  verb: string
  /** Whether it is a core action, one that creates value. */
  core?: boolean
  /** ISO 8601 with a zone; the time of receipt when left out. */
  occurred_at?: string
  /** An object of your own. */
  properties?: unknown
}

export type EventOrEvents = Event | Event[]

export interface EventResult {
  /** As it was sent; null where it was no text. */
  id: string | null
  status: 'accepted' | 'duplicate' | 'rejected'
  /** What kind of refusal it is: the word stays. */
  code?: string
  /** What a sentence about it needs, such as the `field`. */
  params?: Record<string, string | number>
  /** Why it is rejected, in English. */
  reason?: string
}

export interface ExportDocument {
  organization_id: string
  time_zone: string
  from: string
  to: string
  generated_at: string
  metric_version: number
  /** Whether the last day has not ended. */
  partial: boolean
  /** Where daily metrics were asked for: a row for each local day and metric. */
  metrics?: ({
    date: string
    metric: string
    value: Rate
    /** Whether the local day has ended. */
    complete: boolean
    unit: string
    reason: string | null
    code: ReasonCode | null
  })[]
  /** Where it was asked for: every event of these days, the oldest first. */
  activity?: ({
    occurred_at: string
    id: string
    person_id: string
    person_external_id: string | null
    person_name: string | null
    verb: string
    core: boolean
    properties: Record<string, unknown> | null
  })[]
}

export interface ExportRequest {
  format: 'json' | 'csv' | 'xlsx' | 'excel'
  date_range?: '7d' | '30d' | '90d' | '365d'
  /** With `date_range`: today as well, which is not over, after the whole days. */
  include_today?: boolean
  /** In place of `date_range`: the first local date. */
  from?: string
  /** The last local date, at most 365 days after the first; today is allowed. */
  to?: string
  /** Some of total_users, new_users, daily_active_users, weekly_active_users, monthly_active_users, sessions, avg_session_duration, engagement_score, growth_rate, active_users_growth_rate, new_users_growth_rate, user_retention, stickiness, tasks_created, tasks_completed, applications, hires, content_created, content_published, avg_generation_time, lessons_completed, assessments_submitted, messages, active_chatters, weekly_active_chatters, user_metrics, content_metrics, engagement_metrics, work_metrics, hiring_metrics, chat_metrics, activity; all daily metrics when left out. */
  metric_types?: string[]
}

export interface FinishSingleSignOn {
  state: string
  code?: string
  /** Where the provider names itself (RFC 9207). */
  iss?: string
  /** In the place of the code. */
  error?: string
}

export interface FinishedGeneration {
  /** ISO 8601 or RFC 3339, with a zone. */
  finished_at: string
  /** Whether a text came of it. */
  ok: boolean
  prompt_tokens?: number | null
  completion_tokens?: number | null
}

export interface Found {
  items: FoundItem[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
  /** Only there where texts wait that could not be indexed in time, so that some may be missing that came or changed last. Ask again in a minute. */
  incomplete?: true
}

export interface FoundItem {
  kind: 'project' | 'task' | 'comment' | 'task_file' | 'label' | 'content' | 'content_comment' | 'lesson' | 'lesson_comment' | 'job' | 'candidate' | 'application' | 'note' | 'application_file' | 'message'
  id: string
  /** What it is called, where it has a name. */
  title: string | null
  highlights: {
    /** The whole title in parts. */
    title: Segment[] | null
    /** Some 200 characters of the text, in parts. Plain text, not HTML. */
    text: Segment[]
  }
  /** How well it fits: comparable within one answer only. */
  score: number
  /** Of a task, where it is in one. */
  project_id: string | null
  /** Of a comment on a task, or a file of one. */
  task_id?: string
  /** Of a comment on content. */
  content_id?: string
  /** Of a comment on a lesson. */
  lesson_id?: string
  /** Of an application. */
  job_id?: string
  /** Of an application. */
  candidate_id?: string
  /** Of a note or a file. */
  application_id?: string
  /** Of a message. */
  conversation_id: string | null
  created_at: string
}

export interface Generation {
  id: string
  content_id: string
  model: string | null
  prompt_tokens: number | null
  completion_tokens: number | null
  started_at: string
  finished_at: string | null
  /** null until it has finished. */
  ok: boolean | null
  created_at: string
}

export interface Generations {
  items: Generation[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface GivenAnswer {
  question_id: string
  option_ids?: string[]
  number?: number
  text?: string
}

export interface GivenAnswers {
  answers: GivenAnswer[]
}

export interface GivenRating {
  score: number
  comment?: string
}

export interface Health {
  status: 'ok'
  time: string
}

export interface HealthChecks {
  database: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    engine?: 'sqlite' | 'postgres'
    pool?: Pool
    /** The replica that DATABASE_READ_URL names, as the process that is asked sees it. */
    replica?: {
      status: 'used' | 'behind' | 'away' | 'detached' | 'promoted' | 'foreign'
      /** Why it is not used. */
      reason: string | null
      lag_bytes: number | null
      /** How old what it has is at most; 0 where it has everything. */
      lag_seconds: number | null
      pool: Pool
      /** Heavy reads of this process since its start, by who has answered them. */
      reads: {
        replica: number
        primary: number
      }
    } | null
  }
  cache: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    entries?: number
    bytes?: number
  }
  jobs: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    failed?: string[]
    late?: string[]
  }
  disk: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    free_bytes?: number
    total_bytes?: number
  }
  memory: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    resident_bytes?: number
    heap_used_bytes?: number
    limit_bytes?: number
  }
  backup: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    last_backup_at?: string | null
    proof?: string | null
  }
  event_loop: {
    state: 'ok' | 'warning' | 'failed' | 'unknown'
    /** What that means, and what to do. */
    detail: string
    checked_at: string
    /** How long it took to look. */
    duration_ms: number
    p50_ms?: number
    p99_ms?: number
    max_ms?: number
  }
}

export interface HiringDashboard {
  from: string
  to: string
  time_zone: string
  /** That came in these days, withdrawn ones among them. */
  applications: number
  /** They have left the funnel. */
  withdrawn: number
  rejected: number
  /** Neither hired nor rejected yet. */
  open: number
  funnel: ({
    stage: Stage
    /** That ever came so far, or further. */
    reached: number
    /** That are there now. */
    current: number
    /** Of those who reached the stage before; null for the first. */
    conversion: {
      value: number | null
      numerator: number
      denominator: number
      /** Of fewer than 20: read it with care. */
      low_n?: true
      /** Wilson's. */
      interval_95: {
        low: number
        high: number
      } | null
    } | null
  })[]
  still_open: {
    value: number | null
    numerator: number
    denominator: number
    /** Of fewer than 20: read it with care. */
    low_n?: true
    /** Wilson's. */
    interval_95: {
      low: number
      high: number
    } | null
  }
  hire_rate: {
    value: number | null
    numerator: number
    denominator: number
    /** Of fewer than 20: read it with care. */
    low_n?: true
    /** Wilson's. */
    interval_95: {
      low: number
      high: number
    } | null
  }
  time_to_hire_days: {
    median: number | null
    /** Hires of these days. */
    n: number
    low_n?: true
    /** Of which it is not known yet: open applications, or jobs that nobody was hired for. */
    waiting: number
  }
  time_to_fill_days: {
    median: number | null
    /** Hires of these days. */
    n: number
    low_n?: true
    /** Of which it is not known yet: open applications, or jobs that nobody was hired for. */
    waiting: number
  }
  by_job: ({
    job_id: string
    title: string | null
    /** That came in these days, withdrawn ones among them. */
    applications: number
    /** They have left the funnel. */
    withdrawn: number
    rejected: number
    /** Neither hired nor rejected yet. */
    open: number
    reached: {
      applied: number
      screening: number
      interview: number
      offer: number
      hired: number
    }
    hire_rate: {
      value: number | null
      numerator: number
      denominator: number
      /** Of fewer than 20: read it with care. */
      low_n?: true
      /** Wilson's. */
      interval_95: {
        low: number
        high: number
      } | null
    }
  })[]
  by_source: ({
    source: string
    /** That came in these days, withdrawn ones among them. */
    applications: number
    /** They have left the funnel. */
    withdrawn: number
    rejected: number
    /** Neither hired nor rejected yet. */
    open: number
    reached: {
      applied: number
      screening: number
      interview: number
      offer: number
      hired: number
    }
    hire_rate: {
      value: number | null
      numerator: number
      denominator: number
      /** Of fewer than 20: read it with care. */
      low_n?: true
      /** Wilson's. */
      interval_95: {
        low: number
        high: number
      } | null
    }
  })[]
  by_month: ({
    month: string
    from: string
    to: string
    /** That came in these days, withdrawn ones among them. */
    applications: number
    /** They have left the funnel. */
    withdrawn: number
    rejected: number
    /** Neither hired nor rejected yet. */
    open: number
    reached: {
      applied: number
      screening: number
      interview: number
      offer: number
      hired: number
    }
    hire_rate: {
      value: number | null
      numerator: number
      denominator: number
      /** Of fewer than 20: read it with care. */
      low_n?: true
      /** Wilson's. */
      interval_95: {
        low: number
        high: number
      } | null
    }
  })[]
  cache_metadata: {
    generated_at: string
    cache_ttl: number
    cache_key: string
    cache_hit: boolean
  }
}

export interface HiringExport {
  organization_id: string
  time_zone: string
  from: string
  to: string
  generated_at: string
  metric_version: number
  partial: boolean
  hiring: ({
    month: string
    job_id: string
    job: string | null
    source: string
    /** That came in these days, withdrawn ones among them. */
    applications: number
    /** They have left the funnel. */
    withdrawn: number
    rejected: number
    /** Neither hired nor rejected yet. */
    open: number
    applied: number
    screening: number
    interview: number
    offer: number
    hired: number
  })[]
}

export interface HiringExportRequest {
  format: 'json' | 'csv' | 'xlsx' | 'excel'
  /** The first local date; 89 days before `to`. */
  from?: string
  /** The last one; today. */
  to?: string
  job_id?: string
  /** Where it came from, in small letters. */
  source?: string
}

export interface Import {
  id: string
  state: 'running' | 'done' | 'interrupted' | 'undoing' | 'undone'
  /** A member; null with a key and on the command line. */
  author_id: string | null
  api_key_id: string | null
  created_at: string
  finished_at: string | null
  file_name: string | null
  format: 'csv' | 'ndjson'
  lines: number
  accepted: number
  duplicates: number
  rejected: number
  /** Events that were taken out again with it. */
  removed: number
  /** The first few lines that were rejected; `code` is not there with imports of earlier versions. */
  errors: RefusedLine[]
}

export interface ImportLine {
  /** Only the last line of a complete import says true. */
  done: boolean
  /** With it the import can be looked at, and taken back. */
  import_id: string
  lines: number
  accepted: number
  duplicates: number
  rejected: number
  errors?: RefusedLine[]
  /** Why it stopped. */
  error?: {
    code: string
    detail: string
  }
}

export interface Imports {
  items: Import[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Ingested {
  accepted: number
  duplicates: number
  rejected: number
  /** In the order in which the events came. */
  results: EventResult[]
}

export interface Instance {
  /** Nobody administers it yet: whoever signs up next will. */
  first_run: boolean
  signup: 'open' | 'invite' | 'closed'
  /** The provider by which people sign in; null where there is none. */
  single_sign_on: {
    /** Of the provider, for a button. */
    name: string
    /** Whether nobody signs in or up in another way. */
    is_only_way: boolean
  } | null
  version: string
  /** Whether it sends e-mail; where not, links go to the log. */
  mail: boolean
  /** Whether the demo is in it. */
  demo: boolean
}

export interface InstanceOrganization {
  id: string
  name: string
  slug: string
  plan: string
  created_at: string
  /** Active ones. */
  members: number
  /** When somebody did something there last. */
  last_active_at: string | null
}

export interface InstanceOrganizations {
  items: InstanceOrganization[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Invitation {
  id: string
  email: string
  role: RoleName
  /** The id of a member, or of an API key. */
  invited_by: string
  created_at: string
  expires_at: string
}

export interface InvitationCreated {
  id: string
  email: string
  role: RoleName
  /** The id of a member, or of an API key. */
  invited_by: string
  created_at: string
  expires_at: string
  /** For the invited one alone. Shown this once. */
  token: string
}

export interface Invitations {
  items: Invitation[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Job {
  id: string
  company_id: string | null
  title: string
  /** Names it in the address of its page. It stays once the job was opened. */
  slug: string
  description: string
  status: 'draft' | 'open' | 'paused' | 'closed'
  employment_type: EmploymentType
  location_type: LocationType
  location: string | null
  /** In minor units of the currency: 4500000 are 45,000.00 EUR. */
  salary: {
    min: number | null
    max: number | null
    /** ISO 4217. */
    currency: string
    period: 'hour' | 'day' | 'week' | 'month' | 'year'
  } | null
  /** A member's. */
  owner_id: string | null
  /** Members who read, note and rate what comes. */
  reviewer_ids: string[]
  /** The first local date on which it is on the board. */
  publish_on: string | null
  /** The last one. */
  valid_through: string | null
  required_fields: ('phone' | 'message' | 'file')[]
  questions: Question[]
  /** When it was opened first. */
  opened_at: string | null
  closed_at: string | null
  created_at: string
  updated_at: string
}

export interface JobChanges {
  title?: string
  company_id?: string | null
  /** Markdown. */
  description?: string
  employment_type?: EmploymentType
  location_type?: LocationType
  location?: string | null
  salary?: {
    min?: number | null
    max?: number | null
    /** ISO 4217. */
    currency: string
    period: 'hour' | 'day' | 'week' | 'month' | 'year'
  } | null
  owner_id?: string | null
  reviewer_ids?: string[]
  /** A local date. */
  publish_on?: string | null
  /** A local date. */
  valid_through?: string | null
  /** What an application must hold besides a name and an address: `file` is one at least, such as a résumé. */
  required_fields?: ('phone' | 'message' | 'file')[]
  questions?: ({
    /** Of one that is there already; a new one is given its own. */
    id?: string
    kind: 'yes_no' | 'choice' | 'number' | 'text'
    prompt: string
    required?: boolean
    options?: string[]
    knock_out?: {
      expects?: boolean
      accepts?: string[]
      min?: number
      max?: number
    } | null
  })[]
  status?: 'draft' | 'open' | 'paused' | 'closed'
}

export interface Jobs {
  items: Job[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface JobsToChange {
  jobs: ({
    id: string
    /** The `updated_at` of the only version that is to be changed. */
    if_updated_at?: string
    title?: string
    company_id?: string | null
    /** Markdown. */
    description?: string
    employment_type?: EmploymentType
    location_type?: LocationType
    location?: string | null
    salary?: {
      min?: number | null
      max?: number | null
      /** ISO 4217. */
      currency: string
      period: 'hour' | 'day' | 'week' | 'month' | 'year'
    } | null
    owner_id?: string | null
    reviewer_ids?: string[]
    /** A local date. */
    publish_on?: string | null
    /** A local date. */
    valid_through?: string | null
    /** What an application must hold besides a name and an address: `file` is one at least, such as a résumé. */
    required_fields?: ('phone' | 'message' | 'file')[]
    questions?: ({
      /** Of one that is there already; a new one is given its own. */
      id?: string
      kind: 'yes_no' | 'choice' | 'number' | 'text'
      prompt: string
      required?: boolean
      options?: string[]
      knock_out?: {
        expects?: boolean
        accepts?: string[]
        min?: number
        max?: number
      } | null
    })[]
    status?: 'draft' | 'open' | 'paused' | 'closed'
  })[]
}

export interface Label {
  id: string
  name: string
  color: string
  description: string
  created_at: string
  updated_at: string
}

export interface LabelChanges {
  name?: string
  /** `#rrggbb`. */
  color?: string
  description?: string
}

export interface Labels {
  items: Label[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Lesson {
  id: string
  /** The content of the kind `course` to which it belongs. */
  course_id: string | null
  title: string
  status: LessonStatus
  /** From 1 on in its course, without gaps; 0 without a course. */
  position: number
  /** What must be completed first. */
  prerequisites: string[]
  author_id: string | null
  created_at: string
  updated_at: string
  /** Markdown; not with `format=html`. */
  body?: string
  /** With `format=html`: safe to show as it is. */
  html?: string
  /** Of the first 1,000 headings. */
  toc?: {
    level: number
    /** Of the heading in the HTML. */
    id: string
    text: string
  }[]
}

export interface LessonChanges {
  title?: string
  /** Markdown. */
  body?: string
  course_id?: string | null
  status?: LessonStatus
  author_id?: string | null
  prerequisites?: string[]
}

export interface LessonComment {
  id: string
  lesson_id: string
  /** The member who wrote it. */
  author_id: string | null
  /** Or the API key that did. */
  api_key_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

export interface LessonComments {
  items: LessonComment[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface LessonOrder {
  course_id: string
  /** All of the lessons of the course, in the order in which they are to be. */
  lesson_ids: string[]
}

export type LessonStatus = 'draft' | 'published' | 'archived'

export interface LessonSummary {
  id: string
  /** The content of the kind `course` to which it belongs. */
  course_id: string | null
  title: string
  status: LessonStatus
  /** From 1 on in its course, without gaps; 0 without a course. */
  position: number
  /** What must be completed first. */
  prerequisites: string[]
  author_id: string | null
  created_at: string
  updated_at: string
}

export interface Lessons {
  items: LessonSummary[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Lifecycle {
  organization_id: string
  unit: string
  from: string
  to: string
  time_zone: string
  /** When the organization began. */
  began_on: string
  metric_version: number
  periods: {
    from: string
    to: string
    complete: boolean
    active: Count
    new: Count
    returning: Count
    resurrected: Count
    dormant: Count
    /** How often chance alone makes gained and lost people differ as much. */
    p_value?: number
    significant?: boolean
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }[]
  cache_metadata: CacheMetadata
}

export interface ListedMember {
  id: string
  user_id: string
  name: string
  email: string
  role: RoleName
  status: 'active' | 'suspended' | 'removed'
  joined_at: string
  /** When they did something here last. */
  last_active_at: string | null
  /** Whether signing in to their account takes one; null but for admins. */
  has_second_factor: boolean | null
}

export interface ListedProject {
  id: string
  name: string
  description: string
  status: 'planning' | 'active' | 'on_hold' | 'completed' | 'archived'
  /** A member's. */
  owner_id: string | null
  /** Whose members see it; everybody where there is none. */
  team_id: string | null
  starts_on: string | null
  ends_on: string | null
  /** Its last day is over, and it is neither completed nor archived. */
  overdue: boolean
  created_at: string
  updated_at: string
  tasks?: ProjectTasks
}

export interface ListedTask {
  id: string
  title: string
  description: string
  status: TaskStatus
  priority: TaskPriority
  project_id: string | null
  team_id: string | null
  owner_id: string | null
  assignee_id: string | null
  /** A local date, at whose end it is due. */
  due_on: string | null
  due_at: string | null
  /** Neither done nor cancelled, and due before now; due today is not. */
  overdue: boolean
  labels: string[]
  completed_at: string | null
  created_at: string
  updated_at: string
  comment_count: number
  file_count: number
  /** null where it is not in progress. */
  in_progress_since: string | null
  /** What you may do with it, as far as you may write: manage is to delete, share and move it, too. */
  may: 'view' | 'edit' | 'manage'
}

export interface LiveChange {
  /** Its number in the log of changes, which no other of the organization has. */
  seq: number
  /** What it is. */
  kind: string
  id: string
  /** What happened to it. */
  verb: string
  /** Of the request that changed it. */
  correlation_id: string
}

export interface LiveChanges {
  /** Of the next 500 those that you are told of, the oldest first. */
  changes: LiveChange[]
  /** The `after` of the next question. */
  seq: number
  /** Whether nothing more is there already. */
  is_last: boolean
  /** Whether what follows your number is no longer kept: read everything anew, and go on from `seq`. */
  is_gone: boolean
}

export type LocationType = 'on_site' | 'hybrid' | 'remote'

export interface MakeDemo {
  /** Which of the five; all when left out. */
  teams?: ('caddy' | 'hono' | 'karakeep' | 'memos' | 'vikunja')[]
}

export interface MakingLine {
  /** Only the last line of what is whole says true. */
  done: boolean
  share: number
  /** Why it stopped. */
  error?: {
    code: string
    detail: string
  }
  organizations?: {
    id: string
    name: string
    slug: string
  }[]
  /** Of the account that owns all of them. */
  email?: string
  /** Shown here and nowhere else; null where nothing was made. */
  password?: string | null
}

export interface Member {
  id: string
  user_id: string
  name: string
  email: string
  role: RoleName
  status: 'active' | 'suspended' | 'removed'
  joined_at: string
}

export interface MemberChanges {
  role?: RoleName
  status?: 'active' | 'suspended'
}

export interface Members {
  items: ListedMember[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Membership {
  organization_id: string
  member_id: string
  role: RoleName
}

export interface MergeCandidates {
  /** The one that is the same person, and becomes this one. */
  candidate_id: string
}

export interface Message {
  id: string
  conversation_id: string
  /** 1 for the first of the conversation, without gaps. */
  number: number
  role: MessageRole
  /** The member whose it is. */
  author_id: string | null
  /** The key that sent it, where no member did. */
  api_key_id: string | null
  /** Empty once deleted. `<@ID>` names the member with that id. */
  body: string
  created_at: string
  edited_at: string | null
  deleted_at: string | null
}

export interface MessageChanges {
  body?: string
}

export type MessageRole = 'user' | 'assistant' | 'system' | 'tool'

export interface Messages {
  items: Message[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface MetricAlert {
  id: string
  name: string
  metric: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
  condition: AlertCondition
  again_after_days: number | null
  /** Who is told. */
  member_ids: string[]
  by_mail: boolean
  enabled: boolean
  /** The member who made it. */
  created_by: string | null
  created_at: string
  updated_at: string
  /** What the last closed day was found to be. */
  evaluated: {
    date: string
    /** Of the metric; null with its reason. */
    value: number | null
    /** The threshold; the value before; or what an unusual day was expected to have. */
    expected: number | null
    /** From it: in the unit of the metric, in percent, or as a score. */
    deviation: number | null
    /** Whether the condition did; null where nobody knows. */
    holds: boolean | null
    is_level_shift: boolean
    reason?: string
    code?: 'not_begun' | 'not_built' | 'day_not_over' | 'period_not_over' | 'immature' | 'nothing_before' | 'nobody' | 'nothing' | 'present_only' | 'nothing_asked' | 'too_few_days' | 'too_even' | 'too_alike' | 'level_shift' | 'no_skill' | 'counts_only' | 'days_only' | 'no_hours' | 'no_such_day' | 'other'
    available_on?: string
  } | null
}

export interface MetricAlertChanges {
  name?: string
  metric?: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
  condition?: {
    kind: 'above' | 'below' | 'change' | 'unusual'
    /** Of `above` and `below`, which it is not itself. */
    threshold?: number
    direction?: 'rise' | 'fall' | 'either'
    /** Of `change`: by so many percent of the value before, or more. */
    percent?: number
    /** Of `change`: from the day so many days before. In whole weeks weekdays meet. */
    over_days?: number
    /** On so many local days in a row, for the last of which it fires. Not of `unusual`. */
    days?: number
    side?: 'above' | 'below' | 'either'
  }
  /** Tells again after so many days though the condition has held on. Without it, only once it has not held on a day in between, or after 366 days. */
  again_after_days?: number | null
  /** Who is told; whoever makes it, when left out. */
  member_ids?: string[]
  /** By mail, too, where it can be sent. */
  by_mail?: boolean
  enabled?: boolean
}

export interface MetricAlerts {
  items: MetricAlert[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface MissingNotable {
  metric: string
  part: 'unusual_days' | 'trend'
  reason: string
  code?: ReasonCode
  available_on?: string
}

export interface MovedContent {
  /** Its slug now; Location has all of it. */
  slug: string
}

export interface NewApiKey {
  name: string
  scopes: ('read' | 'write' | 'ingest' | 'admin')[]
  /** ISO 8601 or RFC 3339, with a zone. */
  expires_at?: string | null
}

export interface NewApplication {
  job_id: string
  candidate_id?: string
  name?: string
  email?: string
  phone?: string | null
  /** Where it came from, in small letters. */
  source?: string
  message?: string
  answers?: ({
    question_id: string
    /** Of yes or no `true` or `false`; of a choice one of its options. */
    answer: boolean | number | string
  })[]
}

export interface NewApplications {
  applications: NewApplication[]
}

export interface NewAssessment {
  title: string
  lesson_id?: string | null
  status?: LessonStatus
  /** Percent of the points. */
  pass_mark?: number
  attempts_allowed?: number | null
  time_limit_s?: number | null
  /** ISO 8601 or RFC 3339, with a zone. */
  opens_at?: string | null
  /** ISO 8601 or RFC 3339, with a zone. */
  closes_at?: string | null
  shuffle?: boolean
  answers_open?: boolean
  author_id?: string | null
  questions?: NewQuestion[]
}

export interface NewCandidate {
  name: string
  email: string
  phone?: string | null
  location?: string | null
  /** Where it came from, in small letters. */
  source?: string | null
  tags?: string[]
  consent?: {
    purpose: string
    /** Now, where it is left out. */
    given_at?: string
  } | null
  /** A local date. */
  retain_until?: string | null
}

export interface NewCandidates {
  candidates: NewCandidate[]
}

export interface NewComment {
  /** Markdown. `<@ID>` mentions the member with this id. */
  body: string
}

export interface NewCompany {
  name: string
  /** Markdown. */
  description?: string
  website?: string | null
  location?: string | null
  owner_id?: string | null
}

export interface NewContent {
  title: string
  /** Markdown. */
  body?: string
  /** A word of your own, such as `article`; lessons belong to a `course`. */
  kind?: string
  status?: ContentStatus
  /** Its address, unique in the organization; made of the title when left out. */
  slug?: string
  author_id?: string | null
  tags?: string[]
  /** ISO 8601 or RFC 3339, with a zone. */
  publish_at?: string | null
}

export interface NewContents {
  content: NewContent[]
}

export interface NewConversation {
  kind: ConversationKind
  /** Of a direct one: with whom. */
  member_id?: string
  /** Of a group, and if you like of an assistant one. */
  title?: string
  /** Of a group: who is in it besides you. */
  member_ids?: string[]
}

export interface NewFiles {
  /** PDF, DOCX, ODT, RTF or plain text in UTF-8, known by their content and not by their names. */
  file: string[]
}

export interface NewGeneration {
  /** ISO 8601 or RFC 3339, with a zone. */
  started_at: string
  model?: string | null
  prompt_tokens?: number | null
  completion_tokens?: number | null
}

export interface NewInvitation {
  email: string
  role: RoleName
}

export interface NewJob {
  title: string
  company_id?: string | null
  /** Markdown. */
  description?: string
  employment_type?: EmploymentType
  location_type?: LocationType
  location?: string | null
  salary?: {
    min?: number | null
    max?: number | null
    /** ISO 4217. */
    currency: string
    period: 'hour' | 'day' | 'week' | 'month' | 'year'
  } | null
  owner_id?: string | null
  reviewer_ids?: string[]
  /** A local date. */
  publish_on?: string | null
  /** A local date. */
  valid_through?: string | null
  /** What an application must hold besides a name and an address: `file` is one at least, such as a résumé. */
  required_fields?: ('phone' | 'message' | 'file')[]
  questions?: ({
    /** Of one that is there already; a new one is given its own. */
    id?: string
    kind: 'yes_no' | 'choice' | 'number' | 'text'
    prompt: string
    required?: boolean
    options?: string[]
    knock_out?: {
      expects?: boolean
      accepts?: string[]
      min?: number
      max?: number
    } | null
  })[]
  status?: 'draft' | 'open'
}

export interface NewJobs {
  jobs: NewJob[]
}

export interface NewLabel {
  name: string
  /** `#rrggbb`. */
  color: string
  description?: string
}

export interface NewLesson {
  title: string
  /** Markdown. */
  body?: string
  course_id?: string | null
  status?: LessonStatus
  author_id?: string | null
  prerequisites?: string[]
}

export interface NewMessage {
  body: string
  role?: MessageRole
}

export interface NewMetricAlert {
  name: string
  metric: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
  condition: {
    kind: 'above' | 'below' | 'change' | 'unusual'
    /** Of `above` and `below`, which it is not itself. */
    threshold?: number
    direction?: 'rise' | 'fall' | 'either'
    /** Of `change`: by so many percent of the value before, or more. */
    percent?: number
    /** Of `change`: from the day so many days before. In whole weeks weekdays meet. */
    over_days?: number
    /** On so many local days in a row, for the last of which it fires. Not of `unusual`. */
    days?: number
    side?: 'above' | 'below' | 'either'
  }
  /** Tells again after so many days though the condition has held on. Without it, only once it has not held on a day in between, or after 366 days. */
  again_after_days?: number | null
  /** Who is told; whoever makes it, when left out. */
  member_ids?: string[]
  /** By mail, too, where it can be sent. */
  by_mail?: boolean
  enabled?: boolean
}

export interface NewNote {
  /** Markdown. `<@ID>` mentions the member with this id. */
  body: string
}

export interface NewOrganization {
  name: string
  /** IANA zone */
  time_zone: string
}

export interface NewProject {
  name: string
  description?: string
  status?: 'planning' | 'active' | 'on_hold' | 'completed' | 'archived'
  owner_id?: string | null
  team_id?: string | null
  /** A local date. */
  starts_on?: string | null
  /** A local date. */
  ends_on?: string | null
}

export interface NewQuestion {
  kind: 'single' | 'multiple' | 'number' | 'text'
  prompt: string
  /** With at most three decimals; 1 when left out. */
  points?: number
  /** Of single (one is correct) and multiple (at least one is). */
  options?: {
    text: string
    correct: boolean
  }[]
  /** Of number. */
  answer?: number
  /** Of number; 0 when left out. */
  tolerance?: number
  /** Of text: each is right, whatever its case, accents and spaces. */
  answers?: string[]
}

export interface NewReadMarker {
  number: number
}

export interface NewTask {
  title: string
  description?: string
  status?: TaskStatus
  priority?: TaskPriority
  project_id?: string | null
  team_id?: string | null
  owner_id?: string | null
  assignee_id?: string | null
  due_on?: string | null
  /** ISO 8601 or RFC 3339, with a zone. */
  due_at?: string | null
  labels?: string[]
}

export interface NewTaskFiles {
  /** Whatever they are: what is not known is kept as `application/octet-stream`. */
  file: string[]
}

export interface NewTaskShare {
  permission: TaskSharePermission
}

export interface NewTasks {
  tasks: NewTask[]
}

export interface NewTeam {
  name: string
  description?: string
}

export interface NewWebhook {
  /** https://, on the public internet. Whoever runs the instance allows others by OUTBOUND_ALLOW. */
  url: string
  description?: string
  /** Everything when left out. */
  events?: string[]
  enabled?: boolean
}

export interface Notable {
  period: string
  metric_version: number
  time_zone: string
  from: string
  to: string
  /** Of how many counts the change was tested. Chance alone finds one in twenty of them. */
  changes_tested: number
  /** The latest days and shifts first, then changes and directions. */
  items: NotableItem[]
  /** What cannot be told as yet, and why. */
  missing: MissingNotable[]
  cache_metadata: CacheMetadata
}

export type NotableItem = {
  kind: 'unusual_day'
  metric: string
  date: string
  /** 1 is Monday. */
  weekday: number
  value: number
  expected: number
  score: number
  side: 'above' | 'below'
} | {
  kind: 'level_shift'
  metric: string
  /** Since when. */
  date: string
  noticed_on: string
  side: 'above' | 'below'
  /** Whether it goes on: four weeks have not passed since. */
  open: boolean
  /** Unusual ones, of which it is made. They do not stand among the unusual days. */
  days: ({
    date: string
    /** 1 is Monday. */
    weekday: number
    value: number
    expected: number
    score: number
    side: 'above' | 'below'
  })[]
  /** Their mean. */
  value: number
  /** The mean of what was expected of them. */
  expected: number
} | {
  kind: 'change'
  metric: string
  from: string
  to: string
  before_from: string
  before_to: string
  /** In the last seven days together. */
  value: number
  /** In the seven before. */
  value_before: number
  test: 'weekday_pairs' | 'weeks'
  /** Below 0.05. */
  p_value: number
} | {
  kind: 'trend'
  metric: string
  direction: 'rising' | 'falling'
  days: number
  /** By so much a day. */
  slope_adjusted: number
  interval: {
    low: number
    high: number
  }
}

export interface Note {
  id: string
  application_id: string
  /** The member who wrote it. */
  author_id: string | null
  /** Or the API key that did. */
  api_key_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

export interface NoteChanges {
  /** Markdown. `<@ID>` mentions the member with this id. */
  body?: string
}

export interface Notes {
  items: Note[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Notification {
  id: string
  kind: 'task_assigned' | 'task_shared' | 'mention' | 'content_published' | 'application_received' | 'invitation_accepted' | 'metric_alert' | 'metric_alert_mail' | 'webhook_disabled' | 'backup_failed'
  /** The member who did it. */
  actor_id: string | null
  /** Or the API key that did. */
  api_key_id: string | null
  task_id: string | null
  comment_id: string | null
  content_id?: string
  content_comment_id?: string
  lesson_id?: string
  lesson_comment_id?: string
  application_id?: string
  note_id?: string
  conversation_id: string | null
  message_id: string | null
  metric_alert_id?: string
  /** What the task or conversation is called now; null where you do not see it any more, or it has no title. */
  title: string | null
  created_at: string
  read_at: string | null
}

export interface NotificationPreferences {
  /** A task was assigned to you. */
  task_assigned: boolean
  /** A task was shared with you, or with a team of yours. */
  task_shared: boolean
  /** You were mentioned. */
  mention: boolean
  /** Content of yours was published by somebody else, or at its time. */
  content_published: boolean
  /** Somebody has applied for a job that you own or review. */
  application_received: boolean
  /** Somebody whom you had invited has joined. */
  invitation_accepted: boolean
  /** An alert on a metric has fired. */
  metric_alert: boolean
  /** The same by mail, of alerts that are told by mail. */
  metric_alert_mail: boolean
  /** A webhook was switched off, because its receiver is gone or took nothing for days. Only owners and admins are told. */
  webhook_disabled: boolean
  /** The scheduled backup has failed. Only those who administer the instance are told. */
  backup_failed: boolean
}

export interface Notifications {
  items: Notification[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface OpenedAnswers {
  questions: AssessmentQuestion[]
}

export interface OrderedLessons {
  lessons: LessonSummary[]
}

export interface Organization {
  /** UUIDv7 */
  id: string
  name: string
  slug: string
  time_zone: string
  plan: string
  created_at: string
}

export interface OrganizationChanges {
  name?: string
  /** IANA zone */
  time_zone?: string
  /** `#rrggbb`: of its public board, as far as it can be read there. */
  color?: string | null
  /** Whether members without a second factor are refused, but for their own account, until they have one. Owners decide. */
  requires_second_factor?: boolean
}

export interface OrganizationSettings {
  /** UUIDv7 */
  id: string
  name: string
  slug: string
  time_zone: string
  plan: string
  created_at: string
  /** `#rrggbb`: of its public board, as far as it can be read there. */
  color: string | null
  /** Whether members without a second factor are refused, but for their own account, until they have one. Owners decide. */
  requires_second_factor: boolean
}

export interface OwnAccount {
  user: User
  organization: Organization
  member: {
    /** UUIDv7 */
    id: string
    role: string
  }
  /** With `limits=true`: of each class in which you are counted; null where there are no limits. */
  limits?: ({
    class: 'read' | 'write' | 'search' | 'metrics.dashboard' | 'metrics.cohorts' | 'metrics.activity' | 'metrics.statistics' | 'metrics.trends' | 'metrics.export' | 'events.write' | 'events.import' | 'auth.sign_in' | 'auth.sign_up' | 'auth.refresh' | 'auth.mail' | 'board.jobs' | 'board.job' | 'board.apply' | 'instance.demo' | 'public'
    /** Of the plan. */
    limit: number
    per: 's' | 'min' | 'h'
    remaining: number
    /** When all is left again; null where all is left. */
    resets_at: string | null
  })[] | null
}

export interface OwnOrganization {
  /** UUIDv7 */
  id: string
  name: string
  slug: string
  time_zone: string
  plan: string
  created_at: string
  member_id: string
  role: RoleName
}

export interface OwnOrganizations {
  items: OwnOrganization[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface Performance {
  /** Of the process that answers: the numbers are its own. */
  process_id: number
  windows: {
    '5m': {
      routes: RoutePerformance[]
    }
    '1h': {
      routes: RoutePerformance[]
    }
    '24h': {
      routes: RoutePerformance[]
    }
  }
  slow_requests: {
    threshold_ms: number
    /** The newest first. */
    items: SlowRequest[]
  }
}

export interface Person {
  id: string
  external_id: string
  name: string | null
  properties: Record<string, unknown>
}

export interface PlanChange {
  plan: 'free' | 'basic' | 'premium' | 'enterprise'
}

export interface Point {
  date: string
  value: Rate
  /** Why the value is null. */
  reason?: string
  code?: ReasonCode
  /** The local day on which time alone will have mended it. */
  available_on?: string
  /** Whether the local day has ended. */
  complete: boolean
}

export interface Pool {
  /** As many connections as there may be. */
  most: number
  in_use: number
  idle: number
  /** Who waits for one. */
  waiting: number
}

export interface PreferenceChanges {
  /** A task was assigned to you. */
  task_assigned?: boolean
  /** A task was shared with you, or with a team of yours. */
  task_shared?: boolean
  /** You were mentioned. */
  mention?: boolean
  /** Content of yours was published by somebody else, or at its time. */
  content_published?: boolean
  /** Somebody has applied for a job that you own or review. */
  application_received?: boolean
  /** Somebody whom you had invited has joined. */
  invitation_accepted?: boolean
  /** An alert on a metric has fired. */
  metric_alert?: boolean
  /** The same by mail, of alerts that are told by mail. */
  metric_alert_mail?: boolean
  /** A webhook was switched off, because its receiver is gone or took nothing for days. Only owners and admins are told. */
  webhook_disabled?: boolean
  /** The scheduled backup has failed. Only those who administer the instance are told. */
  backup_failed?: boolean
}

/** How the page at / is to be for them. */
export interface Preferences {
  /** Of the page; that of the browser where it is null. */
  language: 'en' | 'de' | null
  /** As the system is where it is null. */
  theme: 'light' | 'dark' | null
  /** Whether single keys are commands. */
  single_keys: boolean
  views: {
    name: string
    /** Of the page, from # on. */
    address: string
  }[]
}

export interface Project {
  id: string
  name: string
  description: string
  status: 'planning' | 'active' | 'on_hold' | 'completed' | 'archived'
  /** A member's. */
  owner_id: string | null
  /** Whose members see it; everybody where there is none. */
  team_id: string | null
  starts_on: string | null
  ends_on: string | null
  /** Its last day is over, and it is neither completed nor archived. */
  overdue: boolean
  created_at: string
  updated_at: string
}

export interface ProjectChanges {
  name?: string
  description?: string
  status?: 'planning' | 'active' | 'on_hold' | 'completed' | 'archived'
  owner_id?: string | null
  team_id?: string | null
  /** A local date. */
  starts_on?: string | null
  /** A local date. */
  ends_on?: string | null
}

export interface ProjectSummary {
  total: number
  by_status: {
    planning: number
    active: number
    on_hold: number
    completed: number
    archived: number
  }
  overdue: number
}

/** How many tasks it has, with `tasks=true`. */
export interface ProjectTasks {
  todo: number
  in_progress: number
  done: number
  cancelled: number
  /** Of the open ones. */
  late: number
}

export interface ProjectWeeks {
  time_zone: string
  /** The oldest first. */
  weeks: {
    /** A Monday. */
    from: string
    to: string
    /** Tasks that are done, and were completed in it. */
    completed: number
    /** Whether the week is over. */
    complete: boolean
  }[]
}

export interface Projects {
  items: ListedProject[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface ProveIdentityOwner {
  current_password: string
  /** The six digits that your authenticator app shows, or a recovery code. */
  code?: string
}

export interface ProveOwner {
  current_password: string
  /** The six digits that your authenticator app shows, or a recovery code. */
  code: string
}

export interface PutPerson {
  name?: string | null
  /** An object of your own. */
  properties?: unknown
}

export interface QueryPlan {
  number: number
  sql: string
  /** Line by line, for whatever values. */
  plan: string[]
}

export interface Question {
  id: string
  kind: 'yes_no' | 'choice' | 'number' | 'text'
  prompt: string
  required: boolean
  /** Of a choice; otherwise empty. */
  options: string[]
  /** Whoever answers otherwise is rejected at once. Not shown to those who do not review the job. */
  knock_out?: {
    /** Of yes or no. */
    expects?: boolean
    /** Of a choice: any of these options. */
    accepts?: string[]
    min?: number
    max?: number
  } | null
}

export type Rate = number | null

export interface Rating {
  member_id: string
  score: number
  comment: string
  created_at: string
  updated_at: string
}

export interface Ratings {
  items: Rating[]
  next_cursor: null
  /** Of the scores, to one decimal. */
  average: number | null
}

export interface ReadAll {
  /** The id of the newest that was shown: what has come since stays unread. */
  until: string
}

export interface ReadCount {
  /** How many were unread. */
  read: number
}

export interface ReadMarker {
  read_number: number
  /** When it was moved last. */
  read_at: string | null
  unread: number
}

/** Stands beside a reason, and stays the same when its words change. */
export type ReasonCode = 'not_begun' | 'not_built' | 'day_not_over' | 'period_not_over' | 'immature' | 'nothing_before' | 'nobody' | 'nothing' | 'present_only' | 'nothing_asked' | 'too_few_days' | 'too_even' | 'too_alike' | 'level_shift' | 'no_skill' | 'counts_only' | 'days_only' | 'no_hours' | 'no_such_day' | 'other'

export interface Received {
  status: 'received'
}

export interface RecoveryCodes {
  /** Each stands in for a code once. They are shown this once. */
  recovery_codes: string[]
}

export interface Refresh {
  /** Or the cookie of the same name. */
  refresh_token?: string
}

export interface RefusedLine {
  line: number
  /** What kind of refusal it is: the word stays. */
  code?: string
  /** What a sentence about it needs, such as the `field`. */
  params?: Record<string, string | number>
  /** A sentence about it, in English. */
  reason: string
}

export interface RemovingLine {
  /** Only the last line of what is whole says true. */
  done: boolean
  share: number
  /** Why it stopped. */
  error?: {
    code: string
    detail: string
  }
  /** How many organizations. */
  removed?: number
}

export interface RenderedText {
  /** Safe to show as it is. */
  html: string
  /** Of the first 1,000 headings. */
  toc: {
    level: number
    /** Of the heading in the HTML. */
    id: string
    text: string
  }[]
}

export interface RequestEmailChange {
  new_email: string
  current_password: string
  /** The six digits that your authenticator app shows, or a recovery code. */
  code?: string
}

export interface RequestReset {
  email: string
}

export interface ResetPassword {
  token: string
  new_password: string
}

export interface Revision {
  /** 1 for the first, without gaps. */
  number: number
  title: string
  /** The revision that came back with this one. */
  restored_from: number | null
  /** The member who wrote it. */
  author_id: string | null
  /** Or the key. */
  api_key_id: string | null
  created_at: string
}

export interface RevisionWithBody {
  /** 1 for the first, without gaps. */
  number: number
  title: string
  /** The revision that came back with this one. */
  restored_from: number | null
  /** The member who wrote it. */
  author_id: string | null
  /** Or the key. */
  api_key_id: string | null
  created_at: string
  body: string
}

export interface Revisions {
  items: Revision[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export type RoleName = 'owner' | 'admin' | 'member' | 'viewer'

export interface RoutePerformance {
  method: string
  /** `none` of what reached no route. */
  route: string
  count: number
  /** Answered with 5xx. */
  errors: number
  /** Within 1 %, as the others. */
  p50_ms: number
  p95_ms: number
  p99_ms: number
}

/** In minor units of the currency: 4500000 are 45,000.00 EUR. */
export interface Salary {
  min: number | null
  max: number | null
  /** ISO 4217. */
  currency: string
  period: 'hour' | 'day' | 'week' | 'month' | 'year'
}

export interface SavedAnswer {
  question_id: string
  option_ids?: string[]
  number?: number
  text?: string
}

export interface ScheduledJob {
  name: string
  /** Five fields of cron. */
  schedule: string
  /** Of the schedule. */
  time_zone: string
  /** The last that has ended; null before the first. */
  last_run: {
    started_at: string
    /** null while it runs. */
    duration_ms: number | null
    /** null while it runs. */
    outcome: 'done' | 'failed' | 'interrupted' | null
    /** What it did, or why it failed. */
    detail: string | null
  } | null
  next_run_at: string | null
  /** Whether it runs now, in whatever process. */
  running: boolean
}

export interface ScheduledJobRun {
  id: string
  /** In every log line of the run. */
  correlation_id: string
  started_at: string
  /** null while it runs. */
  duration_ms: number | null
  /** null while it runs. */
  outcome: 'done' | 'failed' | 'interrupted' | null
  /** What it did, or why it failed. */
  detail: string | null
}

export interface ScheduledJobRuns {
  items: ScheduledJobRun[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface ScheduledJobs {
  items: ScheduledJob[]
  /** The process that runs jobs by the clock; another takes over where it ends. null before a server has run. */
  leader: {
    host: string
    pid: number
    since: string
  } | null
}

export interface Scores {
  person_id: string
  begun: number
  submitted: number
  attempts_left: number | null
  /** Any of them. */
  passed: boolean
  first: {
    id: string
    assessment_id: string
    submitted_at: string
    /** Points, rounded to three decimals. */
    score: number
    /** Points, rounded to three decimals. */
    max_score: number
    /** Of all points, rounded to one decimal. */
    percent: number
    passed: boolean
  } | null
  last: {
    id: string
    assessment_id: string
    submitted_at: string
    /** Points, rounded to three decimals. */
    score: number
    /** Points, rounded to three decimals. */
    max_score: number
    /** Of all points, rounded to one decimal. */
    percent: number
    passed: boolean
  } | null
  /** Of several that are equal, the first. */
  best: {
    id: string
    assessment_id: string
    submitted_at: string
    /** Points, rounded to three decimals. */
    score: number
    /** Points, rounded to three decimals. */
    max_score: number
    /** Of all points, rounded to one decimal. */
    percent: number
    passed: boolean
  } | null
}

export interface SecondFactor {
  enabled: boolean
  enabled_at: string | null
  recovery_codes_left: number
}

export interface Segment {
  text: string
  /** Whether it is what was looked for. */
  match: boolean
}

export interface Session {
  /** UUIDv7 */
  id: string
  created_at: string
  last_used_at: string
  user_agent: string | null
  address: string | null
  is_current: boolean
}

export interface Sessions {
  items: Session[]
  next_cursor: null
}

export interface SignIn {
  email: string
  password: string
  /** The six digits that your authenticator app shows, or a recovery code. */
  code?: string
  /** The token of an invitation to accept. */
  invitation?: string
}

export interface SignUp {
  email: string
  password: string
  name: string
  organization?: NewOrganization
  /** The token of an invitation. */
  invitation?: string
}

export interface SignedIn {
  user: User
  organization: Organization
  member: {
    /** UUIDv7 */
    id: string
    role: string
  }
  access_token: string
  token_type: 'Bearer'
  /** Seconds */
  expires_in: number
  /** Works once, for new tokens. */
  refresh_token: string
}

export interface SingleSignOnBegun {
  /** Of the provider: the browser is to go there. */
  authorization_url: string
}

export interface SlowQueryItem {
  /** Ask for its plan by this. */
  number: number
  kind: string
  /** Without values. */
  sql: string
  duration_ms: number
  at: string
  /** Of the request or the run of a job. */
  correlation_id: string | null
}

export interface SlowRequest {
  method: string
  route: string
  status: number
  duration_ms: number
  at: string
  correlation_id: string
}

export type Stage = 'applied' | 'screening' | 'interview' | 'offer' | 'hired' | 'rejected' | 'withdrawn'

export interface StageChange {
  id: string
  from_stage: 'applied' | 'screening' | 'interview' | 'offer' | 'hired' | 'rejected' | 'withdrawn' | null
  to_stage: Stage
  reason: string | null
  changed_at: string
  /** A member or an API key; null where the applicant did. */
  changed_by: string | null
  /** How long it was in that stage; null while it is. */
  seconds: number | null
}

export interface StageChanges {
  items: StageChange[]
  next_cursor: null
}

export interface Statistics {
  metric: string
  /** As asked for, or `range`. */
  period: string
  time_zone: string
  metric_version: number
  unit: string
  from: string
  to: string
  current: {
    /** Days, or hours, that have a value. */
    n: number
    sum: number
    mean: Rate
    median: Rate
    min: Rate
    max: Rate
    stddev: Rate
    p95: Rate
    p95_reliable: boolean
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  previous: {
    /** Days, or hours, that have a value. */
    n: number
    sum: number
    mean: Rate
    median: Rate
    min: Rate
    max: Rate
    stddev: Rate
    p95: Rate
    p95_reliable: boolean
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  change: {
    value: Rate
    unit: 'percent' | 'points'
    /** How the means differ, where the value is a percentage. */
    numerator?: number
    /** The mean before. */
    denominator?: number
    low_n?: true
    new_from_zero?: true
    /** Of counts of whole weeks: each weekday with its like, or the means of weeks. */
    test?: 'weekday_pairs' | 'weeks'
    /** How often chance alone makes a difference as large, either way. */
    p_value?: number
    /** Whether that is below 0.05. */
    significant?: boolean
    /** Between what the difference of the means lies. */
    interval_95?: {
      low: number
      high: number
    }
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  change_of_weeks: {
    days: number
  } & {
    value: number | null
    unit: 'percent' | 'points'
    /** How the means differ, where the value is a percentage. */
    numerator?: number
    /** The mean before. */
    denominator?: number
    low_n?: true
    new_from_zero?: true
    /** Of counts of whole weeks: each weekday with its like, or the means of weeks. */
    test?: 'weekday_pairs' | 'weeks'
    /** How often chance alone makes a difference as large, either way. */
    p_value?: number
    /** Whether that is below 0.05. */
    significant?: boolean
    /** Between what the difference of the means lies. */
    interval_95?: {
      low: number
      high: number
    }
    /** Why what is null is so. */
    reason?: string
    /** Stands beside a reason, and stays the same when its words change. */
    code?: 'not_begun' | 'not_built' | 'day_not_over' | 'period_not_over' | 'immature' | 'nothing_before' | 'nobody' | 'nothing' | 'present_only' | 'nothing_asked' | 'too_few_days' | 'too_even' | 'too_alike' | 'level_shift' | 'no_skill' | 'counts_only' | 'days_only' | 'no_hours' | 'no_such_day' | 'other'
    /** The local day on which time alone will have mended it. */
    available_on?: string
  } | null
  trend: {
    n: number
    slope_raw: Rate
    r2_raw: Rate
    slope_adjusted: Rate
    interval: {
      low: number
      high: number
    } | null
    direction: 'rising' | 'falling' | 'none' | null
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  seasonality: {
    n: number
    weekdays: {
      /** 1 is Monday. */
      weekday: number
      index: number
    }[] | null
    f: Rate
    f_limit: Rate
    significant: boolean | null
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  anomalies: {
    n?: number
    items: ({
      kind: 'day'
      date: string
      /** 1 is Monday. */
      weekday: number
      value: number
      expected: number
      score: number
      side: 'above' | 'below'
    } | {
      kind: 'level_shift'
      date: string
      noticed_on: string
      side: 'above' | 'below'
      days: ({
        kind: 'day'
        date: string
        /** 1 is Monday. */
        weekday: number
        value: number
        expected: number
        score: number
        side: 'above' | 'below'
      })[]
    })[] | null
    level_shift_open?: boolean
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  forecast: {
    method?: string
    n?: number
    days: ({
      date: string
      /** 1 is Monday. */
      weekday: number
      value: number
      interval_80: {
        low: number
        high: number
      }
      interval_95: {
        low: number
        high: number
      } | null
      /** Unusual days among those it is the mean of. */
      holds_unusual?: string[]
    })[] | null
    backtest_n?: number
    backtest_mae?: Rate
    skill?: Rate
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  /** With `days=true`, the oldest first. */
  days?: {
    /** Whole weeks, so that weekdays meet: 7 of 7 days, 35 of 30, 91 of 90, 364 of a year. */
    before_days: number
    items: ({
      date: string
      /** 1 is Monday. */
      weekday: number
      value: Rate
      /** Of the day `before_days` before it. */
      before: number | null
      /** Of counts of a day: the median of the same weekdays before it. Null where fewer than four weeks of its level lie before it. */
      expected: number | null
      /** Between these, both included, the day is not unusual. */
      usual: {
        low: number
        high: number
      } | null
    })[]
  }
  /** With 1d, the oldest first. */
  hours?: {
    current: {
      hour: string
      value: Count
    }[] | null
    previous: {
      hour: string
      value: Count
    }[] | null
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  /** With 1d, of daily_active_users: in all the hours together. */
  distinct_people?: {
    current: Count
    previous: Count
    /** Why what is null is so. */
    reason?: string
    code?: ReasonCode
    /** The local day on which time alone will have mended it. */
    available_on?: string
  }
  cache_metadata: CacheMetadata
}

export interface StatusChange {
  id: string
  from_status: 'todo' | 'in_progress' | 'done' | 'cancelled' | null
  to_status: TaskStatus
  changed_at: string
  /** The member, or the API key. */
  changed_by: string
}

export interface StatusChanges {
  items: StatusChange[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface SubmittedAnswers {
  answers?: GivenAnswer[]
}

export interface SubmittedAttempt {
  id: string
  assessment_id: string
  submitted_at: string
  /** Points, rounded to three decimals. */
  score: number
  /** Points, rounded to three decimals. */
  max_score: number
  /** Of all points, rounded to one decimal. */
  percent: number
  passed: boolean
}

export interface SwitchOrganization {
  organization_id: string
}

export interface SystemInfo {
  version: string
  service_name: string
  environment: string
  time: string
  process: {
    pid: number
    host: string
    started_at: string
    uptime_seconds: number
    resident_bytes: number
    heap_used_bytes: number
  }
  machine: {
    platform: string
    architecture: string
    release: string
    cpus: number
    load_1m: number
    memory_bytes: number
  }
  runtime: {
    name: string
    version: string
  }
  database: {
    engine: string
    version: string
    size_bytes: number
    migrations: number
  }
  configuration: {
    public_url: string
    signup: string
    log_level: string
    rate_limits: boolean
    log_files: boolean
    mail: boolean
    allowed_origins: string[]
    trusted_proxies: string[]
  }
}

export interface Task {
  id: string
  title: string
  description: string
  status: TaskStatus
  priority: TaskPriority
  project_id: string | null
  team_id: string | null
  owner_id: string | null
  assignee_id: string | null
  /** A local date, at whose end it is due. */
  due_on: string | null
  due_at: string | null
  /** Neither done nor cancelled, and due before now; due today is not. */
  overdue: boolean
  labels: string[]
  completed_at: string | null
  created_at: string
  updated_at: string
}

export interface TaskChanges {
  title?: string
  description?: string
  status?: TaskStatus
  priority?: TaskPriority
  project_id?: string | null
  team_id?: string | null
  owner_id?: string | null
  assignee_id?: string | null
  due_on?: string | null
  /** ISO 8601 or RFC 3339, with a zone. */
  due_at?: string | null
  labels?: string[]
}

export interface TaskCounts {
  total: number
  /** Only there where texts wait that could not be indexed in time, so that some may be missing that came or changed last. Ask again in a minute. */
  incomplete?: true
  by_status: {
    todo: number
    in_progress: number
    done: number
    cancelled: number
  }
  /** Of those that are todo or in_progress. */
  open: {
    by_due: {
      late: number
      today: number
      week: number
      later: number
      none: number
    }
    /** Who has most first; null for those that are assigned to nobody. */
    by_assignee: ({
      assignee_id: string | null
      count: number
    })[]
  }
}

export interface TaskExportDocument {
  organization_id: string
  time_zone: string
  generated_at: string
  /** In the order of their making. */
  tasks: ({
    id: string
    title: string
    description: string
    status: TaskStatus
    priority: TaskPriority
    project_id: string | null
    team_id: string | null
    owner_id: string | null
    assignee_id: string | null
    /** A local date, at whose end it is due. */
    due_on: string | null
    due_at: string | null
    /** Neither done nor cancelled, and due before now; due today is not. */
    overdue: boolean
    labels: string[]
    completed_at: string | null
    created_at: string
    updated_at: string
    comment_count: number
    file_count: number
    /** Its name; null where you do not see it. */
    project: string | null
    team: string | null
    owner: string | null
    assignee: string | null
  })[]
}

export interface TaskFile {
  id: string
  task_id: string
  /** As it was called, without what could be a path. */
  name: string
  /** What its content is. */
  media_type: string
  bytes: number
  text: 'pending' | 'ready' | 'failed' | 'none'
  /** A member or an API key. */
  created_by: string | null
  created_at: string
}

export interface TaskFiles {
  items: TaskFile[]
  next_cursor: null
}

export interface TaskImport {
  created: number
  /** In the order of the file. */
  ids: string[]
  columns: ({
    /** As the file calls it. */
    column: string
    /** What it was taken for; null where it was left out. */
    field: string | null
  })[]
  remarks: TaskImportRemark[]
}

export interface TaskImportRemark {
  field: string
  /** What means nothing here, as the file has it. */
  value: string
  /** null where it is left out. */
  became: 'label' | null
  /** Of how many. */
  tasks: number
}

export interface TaskLabel {
  label: string
}

export interface TaskLabels {
  items: TaskLabel[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export type TaskPriority = 'none' | 'low' | 'medium' | 'high' | 'urgent'

export interface TaskShare {
  kind: 'member' | 'team'
  /** The member's, or the team's. */
  id: string
  permission: TaskSharePermission
  created_at: string
}

export type TaskSharePermission = 'view' | 'edit'

export interface TaskShares {
  items: TaskShare[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export type TaskStatus = 'todo' | 'in_progress' | 'done' | 'cancelled'

export interface TaskSummary {
  /** mine: assigned to you, or yours and assigned to nobody. A key counts the organization’s. */
  scope: 'mine' | 'organization'
  total: number
  by_status: {
    todo: number
    in_progress: number
    done: number
    cancelled: number
  }
  overdue: number
  /** Open ones, from Monday to Sunday. */
  due_this_week: number
  /** In the last seven local days, today included. */
  recently_completed: {
    total: number
    /** The last ten. */
    items: Task[]
  }
  /** By local day, the last seven. */
  activity: {
    date: string
    created: number
    completed: number
  }[]
}

export interface TaskTable {
  /** A CSV in UTF-8 whose first line names its columns. */
  file: string[]
  dates?: 'day_first' | 'month_first'
}

export interface TaskToChange {
  id: string
  /** The `updated_at` of the only version that is to be changed. */
  if_updated_at?: string
  title?: string
  description?: string
  status?: TaskStatus
  priority?: TaskPriority
  project_id?: string | null
  team_id?: string | null
  owner_id?: string | null
  assignee_id?: string | null
  due_on?: string | null
  /** ISO 8601 or RFC 3339, with a zone. */
  due_at?: string | null
  labels?: string[]
}

export interface Tasks {
  items: ListedTask[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
  /** In the place of `total`, where there are more than are counted. */
  total_at_least?: number
  /** Only there where texts wait that could not be indexed in time, so that some may be missing that came or changed last. Ask again in a minute. */
  incomplete?: true
}

export interface TasksToChange {
  tasks: TaskToChange[]
}

export interface TasksToDelete {
  ids: string[]
}

export interface Team {
  id: string
  name: string
  description: string
  /** How many members it has. */
  members: number
  created_at: string
  updated_at: string
}

export interface TeamChanges {
  name?: string
  description?: string
}

export interface TeamMember {
  /** The member's. */
  id: string
  name: string
  email: string
  role: TeamRole
  added_at: string
}

export interface TeamMembers {
  items: TeamMember[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface TeamMembership {
  role: TeamRole
}

export type TeamRole = 'lead' | 'member'

export interface Teams {
  items: Team[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface TextToRender {
  /** Markdown. */
  body: string
}

export interface Trash {
  items: TrashItem[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface TrashItem {
  id: string
  kind: 'team' | 'project' | 'task' | 'comment' | 'content' | 'content_comment' | 'lesson' | 'lesson_comment' | 'assessment' | 'company' | 'job' | 'application' | 'note'
  /** Of a comment, how it begins. */
  name: string
  deleted_at: string
  /** The member, or the API key. */
  deleted_by: string
  /** When it will be deleted for good. */
  gone_at: string
}

export interface TrashToRestore {
  ids: string[]
}

export interface Trends {
  organization_id: string
  from: string
  to: string
  time_zone: string
  /** When the organization began: null before that day. */
  began_on: string
  metric_version: number
  /** By metric, a point for each local day. */
  series: Record<string, Point[]>
  cache_metadata: CacheMetadata
}

export interface UndoLine {
  /** Only the last line says true, when nothing is left of the import. */
  done: boolean
  import_id: string
  /** Events taken out until now. */
  removed: number
  /** Events that it had brought. */
  accepted: number
  /** Why it stopped. */
  error?: {
    code: string
    detail: string
  }
}

export interface Unread {
  /** Messages, in all of your conversations together. */
  unread: number
  /** In how many of them. */
  conversations: number
}

export interface UnreadCount {
  unread: number
  /** Counting ends at 1,000. */
  or_more: boolean
}

export interface User {
  /** UUIDv7 */
  id: string
  email: string
  name: string
  is_instance_admin: boolean
  email_verified: boolean
  preferences: Preferences
  created_at: string
}

export interface UserIdentities {
  items: UserIdentity[]
  next_cursor: null
}

export interface UserIdentity {
  /** UUIDv7 */
  id: string
  /** The provider. */
  issuer: string
  /** As the provider said it last. */
  email: string | null
  created_at: string
  last_used_at: string | null
}

export interface VerifyEmail {
  token: string
}

export interface Webhook {
  id: string
  url: string
  description: string
  events: string[]
  enabled: boolean
  /** Why it is off. `switched_off`: by somebody. `gone`: its receiver answered 410. `failing`: nothing was taken for five days. `secret_unreadable`: the secret of the instance was replaced, so that it needs a new one of its own. `moved`: it came with a backup or from another database. */
  disabled_reason: 'switched_off' | 'gone' | 'failing' | 'secret_unreadable' | 'moved' | null
  /** Since when every attempt has failed. */
  failing_since_at: string | null
  /** Until when it is signed by the secret before, too. */
  previous_until_at: string | null
  /** The id of a member. */
  created_by: string | null
  created_at: string
  updated_at: string
}

export interface WebhookChanges {
  /** https://, on the public internet. Whoever runs the instance allows others by OUTBOUND_ALLOW. */
  url?: string
  description?: string
  events?: string[]
  enabled?: boolean
}

export interface WebhookDeliveries {
  items: WebhookDelivery[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface WebhookDelivery {
  /** The `webhook-id` of all its attempts. */
  id: string
  type: string
  /** As it is sent. */
  data: Record<string, unknown>
  /** Of what did it; null of a `reset` of the log. */
  correlation_id: string | null
  happened_at: string
  created_at: string
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  /** Of one that is pending. */
  next_attempt_at: string | null
  /** The last time. */
  attempted_at: string | null
  response_status: number | null
  duration_ms: number | null
  /** Why the last attempt failed, in words. */
  error: string | null
}

export interface WebhookWithSecret {
  id: string
  url: string
  description: string
  events: string[]
  enabled: boolean
  /** Why it is off. `switched_off`: by somebody. `gone`: its receiver answered 410. `failing`: nothing was taken for five days. `secret_unreadable`: the secret of the instance was replaced, so that it needs a new one of its own. `moved`: it came with a backup or from another database. */
  disabled_reason: 'switched_off' | 'gone' | 'failing' | 'secret_unreadable' | 'moved' | null
  /** Since when every attempt has failed. */
  failing_since_at: string | null
  /** Until when it is signed by the secret before, too. */
  previous_until_at: string | null
  /** The id of a member. */
  created_by: string | null
  created_at: string
  updated_at: string
  /** Shown this once: `whsec_` and base64. */
  secret: string
}

export interface Webhooks {
  items: Webhook[]
  /** null on the last page. */
  next_cursor: string | null
  /** With `count=true`. */
  total?: number
}

export interface WrittenApplications {
  /** In the order of the request. */
  applications: Application[]
}

export interface WrittenCandidates {
  /** In the order of the request. */
  candidates: Candidate[]
}

export interface WrittenContent {
  /** In the order of the request. */
  content: ContentSummary[]
}

export interface WrittenJobs {
  /** In the order of the request. */
  jobs: Job[]
}

export interface WrittenTasks {
  /** In the order of the request. */
  tasks: Task[]
}

/** By method and path, what each route takes and gives. */
export interface Operations {
  /** Sign up */
  'POST /api/v1/auth/signup': {
    body: SignUp
    answer: SignedIn
  }
  /** Sign in */
  'POST /api/v1/auth/signin': {
    body: SignIn
    answer: SignedIn
  }
  /** New tokens for a refresh token */
  'POST /api/v1/auth/refresh': {
    body?: Refresh
    answer: SignedIn
  }
  /** Who is signed in */
  'GET /api/v1/auth/me': {
    query?: {
      /** `true` adds how often you may still ask. */
      limits?: 'true' | 'false'
    }
    answer: OwnAccount
  }
  /** Change your name, and how the page is for you */
  'PATCH /api/v1/auth/me': {
    body: ChangeAccount
    answer: Account
  }
  /** Sign out */
  'POST /api/v1/auth/signout': {
    answer: undefined
  }
  /** The devices on which you are signed in */
  'GET /api/v1/auth/sessions': {
    answer: Sessions
  }
  /** Sign all your other devices out */
  'DELETE /api/v1/auth/sessions': {
    answer: undefined
  }
  /** Sign a device out */
  'DELETE /api/v1/auth/sessions/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Change the password */
  'POST /api/v1/auth/change-password': {
    body: ChangePassword
    answer: undefined
  }
  /** Work in another of your organizations */
  'POST /api/v1/auth/switch-organization': {
    body: SwitchOrganization
    answer: Account
  }
  /** Ask for a link to reset a password */
  'POST /api/v1/auth/password-reset': {
    body: RequestReset
    answer: {
      status: 'sent_if_known'
    }
  }
  /** Set a new password by a link */
  'POST /api/v1/auth/password-reset/confirm': {
    body: ResetPassword
    answer: undefined
  }
  /** Ask for a link to verify your e-mail address */
  'POST /api/v1/auth/verify-email/send': {
    answer: {
      status: 'sent_if_needed'
    }
  }
  /** Verify an e-mail address by a link */
  'POST /api/v1/auth/verify-email': {
    body: VerifyEmail
    answer: undefined
  }
  /** The e-mail address that waits to be confirmed as yours */
  'GET /api/v1/auth/email-change': {
    answer: EmailChange
  }
  /** Ask for another e-mail address */
  'POST /api/v1/auth/email-change': {
    body: RequestEmailChange
    answer: EmailChange
  }
  /** Keep your e-mail address as it is */
  'DELETE /api/v1/auth/email-change': {
    answer: undefined
  }
  /** Send the link to your new e-mail address again */
  'POST /api/v1/auth/email-change/send': {
    answer: EmailChange
  }
  /** Change an e-mail address by the link that was sent to it */
  'POST /api/v1/auth/email-change/confirm': {
    body: VerifyEmail
    answer: undefined
  }
  /** Whether signing in to your account takes a second factor */
  'GET /api/v1/auth/second-factor': {
    answer: SecondFactor
  }
  /** Ask for a secret for an authenticator app */
  'POST /api/v1/auth/second-factor': {
    body: Enrol
    answer: Enrolment
  }
  /** Turn the second factor on, by a code of the app */
  'POST /api/v1/auth/second-factor/confirm': {
    body: ConfirmEnrolment
    answer: RecoveryCodes
  }
  /** Make new recovery codes */
  'POST /api/v1/auth/second-factor/recovery-codes': {
    body: ProveOwner
    answer: RecoveryCodes
  }
  /** Turn the second factor off */
  'POST /api/v1/auth/second-factor/disable': {
    body: ProveOwner
    answer: undefined
  }
  /** Begin to sign in by the provider of single sign-on */
  'POST /api/v1/auth/oidc/start': {
    body: BeginSingleSignOn
    answer: SingleSignOnBegun
  }
  /** Sign in by what the provider has sent back */
  'POST /api/v1/auth/oidc/finish': {
    body: FinishSingleSignOn
    answer: SignedIn | undefined
  }
  /** Begin to link the provider of single sign-on to your account */
  'POST /api/v1/auth/oidc/link': {
    body: ProveIdentityOwner
    answer: SingleSignOnBegun
  }
  /** Who you are at the provider of single sign-on */
  'GET /api/v1/auth/identities': {
    answer: UserIdentities
  }
  /** Unlink the provider from your account */
  'POST /api/v1/auth/identities/{id}/unlink': {
    params: {
      id: string
    }
    body: ProveIdentityOwner
    answer: undefined
  }
  /** The organization that you work in */
  'GET /api/v1/organization': {
    answer: OrganizationSettings
  }
  /** Change the name, the time zone or the colour */
  'PATCH /api/v1/organization': {
    body: OrganizationChanges
    answer: OrganizationSettings
  }
  /** The organizations that you belong to */
  'GET /api/v1/organizations': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: OwnOrganizations
  }
  /** All organizations of the instance */
  'GET /api/v1/instance/organizations': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: InstanceOrganizations
  }
  /** Set the plan of an organization */
  'PUT /api/v1/instance/organizations/{id}/plan': {
    params: {
      id: string
    }
    body: PlanChange
    answer: InstanceOrganization
  }
  /** The members of the organization */
  'GET /api/v1/members': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Members
  }
  /** A member */
  'GET /api/v1/members/{id}': {
    params: {
      id: string
    }
    answer: Member
  }
  /** Change the role of a member, suspend, or let in again */
  'PATCH /api/v1/members/{id}': {
    params: {
      id: string
    }
    body: MemberChanges
    answer: Member
  }
  /** Remove a member */
  'DELETE /api/v1/members/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Leave the organization */
  'POST /api/v1/members/leave': {
    answer: undefined
  }
  /** Invite somebody */
  'POST /api/v1/invitations': {
    body: NewInvitation
    answer: InvitationCreated
  }
  /** The invitations that nobody has accepted yet */
  'GET /api/v1/invitations': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Invitations
  }
  /** Take an invitation back */
  'DELETE /api/v1/invitations/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Accept an invitation */
  'POST /api/v1/invitations/accept': {
    body: AcceptInvitation
    answer: Membership
  }
  /** Make an API key */
  'POST /api/v1/api-keys': {
    body: NewApiKey
    answer: ApiKeyCreated
  }
  /** The API keys of the organization */
  'GET /api/v1/api-keys': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: ApiKeys
  }
  /** Delete an API key */
  'DELETE /api/v1/api-keys/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The teams of the organization */
  'GET /api/v1/teams': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** Only those in which this member is. */
      member_id?: string
    }
    answer: Teams
  }
  /** Make a team */
  'POST /api/v1/teams': {
    body: NewTeam
    answer: Team
  }
  /** A team */
  'GET /api/v1/teams/{id}': {
    params: {
      id: string
    }
    answer: Team
  }
  /** Change a team */
  'PATCH /api/v1/teams/{id}': {
    params: {
      id: string
    }
    body: TeamChanges
    answer: Team
  }
  /** Put a team into the trash */
  'DELETE /api/v1/teams/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Who is in a team */
  'GET /api/v1/teams/{id}/members': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: TeamMembers
  }
  /** Add a member to a team, or change the role there */
  'PUT /api/v1/teams/{id}/members/{member_id}': {
    params: {
      id: string
      member_id: string
    }
    body: TeamMembership
    answer: TeamMember
  }
  /** Take a member out of a team */
  'DELETE /api/v1/teams/{id}/members/{member_id}': {
    params: {
      id: string
      member_id: string
    }
    answer: undefined
  }
  /** The projects that you may see */
  'GET /api/v1/projects': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      status?: 'planning' | 'active' | 'on_hold' | 'completed' | 'archived'
      owner_id?: string
      team_id?: string
      overdue?: 'true' | 'false'
      /** `true` adds to each how many tasks it has. */
      tasks?: 'true' | 'false'
    }
    answer: Projects
  }
  /** Make a project */
  'POST /api/v1/projects': {
    body: NewProject
    answer: Project
  }
  /** How many projects there are, of those that you may see */
  'GET /api/v1/projects/stats/summary': {
    answer: ProjectSummary
  }
  /** A project */
  'GET /api/v1/projects/{id}': {
    params: {
      id: string
    }
    answer: Project
  }
  /** Change a project */
  'PATCH /api/v1/projects/{id}': {
    params: {
      id: string
    }
    body: ProjectChanges
    answer: Project
  }
  /** Put a project into the trash */
  'DELETE /api/v1/projects/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** How many of its tasks were completed in each week */
  'GET /api/v1/projects/{id}/stats/weeks': {
    params: {
      id: string
    }
    query?: {
      /** How many, up to this one. */
      weeks?: number
    }
    answer: ProjectWeeks
  }
  /** The tasks that you may see */
  'GET /api/v1/tasks': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** With `-` the other way round. What is never due comes last in both. */
      sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'due' | '-due' | 'priority' | '-priority'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** One of todo, in_progress, done and cancelled, or several with commas between. */
      status?: string
      priority?: 'none' | 'low' | 'medium' | 'high' | 'urgent'
      /** `none`: those that are assigned to nobody. */
      assignee_id?: string | 'none'
      owner_id?: string
      project_id?: string
      team_id?: string
      label?: string
      /** Only those due before this local date. */
      due_before?: string
      /** Only those due on this local date or later. */
      due_after?: string
      /** late: open, and due before now; today: still due today; week: in the seven days after; later: after these; none: never due. */
      due?: 'late' | 'today' | 'week' | 'later' | 'none'
      overdue?: 'true' | 'false'
      /** Words, as in the search: among the newest 5,000 of the organization that hold them. */
      text?: string
    }
    answer: Tasks
  }
  /** Make a task */
  'POST /api/v1/tasks': {
    body: NewTask
    answer: Task
  }
  /** Make the tasks of a CSV that another program has written, all or none */
  'POST /api/v1/tasks/import': {
    answer: TaskImport
  }
  /** Download tasks as CSV, a workbook or JSON */
  'GET /api/v1/tasks/export': {
    query?: {
      format?: 'csv' | 'xlsx' | 'json'
      /** One of todo, in_progress, done and cancelled, or several with commas between. */
      status?: string
      priority?: 'none' | 'low' | 'medium' | 'high' | 'urgent'
      /** `none`: those that are assigned to nobody. */
      assignee_id?: string | 'none'
      owner_id?: string
      project_id?: string
      team_id?: string
      label?: string
      /** Only those due before this local date. */
      due_before?: string
      /** Only those due on this local date or later. */
      due_after?: string
      /** late: open, and due before now; today: still due today; week: in the seven days after; later: after these; none: never due. */
      due?: 'late' | 'today' | 'week' | 'later' | 'none'
      overdue?: 'true' | 'false'
      /** Words, as in the search: among the newest 5,000 of the organization that hold them. */
      text?: string
    }
    answer: TaskExportDocument
  }
  /** The labels of the tasks that you may see */
  'GET /api/v1/tasks/labels': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
    }
    answer: TaskLabels
  }
  /** How many tasks a list has, by status, due date and person */
  'GET /api/v1/tasks/stats/counts': {
    query?: {
      /** One of todo, in_progress, done and cancelled, or several with commas between. */
      status?: string
      priority?: 'none' | 'low' | 'medium' | 'high' | 'urgent'
      /** `none`: those that are assigned to nobody. */
      assignee_id?: string | 'none'
      owner_id?: string
      project_id?: string
      team_id?: string
      label?: string
      /** Only those due before this local date. */
      due_before?: string
      /** Only those due on this local date or later. */
      due_after?: string
      /** late: open, and due before now; today: still due today; week: in the seven days after; later: after these; none: never due. */
      due?: 'late' | 'today' | 'week' | 'later' | 'none'
      overdue?: 'true' | 'false'
      /** Words, as in the search: among the newest 5,000 of the organization that hold them. */
      text?: string
    }
    answer: TaskCounts
  }
  /** What you have to do, and have done lately */
  'GET /api/v1/tasks/stats/summary': {
    answer: TaskSummary
  }
  /** Make up to 500 tasks, all or none */
  'POST /api/v1/tasks/bulk': {
    body: NewTasks
    answer: WrittenTasks
  }
  /** Change up to 500 tasks, all or none */
  'PATCH /api/v1/tasks/bulk': {
    body: TasksToChange
    answer: WrittenTasks
  }
  /** Put up to 500 tasks into the trash, all or none */
  'POST /api/v1/tasks/bulk-delete': {
    body: TasksToDelete
    answer: undefined
  }
  /** A task */
  'GET /api/v1/tasks/{id}': {
    params: {
      id: string
    }
    answer: Task
  }
  /** Change a task */
  'PATCH /api/v1/tasks/{id}': {
    params: {
      id: string
    }
    body: TaskChanges
    answer: Task
  }
  /** Put a task into the trash */
  'DELETE /api/v1/tasks/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The statuses that a task has had */
  'GET /api/v1/tasks/{id}/statuses': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: StatusChanges
  }
  /** With whom a task is shared */
  'GET /api/v1/tasks/{id}/shares': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: TaskShares
  }
  /** Share a task with a member or a team, to view or to edit */
  'PUT /api/v1/tasks/{id}/shares/{kind}/{subject_id}': {
    params: {
      id: string
      kind: 'members' | 'teams'
      subject_id: string
    }
    body: NewTaskShare
    answer: TaskShare
  }
  /** Share a task with them no longer */
  'DELETE /api/v1/tasks/{id}/shares/{kind}/{subject_id}': {
    params: {
      id: string
      kind: 'members' | 'teams'
      subject_id: string
    }
    answer: undefined
  }
  /** The comments on a task */
  'GET /api/v1/tasks/{id}/comments': {
    params: {
      /** The task's. */
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Comments
  }
  /** Comment on a task */
  'POST /api/v1/tasks/{id}/comments': {
    params: {
      /** The task's. */
      id: string
    }
    body: NewComment
    answer: Comment
  }
  /** A comment on a task */
  'GET /api/v1/tasks/{id}/comments/{comment_id}': {
    params: {
      /** The task's. */
      id: string
      comment_id: string
    }
    answer: Comment
  }
  /** Edit a comment of your own on a task */
  'PATCH /api/v1/tasks/{id}/comments/{comment_id}': {
    params: {
      /** The task's. */
      id: string
      comment_id: string
    }
    body: CommentChanges
    answer: Comment
  }
  /** Put a comment on a task into the trash */
  'DELETE /api/v1/tasks/{id}/comments/{comment_id}': {
    params: {
      /** The task's. */
      id: string
      comment_id: string
    }
    answer: undefined
  }
  /** The files of a task */
  'GET /api/v1/tasks/{id}/files': {
    params: {
      /** The task's. */
      id: string
    }
    answer: TaskFiles
  }
  /** Add files to a task */
  'POST /api/v1/tasks/{id}/files': {
    params: {
      /** The task's. */
      id: string
    }
    answer: TaskFiles
  }
  /** A file of a task */
  'GET /api/v1/tasks/{id}/files/{file_id}': {
    params: {
      /** The task's. */
      id: string
      file_id: string
    }
    answer: TaskFile
  }
  /** Delete a file of a task for good */
  'DELETE /api/v1/tasks/{id}/files/{file_id}': {
    params: {
      /** The task's. */
      id: string
      file_id: string
    }
    answer: undefined
  }
  /** Download a file of a task */
  'GET /api/v1/tasks/{id}/files/{file_id}/content': {
    params: {
      /** The task's. */
      id: string
      file_id: string
    }
    answer: Response
  }
  /** The labels that have a colour */
  'GET /api/v1/labels': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Labels
  }
  /** Give a label its colour */
  'POST /api/v1/labels': {
    body: NewLabel
    answer: Label
  }
  /** A label */
  'GET /api/v1/labels/{id}': {
    params: {
      id: string
    }
    answer: Label
  }
  /** Change a label */
  'PATCH /api/v1/labels/{id}': {
    params: {
      id: string
    }
    body: LabelChanges
    answer: Label
  }
  /** Delete a label */
  'DELETE /api/v1/labels/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** What was deleted */
  'GET /api/v1/trash': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
    }
    answer: Trash
  }
  /** Bring up to a hundred things back, all or none */
  'POST /api/v1/trash/bulk-restore': {
    body: TrashToRestore
    answer: undefined
  }
  /** Bring something back */
  'POST /api/v1/trash/{id}/restore': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Delete something for good */
  'DELETE /api/v1/trash/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** What you were told */
  'GET /api/v1/notifications': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The newest first, or without `-` the oldest. */
      sort?: '-created_at' | 'created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** `true`: only those that are unread. */
      unread?: 'true' | 'false'
      /** More kinds may come. */
      kind?: 'task_assigned' | 'task_shared' | 'mention' | 'content_published' | 'application_received' | 'invitation_accepted' | 'metric_alert' | 'metric_alert_mail' | 'webhook_disabled' | 'backup_failed'
    }
    answer: Notifications
  }
  /** How many are unread */
  'GET /api/v1/notifications/unread-count': {
    answer: UnreadCount
  }
  /** Mark one as read */
  'POST /api/v1/notifications/{id}/read': {
    params: {
      id: string
    }
    answer: Notification
  }
  /** Mark one as unread again, to come back to it */
  'POST /api/v1/notifications/{id}/unread': {
    params: {
      id: string
    }
    answer: Notification
  }
  /** Mark all as read, up to the newest that was shown */
  'POST /api/v1/notifications/read-all': {
    body: ReadAll
    answer: ReadCount
  }
  /** Of what you want to hear */
  'GET /api/v1/notifications/preferences': {
    answer: NotificationPreferences
  }
  /** Switch kinds of notifications on or off */
  'PATCH /api/v1/notifications/preferences': {
    body: PreferenceChanges
    answer: NotificationPreferences
  }
  /** Find things by their words */
  'GET /api/v1/search': {
    query: {
      /** Words that must all be there, in whatever order, case and accents; `"one after the other"`; `gard*` for words that begin so (three letters at least). */
      q: string
      kind?: 'project' | 'task' | 'comment' | 'task_file' | 'label' | 'content' | 'content_comment' | 'lesson' | 'lesson_comment' | 'job' | 'candidate' | 'application' | 'note' | 'application_file' | 'message'
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
    }
    answer: Found
  }
  /** The companies that offer jobs */
  'GET /api/v1/companies': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Companies
  }
  /** Make a company */
  'POST /api/v1/companies': {
    body: NewCompany
    answer: Company
  }
  /** A company */
  'GET /api/v1/companies/{id}': {
    params: {
      id: string
    }
    answer: Company
  }
  /** Change a company */
  'PATCH /api/v1/companies/{id}': {
    params: {
      id: string
    }
    body: CompanyChanges
    answer: Company
  }
  /** Put a company into the trash */
  'DELETE /api/v1/companies/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The jobs that you may see */
  'GET /api/v1/jobs': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** From `draft` to `open`; from there to `paused` and back; from either to `closed`, for good. */
      status?: 'draft' | 'open' | 'paused' | 'closed'
      company_id?: string
      owner_id?: string
      employment_type?: 'full_time' | 'part_time' | 'contract' | 'temporary' | 'internship' | 'volunteer'
      location_type?: 'on_site' | 'hybrid' | 'remote'
    }
    answer: Jobs
  }
  /** Make a job */
  'POST /api/v1/jobs': {
    body: NewJob
    answer: Job
  }
  /** Make up to 100 jobs, all or none */
  'POST /api/v1/jobs/bulk': {
    body: NewJobs
    answer: WrittenJobs
  }
  /** Change up to 100 jobs, all or none */
  'PATCH /api/v1/jobs/bulk': {
    body: JobsToChange
    answer: WrittenJobs
  }
  /** A job */
  'GET /api/v1/jobs/{id}': {
    params: {
      id: string
    }
    answer: Job
  }
  /** Change, open, pause or close a job */
  'PATCH /api/v1/jobs/{id}': {
    params: {
      id: string
    }
    body: JobChanges
    answer: Job
  }
  /** Put a job into the trash */
  'DELETE /api/v1/jobs/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The candidates that you may see */
  'GET /api/v1/candidates': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** The whole address, in whatever case. */
      email?: string
      tag?: string
      /** Where it came from, in small letters. */
      source?: string
    }
    answer: Candidates
  }
  /** Make a candidate who has not applied */
  'POST /api/v1/candidates': {
    body: NewCandidate
    answer: Candidate
  }
  /** Make up to 100 candidates, all or none */
  'POST /api/v1/candidates/bulk': {
    body: NewCandidates
    answer: WrittenCandidates
  }
  /** Change up to 100 candidates, all or none */
  'PATCH /api/v1/candidates/bulk': {
    body: CandidatesToChange
    answer: WrittenCandidates
  }
  /** A candidate */
  'GET /api/v1/candidates/{id}': {
    params: {
      id: string
    }
    answer: Candidate
  }
  /** Change a candidate */
  'PATCH /api/v1/candidates/{id}': {
    params: {
      id: string
    }
    body: CandidateChanges
    answer: Candidate
  }
  /** Erase a candidate for good */
  'DELETE /api/v1/candidates/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Merge another candidate into this one */
  'POST /api/v1/candidates/{id}/merge': {
    params: {
      id: string
    }
    body: MergeCandidates
    answer: Candidate
  }
  /** The applications that you may see */
  'GET /api/v1/applications': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      job_id?: string
      candidate_id?: string
      stage?: 'applied' | 'screening' | 'interview' | 'offer' | 'hired' | 'rejected' | 'withdrawn'
      /** Where it came from, in small letters. */
      source?: string
      knocked_out?: 'true' | 'false'
    }
    answer: Applications
  }
  /** Enter an application by hand */
  'POST /api/v1/applications': {
    body: NewApplication
    answer: Application
  }
  /** Make up to 100 applications, all or none */
  'POST /api/v1/applications/bulk': {
    body: NewApplications
    answer: WrittenApplications
  }
  /** Change up to 100 applications, all or none */
  'PATCH /api/v1/applications/bulk': {
    body: ApplicationsToChange
    answer: WrittenApplications
  }
  /** An application */
  'GET /api/v1/applications/{id}': {
    params: {
      id: string
    }
    answer: Application
  }
  /** Move an application to another stage */
  'PATCH /api/v1/applications/{id}': {
    params: {
      id: string
    }
    body: ApplicationChanges
    answer: Application
  }
  /** Put an application into the trash */
  'DELETE /api/v1/applications/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** In which stages an application was, and how long in each */
  'GET /api/v1/applications/{id}/stages': {
    params: {
      id: string
    }
    answer: StageChanges
  }
  /** The notes on an application */
  'GET /api/v1/applications/{id}/notes': {
    params: {
      /** The application's. */
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Notes
  }
  /** Write a note on an application */
  'POST /api/v1/applications/{id}/notes': {
    params: {
      /** The application's. */
      id: string
    }
    body: NewNote
    answer: Note
  }
  /** A note on an application */
  'GET /api/v1/applications/{id}/notes/{note_id}': {
    params: {
      /** The application's. */
      id: string
      note_id: string
    }
    answer: Note
  }
  /** Edit a note of your own */
  'PATCH /api/v1/applications/{id}/notes/{note_id}': {
    params: {
      /** The application's. */
      id: string
      note_id: string
    }
    body: NoteChanges
    answer: Note
  }
  /** Put a note into the trash */
  'DELETE /api/v1/applications/{id}/notes/{note_id}': {
    params: {
      /** The application's. */
      id: string
      note_id: string
    }
    answer: undefined
  }
  /** What reviewers think of an application */
  'GET /api/v1/applications/{id}/ratings': {
    params: {
      /** The application's. */
      id: string
    }
    answer: Ratings
  }
  /** Rate an application */
  'PUT /api/v1/applications/{id}/rating': {
    params: {
      /** The application's. */
      id: string
    }
    body: GivenRating
    answer: Rating
  }
  /** Take your rating back */
  'DELETE /api/v1/applications/{id}/rating': {
    params: {
      /** The application's. */
      id: string
    }
    answer: undefined
  }
  /** The files of an application */
  'GET /api/v1/applications/{id}/files': {
    params: {
      /** The application's. */
      id: string
    }
    answer: ApplicationFiles
  }
  /** Add files to an application */
  'POST /api/v1/applications/{id}/files': {
    params: {
      /** The application's. */
      id: string
    }
    answer: ApplicationFiles
  }
  /** A file of an application */
  'GET /api/v1/applications/{id}/files/{file_id}': {
    params: {
      /** The application's. */
      id: string
      file_id: string
    }
    answer: ApplicationFile
  }
  /** Delete a file of an application for good */
  'DELETE /api/v1/applications/{id}/files/{file_id}': {
    params: {
      /** The application's. */
      id: string
      file_id: string
    }
    answer: undefined
  }
  /** Download a file of an application */
  'GET /api/v1/applications/{id}/files/{file_id}/content': {
    params: {
      /** The application's. */
      id: string
      file_id: string
    }
    answer: Response
  }
  /** The jobs of an organization that are open */
  'GET /api/v1/board/{slug}/jobs': {
    params: {
      /** The organization's slug. */
      slug: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      employment_type?: 'full_time' | 'part_time' | 'contract' | 'temporary' | 'internship' | 'volunteer'
      location_type?: 'on_site' | 'hybrid' | 'remote'
      company_id?: string
    }
    answer: BoardJobs
  }
  /** A job that is open, and what is asked of those who apply */
  'GET /api/v1/board/{slug}/jobs/{id}': {
    params: {
      /** The organization's slug. */
      slug: string
      /** The job's. */
      id: string
    }
    answer: BoardJobDetail
  }
  /** Whose board it is, and the companies that have jobs on it */
  'GET /api/v1/board/{slug}/company': {
    params: {
      /** The organization's slug. */
      slug: string
    }
    answer: Board
  }
  /** Apply for a job */
  'POST /api/v1/board/{slug}/jobs/{id}/applications': {
    params: {
      /** The organization's slug. */
      slug: string
      /** The job's. */
      id: string
    }
    body: BoardApplication
    answer: Received
  }
  /** The funnel, and how long hiring takes */
  'GET /api/v1/hiring/dashboard': {
    query?: {
      /** The first local date; 89 days before `to`. */
      from?: string
      /** The last one; today. */
      to?: string
      job_id?: string
      /** Where it came from, in small letters. */
      source?: string
      force_refresh?: 'true' | 'false'
    }
    answer: HiringDashboard
  }
  /** Download the funnel */
  'POST /api/v1/hiring/export': {
    body: HiringExportRequest
    answer: HiringExport
  }
  /** The content that you may see */
  'GET /api/v1/content': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      status?: 'draft' | 'review' | 'published' | 'archived'
      /** A word of your own, such as `article`; lessons belong to a `course`. */
      kind?: string
      author_id?: string
      tag?: string
    }
    answer: ContentList
  }
  /** Write content */
  'POST /api/v1/content': {
    body: NewContent
    answer: Content
  }
  /** What a text would look like */
  'POST /api/v1/content/preview': {
    body: TextToRender
    answer: RenderedText
  }
  /** Make up to 100 content items, all or none */
  'POST /api/v1/content/bulk': {
    body: NewContents
    answer: WrittenContent
  }
  /** Change up to 100 content items, all or none */
  'PATCH /api/v1/content/bulk': {
    body: ContentToChange
    answer: WrittenContent
  }
  /** Content by its slug */
  'GET /api/v1/content/by-slug/{slug}': {
    params: {
      slug: string
    }
    query?: {
      /** html: rendered and made safe, with a table of contents, instead of the Markdown. */
      format?: 'markdown' | 'html'
    }
    answer: Content
  }
  /** Content, as Markdown or as HTML */
  'GET /api/v1/content/{id}': {
    params: {
      id: string
    }
    query?: {
      /** html: rendered and made safe, with a table of contents, instead of the Markdown. */
      format?: 'markdown' | 'html'
    }
    answer: Content
  }
  /** Change content, publish it, or say when it is to be published */
  'PATCH /api/v1/content/{id}': {
    params: {
      id: string
    }
    body: ContentChanges
    answer: Content
  }
  /** Put content into the trash */
  'DELETE /api/v1/content/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The comments on a content item */
  'GET /api/v1/content/{id}/comments': {
    params: {
      /** The content item's. */
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: ContentComments
  }
  /** Comment on a content item */
  'POST /api/v1/content/{id}/comments': {
    params: {
      /** The content item's. */
      id: string
    }
    body: NewComment
    answer: ContentComment
  }
  /** A comment on a content item */
  'GET /api/v1/content/{id}/comments/{comment_id}': {
    params: {
      /** The content item's. */
      id: string
      comment_id: string
    }
    answer: ContentComment
  }
  /** Edit a comment of your own on a content item */
  'PATCH /api/v1/content/{id}/comments/{comment_id}': {
    params: {
      /** The content item's. */
      id: string
      comment_id: string
    }
    body: CommentChanges
    answer: ContentComment
  }
  /** Put a comment on a content item into the trash */
  'DELETE /api/v1/content/{id}/comments/{comment_id}': {
    params: {
      /** The content item's. */
      id: string
      comment_id: string
    }
    answer: undefined
  }
  /** The texts that content has had, the newest first */
  'GET /api/v1/content/{id}/revisions': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Revisions
  }
  /** A text that content has had */
  'GET /api/v1/content/{id}/revisions/{number}': {
    params: {
      id: string
      number: number
    }
    answer: RevisionWithBody
  }
  /** What has changed since, line by line */
  'GET /api/v1/content/{id}/revisions/{number}/comparison': {
    params: {
      id: string
      number: number
    }
    query?: {
      /** The revision to compare with; the newest when left out. */
      with?: number
    }
    answer: Comparison
  }
  /** Bring a text back, as a new revision */
  'POST /api/v1/content/{id}/revisions/{number}/restore': {
    params: {
      id: string
      number: number
    }
    answer: Content
  }
  /** How content was made by a model */
  'GET /api/v1/content/{id}/generations': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Generations
  }
  /** Say that a model has begun to write */
  'POST /api/v1/content/{id}/generations': {
    params: {
      id: string
    }
    body: NewGeneration
    answer: Generation
  }
  /** Say that it has finished, and whether a text came of it */
  'PATCH /api/v1/content/{id}/generations/{generation_id}': {
    params: {
      id: string
      generation_id: string
    }
    body: FinishedGeneration
    answer: Generation
  }
  /** The lessons that you may see */
  'GET /api/v1/lessons': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** `position` is that in the course: with `course_id`, where nothing else is said. */
      sort?: 'position' | 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      course_id?: string
      status?: 'draft' | 'published' | 'archived'
    }
    answer: Lessons
  }
  /** Write a lesson */
  'POST /api/v1/lessons': {
    body: NewLesson
    answer: Lesson
  }
  /** Put all lessons of a course into an order */
  'PUT /api/v1/lessons/order': {
    body: LessonOrder
    answer: OrderedLessons
  }
  /** A lesson, as Markdown or as HTML */
  'GET /api/v1/lessons/{id}': {
    params: {
      id: string
    }
    query?: {
      /** html: rendered and made safe, with a table of contents, instead of the Markdown. */
      format?: 'markdown' | 'html'
    }
    answer: Lesson
  }
  /** Change a lesson */
  'PATCH /api/v1/lessons/{id}': {
    params: {
      id: string
    }
    body: LessonChanges
    answer: Lesson
  }
  /** Put a lesson into the trash */
  'DELETE /api/v1/lessons/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Complete a lesson */
  'POST /api/v1/lessons/{id}/completions': {
    params: {
      id: string
    }
    body?: CourseProgressQuery
    answer: Completion
  }
  /** The comments on a lesson */
  'GET /api/v1/lessons/{id}/comments': {
    params: {
      /** The lesson's. */
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: LessonComments
  }
  /** Comment on a lesson */
  'POST /api/v1/lessons/{id}/comments': {
    params: {
      /** The lesson's. */
      id: string
    }
    body: NewComment
    answer: LessonComment
  }
  /** A comment on a lesson */
  'GET /api/v1/lessons/{id}/comments/{comment_id}': {
    params: {
      /** The lesson's. */
      id: string
      comment_id: string
    }
    answer: LessonComment
  }
  /** Edit a comment of your own on a lesson */
  'PATCH /api/v1/lessons/{id}/comments/{comment_id}': {
    params: {
      /** The lesson's. */
      id: string
      comment_id: string
    }
    body: CommentChanges
    answer: LessonComment
  }
  /** Put a comment on a lesson into the trash */
  'DELETE /api/v1/lessons/{id}/comments/{comment_id}': {
    params: {
      /** The lesson's. */
      id: string
      comment_id: string
    }
    answer: undefined
  }
  /** How far somebody is in a course */
  'GET /api/v1/content/{id}/progress': {
    params: {
      id: string
    }
    query?: {
      /** An external id or a member's id; yourself when left out. An API key must say it. */
      person?: string
    }
    answer: CourseProgress
  }
  /** The assessments that you may see */
  'GET /api/v1/assessments': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      status?: 'draft' | 'published' | 'archived'
      lesson_id?: string
    }
    answer: Assessments
  }
  /** Make an assessment */
  'POST /api/v1/assessments': {
    body: NewAssessment
    answer: Assessment
  }
  /** An assessment with its questions */
  'GET /api/v1/assessments/{id}': {
    params: {
      id: string
    }
    answer: Assessment
  }
  /** Change an assessment */
  'PATCH /api/v1/assessments/{id}': {
    params: {
      id: string
    }
    body: AssessmentChanges
    answer: Assessment
  }
  /** Put an assessment into the trash */
  'DELETE /api/v1/assessments/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** What is right, once the author has opened it */
  'GET /api/v1/assessments/{id}/answers': {
    params: {
      id: string
    }
    answer: OpenedAnswers
  }
  /** How an assessment and each of its questions go */
  'GET /api/v1/assessments/{id}/statistics': {
    params: {
      id: string
    }
    answer: AssessmentStatistics
  }
  /** Your attempts at an assessment */
  'GET /api/v1/assessments/{id}/attempts': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** An external id or a member's id; yourself when left out. An API key must say it. */
      person?: string
    }
    answer: Attempts
  }
  /** Begin an attempt */
  'POST /api/v1/assessments/{id}/attempts': {
    params: {
      id: string
    }
    body?: CourseProgressQuery
    answer: Attempt
  }
  /** Your first, last and best score */
  'GET /api/v1/assessments/{id}/scores': {
    params: {
      id: string
    }
    query?: {
      /** An external id or a member's id; yourself when left out. An API key must say it. */
      person?: string
    }
    answer: Scores
  }
  /** An attempt of yours, with its questions and what was saved */
  'GET /api/v1/attempts/{id}': {
    params: {
      id: string
    }
    answer: Attempt
  }
  /** Save answers */
  'PUT /api/v1/attempts/{id}/answers': {
    params: {
      id: string
    }
    body: GivenAnswers
    answer: Attempt
  }
  /** Submit an attempt, and have it graded */
  'POST /api/v1/attempts/{id}/submit': {
    params: {
      id: string
    }
    body?: SubmittedAnswers
    answer: SubmittedAttempt
  }
  /** Your conversations, those with the newest messages first */
  'GET /api/v1/conversations': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** Those in which something was written last come first, or without `-` last. */
      sort?: '-active_at' | 'active_at'
      kind?: 'direct' | 'group' | 'assistant'
    }
    answer: Conversations
  }
  /** Begin a conversation */
  'POST /api/v1/conversations': {
    body: NewConversation
    answer: Conversation
  }
  /** How many messages you have not read */
  'GET /api/v1/conversations/unread': {
    answer: Unread
  }
  /** A conversation */
  'GET /api/v1/conversations/{id}': {
    params: {
      id: string
    }
    answer: Conversation
  }
  /** Name a conversation */
  'PATCH /api/v1/conversations/{id}': {
    params: {
      id: string
    }
    body: ConversationChanges
    answer: Conversation
  }
  /** Say up to which number you have read */
  'PUT /api/v1/conversations/{id}/read': {
    params: {
      id: string
    }
    body: NewReadMarker
    answer: ReadMarker
  }
  /** Who is in a conversation */
  'GET /api/v1/conversations/{id}/members': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: ConversationMembers
  }
  /** Take a member into a group, or change the role there */
  'PUT /api/v1/conversations/{id}/members/{member_id}': {
    params: {
      id: string
      member_id: string
    }
    body: ConversationMembership
    answer: ConversationMember
  }
  /** Take a member out of a group, or leave */
  'DELETE /api/v1/conversations/{id}/members/{member_id}': {
    params: {
      id: string
      member_id: string
    }
    answer: undefined
  }
  /** The messages of a conversation, the newest first */
  'GET /api/v1/conversations/{id}/messages': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** The newest first, or without `-` the oldest. */
      sort?: '-number' | 'number'
    }
    answer: Messages
  }
  /** Write a message */
  'POST /api/v1/conversations/{id}/messages': {
    params: {
      id: string
    }
    body: NewMessage
    answer: Message
  }
  /** A message */
  'GET /api/v1/conversations/{id}/messages/{message_id}': {
    params: {
      id: string
      message_id: string
    }
    answer: Message
  }
  /** Edit a message */
  'PATCH /api/v1/conversations/{id}/messages/{message_id}': {
    params: {
      id: string
      message_id: string
    }
    body: MessageChanges
    answer: Message
  }
  /** Delete a message */
  'DELETE /api/v1/conversations/{id}/messages/{message_id}': {
    params: {
      id: string
      message_id: string
    }
    answer: undefined
  }
  /** What happens, as it happens */
  'GET /api/v1/live': {
    query?: {
      /** The last number that you know: what has happened since is told first. From now on, when left out. `Last-Event-ID` goes before it. */
      after?: number
    }
    answer: LiveChanges
  }
  /** Tell an address what happens */
  'POST /api/v1/webhooks': {
    body: NewWebhook
    answer: WebhookWithSecret
  }
  /** The webhooks of the organization */
  'GET /api/v1/webhooks': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Webhooks
  }
  /** A webhook */
  'GET /api/v1/webhooks/{id}': {
    params: {
      id: string
    }
    answer: Webhook
  }
  /** Change a webhook, or switch it on or off */
  'PATCH /api/v1/webhooks/{id}': {
    params: {
      id: string
    }
    body: WebhookChanges
    answer: Webhook
  }
  /** Delete a webhook */
  'DELETE /api/v1/webhooks/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Another secret */
  'POST /api/v1/webhooks/{id}/rotate-secret': {
    params: {
      id: string
    }
    answer: WebhookWithSecret
  }
  /** Send a ping */
  'POST /api/v1/webhooks/{id}/test': {
    params: {
      id: string
    }
    answer: WebhookDelivery
  }
  /** What it was told, and what is still to be */
  'GET /api/v1/webhooks/{id}/deliveries': {
    params: {
      id: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The newest first, or without `-` the oldest. */
      sort?: '-created_at' | 'created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      status?: 'pending' | 'delivered' | 'failed'
    }
    answer: WebhookDeliveries
  }
  /** Send one again */
  'POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/retry': {
    params: {
      id: string
      delivery_id: string
    }
    answer: WebhookDelivery
  }
  /** Report one event, or up to 1,000 */
  'POST /api/v1/events': {
    body: EventOrEvents
    answer: Ingested
  }
  /** Import a history of any length */
  'POST /api/v1/events/import': {
    query?: {
      /** When left out, what the Content-Type says goes before the default. */
      format?: 'csv' | 'ndjson'
      /** Of the columns of a CSV; found from its header when left out. */
      separator?: 'comma' | 'semicolon' | 'tab' | 'pipe' | ',' | ';' | '	' | '|'
      /** Whether the events are core actions, where a line does not say. */
      core?: boolean
      /** How occurred_at is written: ISO 8601, or Unix seconds or milliseconds. */
      time?: 'iso' | 's' | 'ms'
      /** Shown in the list of imports. */
      file_name?: string
    }
    answer: Response
  }
  /** Take an event back */
  'DELETE /api/v1/events/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The histories that were imported */
  'GET /api/v1/imports': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: Imports
  }
  /** An import, and what became of it */
  'GET /api/v1/imports/{id}': {
    params: {
      id: string
    }
    answer: Import
  }
  /** Take an import back */
  'DELETE /api/v1/imports/{id}': {
    params: {
      id: string
    }
    answer: Response
  }
  /** Name and describe a person whom an app reports */
  'PUT /api/v1/people/{external_id}': {
    params: {
      external_id: string
    }
    body: PutPerson
    answer: Person
  }
  /** Everything at once */
  'GET /api/v1/metrics/dashboard': {
    query?: {
      /** A local date: the dashboard as it stood at its end. */
      as_of?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Dashboard
  }
  /** Day by day */
  'GET /api/v1/metrics/trends': {
    query?: {
      /** The first local date; 29 days before the last one when left out. */
      from?: string
      /** The last local date, at most 365 days after the first; today when left out. */
      to?: string
      /** Some of total_users, new_users, daily_active_users, weekly_active_users, monthly_active_users, sessions, avg_session_duration, engagement_score, growth_rate, active_users_growth_rate, new_users_growth_rate, user_retention, stickiness, tasks_created, tasks_completed, applications, hires, content_created, content_published, avg_generation_time, lessons_completed, assessments_submitted, messages, active_chatters, weekly_active_chatters, with commas between; all when left out. */
      metric?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Trends
  }
  /** What a period was, and what may be said of it */
  'GET /api/v1/metrics/statistics': {
    query?: {
      /** So many whole local days, or with 1d the last 24 whole hours of the clock; 30d when left out, unless there is a `from`. */
      period?: '1d' | '7d' | '30d' | '90d' | '365d'
      /** In place of a period: the first local date of a range of at most 366. */
      from?: string
      /** The last date; yesterday when left out. With 1d, the day of which the hours are. */
      to?: string
      metric?: 'total_users' | 'new_users' | 'daily_active_users' | 'weekly_active_users' | 'monthly_active_users' | 'sessions' | 'avg_session_duration' | 'engagement_score' | 'growth_rate' | 'active_users_growth_rate' | 'new_users_growth_rate' | 'user_retention' | 'stickiness' | 'tasks_created' | 'tasks_completed' | 'applications' | 'hires' | 'content_created' | 'content_published' | 'avg_generation_time' | 'lessons_completed' | 'assessments_submitted' | 'messages' | 'active_chatters' | 'weekly_active_chatters'
      /** Whether each day is told by itself; false when left out. */
      days?: 'true' | 'false'
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Statistics
  }
  /** What stands out */
  'GET /api/v1/metrics/notable': {
    query?: {
      /** In so many whole local days unusual ones and shifts are looked for. */
      period?: '7d' | '30d' | '90d'
      /** The last of them; yesterday when left out. */
      to?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Notable
  }
  /** Who stays, by the week or month in which they began */
  'GET /api/v1/metrics/cohorts': {
    query?: {
      /** Weeks are those of ISO 8601, from Monday on. */
      unit?: 'week' | 'month'
      /** A date in the first week or month; eleven before the last when left out. */
      from?: string
      /** A date in the last one, at most 59 after the first; today when left out. */
      to?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Cohorts
  }
  /** Who is new, returning, resurrected or dormant */
  'GET /api/v1/metrics/lifecycle': {
    query?: {
      /** Weeks are those of ISO 8601, from Monday on. */
      unit?: 'week' | 'month'
      /** A date in the first week or month; eleven before the last when left out. */
      from?: string
      /** A date in the last one, at most 59 after the first; today when left out. */
      to?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Lifecycle
  }
  /** The last 24 hours, or a local day */
  'GET /api/v1/metrics/activity': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** Of this local day, as far as it has gone, and not of the last 24 hours. */
      day?: string
      person_id?: string
      verb?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: Activity
  }
  /** How much of it was of each kind, and by whom */
  'GET /api/v1/metrics/activity/counts': {
    query?: {
      /** Of this local day, as far as it has gone, and not of the last 24 hours. */
      day?: string
      person_id?: string
      verb?: string
      /** Compute anew instead of answering from the cache. */
      force_refresh?: 'true' | 'false'
    }
    answer: ActivityCounts
  }
  /** What each number means */
  'GET /api/v1/metrics/definitions': {
    answer: Definitions
  }
  /** Download a range of days */
  'POST /api/v1/metrics/export': {
    body: ExportRequest
    answer: ExportDocument
  }
  /** Compute everything anew when it is asked for next */
  'POST /api/v1/metrics/invalidate-cache': {
    answer: undefined
  }
  /** The alerts on metrics */
  'GET /api/v1/metrics/alerts': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The oldest first, or with `-` the newest. */
      sort?: 'created_at' | '-created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
    }
    answer: MetricAlerts
  }
  /** Watch a metric */
  'POST /api/v1/metrics/alerts': {
    body: NewMetricAlert
    answer: MetricAlert
  }
  /** What alerts have told */
  'GET /api/v1/metrics/alerts/firings': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The newest first, or without `-` the oldest. */
      sort?: '-created_at' | 'created_at'
      /** `true` adds `total`, the number of all items on all pages. */
      count?: 'true' | 'false'
      /** Of this one alone. */
      alert_id?: string
    }
    answer: AlertFirings
  }
  /** What an alert would have told */
  'POST /api/v1/metrics/alerts/preview': {
    body: AlertPreviewRequest
    answer: AlertPreview
  }
  /** An alert */
  'GET /api/v1/metrics/alerts/{id}': {
    params: {
      id: string
    }
    answer: MetricAlert
  }
  /** Change, pause or resume an alert */
  'PATCH /api/v1/metrics/alerts/{id}': {
    params: {
      id: string
    }
    body: MetricAlertChanges
    answer: MetricAlert
  }
  /** Delete an alert, with what it has told */
  'DELETE /api/v1/metrics/alerts/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The server works, and what time it has */
  'GET /api/v1/health': {
    answer: Health
  }
  /** The process answers */
  'GET /api/v1/health/live': {
    answer: {
      status: 'ok'
    }
  }
  /** The process can serve: its database answers */
  'GET /api/v1/health/ready': {
    answer: {
      status: 'ok'
    }
  }
  /** What those who run the instance want to know */
  'GET /api/v1/health/detailed': {
    answer: DetailedHealth
  }
  /** What this instance is */
  'GET /api/v1/instance': {
    answer: Instance
  }
  /** The jobs: what each did last, and when it runs next */
  'GET /api/v1/operations/jobs': {
    answer: ScheduledJobs
  }
  /** The runs of a job in the last 30 days, the newest first */
  'GET /api/v1/operations/jobs/{name}/runs': {
    params: {
      name: string
    }
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
    }
    answer: ScheduledJobRuns
  }
  /** Run a job now */
  'POST /api/v1/operations/jobs/{name}/run': {
    params: {
      name: string
    }
    answer: ScheduledJobRun
  }
  /** What was done in the organization, by whom, and from where */
  'GET /api/v1/audit': {
    query?: {
      limit?: number
      /** `next_cursor` of the page before. */
      cursor?: string
      /** The newest first, or without `-` the oldest. */
      sort?: '-at' | 'at'
      count?: 'true' | 'false'
      /** instance: what was done to it, such as backups, restores and jobs that were asked for. For its administrators. */
      about?: 'organization' | 'instance'
      action?: string
      /** As entries name it. */
      actor?: string
      /** ISO 8601 or RFC 3339, with a zone. */
      from?: string
      /** That instant no longer. */
      to?: string
    }
    answer: AuditEntries
  }
  /** Download the audit log */
  'GET /api/v1/audit/export': {
    query?: {
      format?: 'csv' | 'ndjson'
      /** instance: what was done to it, such as backups, restores and jobs that were asked for. For its administrators. */
      about?: 'organization' | 'instance'
      action?: string
      /** As entries name it. */
      actor?: string
      /** ISO 8601 or RFC 3339, with a zone. */
      from?: string
      /** That instant no longer. */
      to?: string
    }
    answer: Response
  }
  /** How requests went by route, in the last 5 minutes, hour and day */
  'GET /api/v1/monitoring/metrics/performance': {
    answer: Performance
  }
  /** Connections, queries by kind, and the slow ones */
  'GET /api/v1/monitoring/metrics/database': {
    answer: DatabaseMetrics
  }
  /** Answers kept in memory, and how often they were found there */
  'GET /api/v1/monitoring/metrics/cache': {
    answer: CacheMetrics
  }
  /** How the database finds what a slow query asks for */
  'GET /api/v1/monitoring/metrics/database/slow/{number}/plan': {
    params: {
      number: string
    }
    answer: QueryPlan
  }
  /** Ask every route of this process, and say what came */
  'GET /api/v1/monitoring/validate/endpoints': {
    answer: AuthenticationValidation
  }
  /** Present credentials of every kind to this process, and say what came */
  'GET /api/v1/monitoring/validate/authentication': {
    answer: AuthenticationValidation
  }
  /** What runs here, and on what */
  'GET /api/v1/monitoring/system/info': {
    answer: SystemInfo
  }
  /** All that is known of a correlation id, in order */
  'GET /api/v1/operations/correlations/{id}': {
    params: {
      id: string
    }
    answer: Correlation
  }
  /** What there is of the demo */
  'GET /api/v1/instance/demo': {
    answer: Demo
  }
  /** Make the demo */
  'POST /api/v1/instance/demo': {
    body: MakeDemo
    answer: Response
  }
  /** Remove the demo */
  'DELETE /api/v1/instance/demo': {
    answer: Response
  }
  /** The backups in BACKUP_DIR, the newest first */
  'GET /api/v1/operations/backups': {
    answer: Backups
  }
  /** Make a backup, and prove it */
  'POST /api/v1/operations/backups': {
    answer: Backup
  }
  /** Prove a backup again */
  'POST /api/v1/operations/backups/{name}/verify': {
    params: {
      name: string
    }
    answer: Backup
  }
  /** Download a backup */
  'GET /api/v1/operations/backups/{name}/download': {
    params: {
      name: string
    }
    answer: Response
  }
  /** Delete a backup */
  'DELETE /api/v1/operations/backups/{name}': {
    params: {
      name: string
    }
    answer: undefined
  }
}

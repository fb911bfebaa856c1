/** What is said of the operations views, in English. */
import { count, toTenth } from '../../format/numbers.ts'
import { readSchedule } from '../../format/schedule.ts'
import { of, upper } from './counting.ts'

const JOBS: Record<string, string> = {
  reconcile: 'Numbers compared',
  upgrade_rollups: 'Numbers built anew',
  upgrade_search: 'Search built anew',
  index_texts: 'Texts indexed',
  extract_texts: 'Texts taken out of files',
  publish_content: 'Content published',
  undo_imports: 'Imports taken back',
  erase_candidates: 'Candidates erased',
  sweep_files: 'Files swept',
  clean_up: 'Clean-up',
}

const PARTS: Record<string, string> = {
  ...{ database: 'database', cache: 'cache', jobs: 'jobs', disk: 'disk', memory: 'memory' },
  ...{ backup: 'backup', event_loop: 'answering', rollup_drift: 'numbers' },
}

/** What a check of a part of the server says, and what it is made of. */
export interface CheckSaid {
  state: string
  detail: string
  failed?: readonly string[]
  late?: readonly string[]
  free_bytes?: number
  resident_bytes?: number
  limit_bytes?: number
  max_ms?: number
  pool?: { waiting: number }
  last_backup_at?: string | null
  proof?: string | null
}

/** A job that had nothing before it. */
const DID_NOTHING =
  /^((rebuilt|indexed|closed|published|finished taking|erased|looked for the texts of|removed|fired) 0\b|deleted nothing$)[^;]*$/

/** The server counts `1 rows`. */
const ONE_OF_MANY =
  /\b1 ((?:outdated )?organization|day|row|text|file|time|candidate|content|import|session|invitation|notification|job_run|task|project|message)s\b/g

export const en = {
  views: 'Operations',
  tabs: {
    everything: 'Everything',
    health: 'Health',
    backups: 'Backups',
    jobs: 'Jobs',
    requests: 'Requests',
    queries: 'Queries',
    cache: 'Cache',
    organizations: 'Organizations',
    lookup: 'Look up',
  },
  /** @param troubles What wants a look. */
  say: (troubles: readonly string[]) =>
    troubles.length === 0
      ? 'Everything runs.'
      : `**${upper(troubles.join(', '))}** ${troubles.length === 1 ? 'wants' : 'want'} a look.`,
  lastBackup: (outcome: string, when: string) =>
    outcome === 'proved'
      ? `The last backup was **proved** ${when}.`
      : outcome === 'failed'
        ? `The last backup **failed its proof** ${when}.`
        : `The last backup, made ${when}, **is not proved**.`,
  notThatOf: (when: string) => `That of ${when} **was not**.`,
  mayGo: (when: string) =>
    `Nothing waits for you but the backup of ${when}: a later one is proved, so it may be deleted.`,
  recounted: (rows: number, when: string) =>
    rows === 0
      ? `The numbers equalled their recount ${when}.`
      : `${of(rows, 'row')} of the numbers differed from their recount ${when}.`,
  partName: (name: string) => PARTS[name] ?? name.replaceAll('_', ' '),
  allParts: 'All parts',
  part: 'Part',
  state: 'How it is',
  looked: 'Looked at',
  tookToLook: 'Took',
  seconds: (ms: number) => `${toTenth(ms / 1000)} s`,
  /** What is said of a part, and what to do: in English, as the server says it. */
  checkDetail: (_name: string, { detail }: CheckSaid) => detail,
  /** What a job did. */
  jobDetail: (detail: string) =>
    DID_NOTHING.test(detail) ? 'nothing to do' : detail.replaceAll(ONE_OF_MANY, '1 $1'),
  /** What came of a proof. */
  proofDetail: (detail: string) => detail,
  drift: ({ rows, compared }: { rows: number | null; compared: number }) =>
    rows === null
      ? 'Not compared with a recount yet.'
      : `${of(rows, 'row')} differed from a recount, in ${of(compared, 'organization')}.`,
  parts: 'How each part is',
  names: {
    database: 'Database',
    answers: 'Answers',
    errors: 'Errors',
    jobs: 'Jobs',
    backup: 'Last backup',
    disk: 'Disk',
  },
  states: { ok: 'as it should be', warning: 'wants a look', failed: 'failed', unknown: 'not known' },
  answered: (n: number) => `95% of ${of(n, 'request')}, 60 min`,
  outOf: (n: string, all: string) => `${n} of ${all}`,
  lastMinutes: 'in the last 60 minutes',
  answersIn: (engine: string, ms: string) => `${engine}, answers in ${ms} ms`,
  shareOf: (share: string, total: string) => `${share} of ${total}`,
  jobsFigure: (failed: number) => (failed === 0 ? 'none failed' : `${count(failed)} failed`),
  free: (bytes: string) => `${bytes} free`,
  /** What is said of a part that is as it should be; of any other the server says what to do. */
  fine: { jobs: 'last ran as they should' },
  allBackups: (n: number) => `All ${count(n)} backups`,
  whatIsProved:
    'A backup counts as proved when it has been restored into a scratch place, and each table and each organization’s dashboard there equal what was archived.',
  now: 'now',
  steps: { writing: 'writing', proving: 'proving' },
  prove: 'Prove',
  proveAgain: 'Prove again',
  provedAgain: { proved: 'The backup is proved.', failed: 'The backup failed its proof.' },
  delete: 'Delete',
  deleteOf: (name: string) => `Delete ${name}`,
  deleteTitle: 'Delete this backup?',
  deleteWhat: (name: string) =>
    `The file ${name} is gone then. Its copy in the object store, if there is one, stays as long as copies are kept.`,
  backupDeleted: 'The backup is deleted.',
  firstBackup: 'None yet: the first is made by the schedule, and proved.',
  backedUpAt: (when: string) => `made ${when}`,
  backups: 'Backups',
  backUp: 'Back up now',
  backingUp: 'Backing up, and proving…',
  backedUp: (name: string) => `${name} is made.`,
  noBackup: 'No backup yet.',
  made: 'Made',
  size: 'Size',
  rows: 'Rows',
  proof: 'Proof',
  download: 'Download',
  reasons: { scheduled: 'by the schedule', manual: 'by hand', safety: 'for safety' },
  proofs: { proved: 'proved', failed: 'failed', pending: 'not proved' },
  job: 'Job',
  jobName: (name: string) => JOBS[name.replaceAll('-', '_')] ?? upper(name.replaceAll(/[_-]/g, ' ')),
  schedule: (pattern: string, zone: string) => {
    const when = readSchedule(pattern)
    if (when === null) return `${pattern}, ${zone}`
    if (when.every === 'minutes') return when.n === 1 ? 'every minute' : `every ${count(when.n)} minutes`
    if (when.every === 'hour') return `every hour, at ${String(when.minute).padStart(2, '0')} past`
    return `every day at ${when.time}, ${zone}`
  },
  lastRun: 'Last run',
  result: 'What it did',
  next: 'Next',
  run: 'Run',
  running: 'running',
  begun: (job: string) => `${job} runs.`,
  notYet: 'not yet',
  outcomes: { done: 'done', failed: 'failed', interrupted: 'interrupted' },
  slowRoutes: 'Slow requests',
  lastHour: 'last 60 minutes, milliseconds',
  allRoutes: 'All routes',
  requests: 'Requests',
  ofThisProcess: 'Of the process that answered, since it began.',
  window: 'How far back',
  windows: { '5m': '5 minutes', '1h': '1 hour', '24h': '24 hours' },
  route: 'Route',
  times: 'Asked',
  half: 'half within',
  percent: (n: number) => `${n}%`,
  within95: '95% within',
  halfAndMore: 'Half within, 95% within and 99% within, in milliseconds',
  took: (half: string, most: string, nearlyAll: string) =>
    `Half within ${half} ms, 95% within ${most} ms, 99% within ${nearlyAll} ms`,
  nobodyAsked: 'Nobody has asked anything in this time.',
  slowest: 'What took longest',
  noSlowRequest: (ms: number) => `No request took longer than ${count(ms)} ms.`,
  slowQueries: 'Slow queries',
  over: (ms: number) => `over ${count(ms)} ms`,
  ofQueries: (n: string, all: string) => `${n} of ${all}`,
  noSlowQuery: (ms: number) => `No query took longer than ${count(ms)} ms.`,
  noValues: 'Values are never kept: a mark stands where one was. The last hundred are known.',
  often: (n: number) => (n === 1 ? 'once' : `${count(n)} times`),
  mean: (ms: string) => `mean ${ms} ms`,
  longest: (ms: string) => `longest ${ms} ms`,
  askedBy: (who: readonly string[]) => `asked by ${who.join(', ')}`,
  queries: 'Queries',
  pool: (used: string, most: string, waiting: string) =>
    `${used} of ${most} connections in use, ${waiting} waiting`,
  kindOfQuery: 'Kind',
  queryKinds: {
    select: 'Read',
    insert: 'Added',
    update: 'Changed',
    delete: 'Deleted',
    other: 'Others',
  } as Record<string, string>,
  meanTime: 'Mean',
  refused: 'Refused',
  ranAgain: 'Transactions that ran again',
  history: 'History',
  historyOf: (job: string) => `History of ${job}`,
  copies: { copied: 'copied', failed: 'not copied' },
  restore: 'Restore…',
  restoreOf: (name: string) => `Restore ${name}`,
  restoreTitle: 'How to restore a backup',
  restoreWhat: (rows: string, tables: string) =>
    `It replaces everything by what this backup holds: ${rows} rows in ${tables} tables, as they were`,
  restoreSafely:
    'What is there now is backed up first, so that it can be undone; nothing is touched before the backup was read to its end and found whole.',
  restoreUnproved: 'This backup is not proved. Prove it first: “almanac backup verify” and its name.',
  restoreSteps: [
    'Stop the server: nothing else may use the database meanwhile.',
    'On its machine, where its data are, run the command below. It says what will be replaced, and asks.',
    'Start the server.',
  ],
  copyCommand: 'Copy the command',
  lookUp: 'Look up',
  correlationId: 'Correlation id',
  lookUpHint:
    'It stands in every error, in the header x-correlation-id of every answer, and in every line of the log.',
  nothingOf: 'Nothing is known of this id. It may be older than the log, or of another process.',
  lookedThrough: (log: string, memory: string, isComplete: boolean) =>
    `Looked through: ${log}; ${memory}.${isComplete ? '' : ' Earlier lines were not looked through.'}`,
  auditBy: (actor: string) => `by ${actor}`,
  found_kinds: {
    request: 'request',
    log_line: 'log',
    slow_query: 'query',
    job_run: 'job',
    audit_entry: 'audit',
    webhook_delivery: 'webhook',
  },
  memory: 'Memory for answers',
  memoryOf: (n: number, used: string, most: string) => `${of(n, 'answer')}, ${used} of ${most}`,
  answerKinds: {
    dashboard: 'Numbers of the day',
    trends: 'Numbers by day',
    statistics: 'Statistics',
    notable: 'What stands out',
    activity: 'Activity',
    cohorts: 'Cohorts',
    lifecycle: 'Who came and stayed away',
    hiring: 'Hiring',
    other: 'Others',
  } as Record<string, string>,
  nothingKept: 'Nothing has been asked for yet.',
  kindOfAnswer: 'Answer',
  askedFor: 'Asked for',
  found: 'Found there',
  computing: 'Computing one',
  organizations: 'Organizations',
  members: 'Members',
  lastActive: 'Last active',
  founded: 'Founded',
  plan: 'Plan',
  planOf: (name: string) => `Plan of ${name}`,
  plans: { free: 'Free', basic: 'Basic', premium: 'Premium', enterprise: 'Enterprise' },
  newer: 'Newer',
  older: 'Older',
}

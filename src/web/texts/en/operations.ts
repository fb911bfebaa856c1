/** What is said of the operations views, in English. */
import { count } from '../../format/numbers.ts'
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

export const en = {
  say: (troubles: readonly string[]) =>
    troubles.length === 0
      ? 'Everything runs.'
      : `**${upper(troubles.map((one) => one.replace('_', ' ')).join(', '))}** ${troubles.length === 1 ? 'wants' : 'want'} a look.`,
  parts: 'How each part is',
  names: {
    database: 'Database',
    answers: 'Answers, 95% within',
    errors: 'Errors',
    jobs: 'Jobs',
    backup: 'Last backup',
    disk: 'Disk',
  },
  states: { ok: 'as it should be', warning: 'wants a look', failed: 'failed', unknown: 'not known' },
  answered: (n: number) => `${of(n, 'request')} in the last 60 minutes`,
  ofRequests: (n: number) => `of ${of(n, 'request')}`,
  jobsFigure: (failed: number) => (failed === 0 ? 'none failed' : `${count(failed)} failed`),
  free: (bytes: string) => `${bytes} free`,
  /** What is said of a part that is as it should be; of any other the server says what to do. */
  fine: {
    database: 'It answers.',
    jobs: 'None is late.',
    disk: 'where the data are',
  },
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
  reasons: { scheduled: 'by the schedule', manual: 'by hand', safety: 'before a restore' },
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
  lastHour: 'the last hour, of the process that answered',
  route: 'Route',
  times: 'Times',
  half: 'Half within',
  errorsOf: (n: number) => of(n, 'error'),
  nobodyAsked: 'Nobody has asked anything in the last 60 minutes.',
  slowQueries: 'Slow queries',
  noSlowQuery: (ms: number) => `No query took longer than ${count(ms)} ms.`,
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
    `Looked through: ${log}; ${memory}.${isComplete ? '' : ' The log was too long to be read to its end.'}`,
  found_kinds: {
    request: 'request',
    log_line: 'log',
    slow_query: 'query',
    job_run: 'job',
    audit_entry: 'audit',
  },
  memory: 'Memory for answers',
  memoryOf: (n: number, used: string, most: string) => `${of(n, 'answer')}, ${used} of ${most}`,
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

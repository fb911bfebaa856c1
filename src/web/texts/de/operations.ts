/** What is said of the operations views, in German. */
import { count } from '../../format/numbers.ts'
import { readSchedule } from '../../format/schedule.ts'
import type { TextsOf } from '../shape.ts'
import { of, requests, upper } from './counting.ts'

const CHECKS: Record<string, string> = {
  database: 'Datenbank',
  requests: 'Anfragen',
  jobs: 'Dienste',
  backup: 'Sicherung',
  disk: 'Platte',
  rollup_drift: 'Abweichung der Zahlen',
}

const JOBS: Record<string, string> = {
  backup: 'Sicherung',
  snapshots: 'Tagesabschlüsse',
  reconcile: 'Abgleich der Zahlen',
  upgrade_rollups: 'Neubau der Zahlen',
  upgrade_search: 'Neubau der Suche',
  index_texts: 'Verzeichnis der Texte',
  extract_texts: 'Texte aus Dateien',
  publish_content: 'Veröffentlichen',
  undo_imports: 'Importe zurücknehmen',
  erase_candidates: 'Kandidaten löschen',
  sweep_files: 'Dateien ausfegen',
  clean_up: 'Aufräumen',
}

export const de: TextsOf<'operations'> = {
  say: (troubles) =>
    troubles.length === 0
      ? 'Alles läuft.'
      : `**${upper(troubles.map((one) => CHECKS[one] ?? one.replace('_', ' ')).join(', '))}** ${troubles.length === 1 ? 'verlangt' : 'verlangen'} einen Blick.`,
  parts: 'Wie es um jeden Teil steht',
  names: {
    database: 'Datenbank',
    answers: 'Antworten, 95 % binnen',
    errors: 'Fehler',
    jobs: 'Dienste',
    backup: 'Letzte Sicherung',
    disk: 'Platte',
  },
  states: {
    ok: 'wie es sein soll',
    warning: 'verlangt einen Blick',
    failed: 'ausgefallen',
    unknown: 'nicht bekannt',
  },
  answered: (n) => `${requests(n)} in den letzten 60 Minuten`,
  ofRequests: (n) => `von ${requests(n)}`,
  jobsFigure: (failed) => (failed === 0 ? 'ohne Fehlschlag' : of(failed, 'Fehlschlag', 'Fehlschläge')),
  free: (bytes) => `${bytes} frei`,
  /** What is said of a part that is as it should be; of any other the server says what to do. */
  fine: {
    database: 'Sie antwortet.',
    jobs: 'Keiner ist verspätet.',
    disk: 'wo die Daten liegen',
  },
  firstBackup: 'Noch keine: die erste entsteht nach dem Plan und wird geprüft.',
  backedUpAt: (when) => `erstellt ${when}`,
  backups: 'Sicherungen',
  backUp: 'Jetzt sichern',
  backingUp: 'Wird gesichert und geprüft …',
  backedUp: (name) => `${name} ist gemacht.`,
  noBackup: 'Noch keine Sicherung.',
  made: 'Gemacht',
  size: 'Größe',
  rows: 'Zeilen',
  proof: 'Beweis',
  download: 'Herunterladen',
  reasons: { scheduled: 'nach Plan', manual: 'von Hand', safety: 'vor einer Wiederherstellung' },
  proofs: { proved: 'bewiesen', failed: 'durchgefallen', pending: 'nicht bewiesen' },
  job: 'Dienst',
  jobName: (name) => JOBS[name.replaceAll('-', '_')] ?? upper(name.replaceAll(/[_-]/g, ' ')),
  schedule: (pattern, zone) => {
    const when = readSchedule(pattern)
    if (when === null) return `${pattern}, ${zone}`
    if (when.every === 'minutes') return when.n === 1 ? 'jede Minute' : `alle ${count(when.n)} Minuten`
    if (when.every === 'hour') return `jede Stunde, Minute ${String(when.minute).padStart(2, '0')}`
    return `jeden Tag um ${when.time}, ${zone}`
  },
  lastRun: 'Letzter Lauf',
  result: 'Was er tat',
  next: 'Nächster',
  run: 'Starten',
  running: 'läuft',
  begun: (job) => `${job} läuft.`,
  notYet: 'noch nicht',
  outcomes: { done: 'fertig', failed: 'fehlgeschlagen', interrupted: 'unterbrochen' },
  slowRoutes: 'Langsame Anfragen',
  lastHour: 'die letzte Stunde, des Prozesses, der geantwortet hat',
  route: 'Route',
  times: 'Mal',
  half: 'Die Hälfte binnen',
  errorsOf: (n) => of(n, 'Fehler', 'Fehler'),
  nobodyAsked: 'In den letzten 60 Minuten hat niemand etwas gefragt.',
  slowQueries: 'Langsame Abfragen',
  noSlowQuery: (ms) => `Keine Abfrage dauerte länger als ${count(ms)} ms.`,
  history: 'Verlauf',
  historyOf: (job) => `Verlauf von ${job}`,
  copies: { copied: 'kopiert', failed: 'nicht kopiert' },
  restore: 'Wiederherstellen …',
  restoreOf: (name) => `${name} wiederherstellen`,
  restoreTitle: 'Wie man eine Sicherung wiederherstellt',
  restoreWhat: (rows, tables) =>
    `Alles wird durch das ersetzt, was diese Sicherung hält: ${rows} Zeilen in ${tables} Tabellen, wie sie waren`,
  restoreSafely:
    'Was jetzt da ist, wird erst gesichert, so dass es sich zurücknehmen lässt; nichts wird angerührt, bevor die Sicherung bis zum Ende gelesen und heil befunden ist.',
  restoreUnproved:
    'Diese Sicherung ist nicht bewiesen. Prüfen Sie sie erst: „almanac backup verify“ und ihr Name.',
  restoreSteps: [
    'Halten Sie den Server an: nichts sonst darf die Datenbank so lange benutzen.',
    'Führen Sie auf seinem Rechner, wo seine Daten sind, den Befehl unten aus. Er sagt, was ersetzt wird, und fragt.',
    'Starten Sie den Server.',
  ],
  copyCommand: 'Befehl kopieren',
  lookUp: 'Nachschlagen',
  correlationId: 'Korrelations-ID',
  lookUpHint:
    'Sie steht in jedem Fehler, im Header x-correlation-id jeder Antwort und in jeder Zeile des Protokolls.',
  nothingOf:
    'Von dieser ID ist nichts bekannt. Sie kann älter sein als das Protokoll oder von einem anderen Prozess.',
  lookedThrough: (log, memory, isComplete) =>
    `Durchsucht: ${log}; ${memory}.${isComplete ? '' : ' Das Protokoll war zu lang, um es bis zum Ende zu lesen.'}`,
  found_kinds: {
    request: 'Anfrage',
    log_line: 'Protokoll',
    slow_query: 'Abfrage',
    job_run: 'Dienst',
    audit_entry: 'Prüfung',
  },
  memory: 'Gedächtnis für Antworten',
  memoryOf: (n, used, most) => `${of(n, 'Antwort', 'Antworten')}, ${used} von ${most}`,
  nothingKept: 'Noch wurde nach nichts gefragt.',
  kindOfAnswer: 'Antwort',
  askedFor: 'Gefragt',
  found: 'Dort gefunden',
  computing: 'Eine zu berechnen',
  organizations: 'Organisationen',
  members: 'Mitglieder',
  lastActive: 'Zuletzt aktiv',
  founded: 'Gegründet',
  plan: 'Plan',
  planOf: (name) => `Plan von ${name}`,
  plans: { free: 'Frei', basic: 'Einfach', premium: 'Erweitert', enterprise: 'Unternehmen' },
  newer: 'Neuere',
  older: 'Ältere',
}

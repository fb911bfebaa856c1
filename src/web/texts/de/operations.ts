/** What is said of the operations views, in German. */
import { count, toTenth } from '../../format/numbers.ts'
import { readSchedule } from '../../format/schedule.ts'
import type { TextsOf } from '../shape.ts'
import { of, requests, upper } from './counting.ts'
import { checkDetail, jobDetail, proofDetail, sourceName } from './server-words.ts'

const CHECKS: Record<string, string> = {
  database: 'Datenbank',
  cache: 'Gedächtnis',
  jobs: 'Dienste',
  memory: 'Arbeitsspeicher',
  backup: 'Sicherung',
  disk: 'Platte',
  event_loop: 'Antwortzeit',
  rollup_drift: 'Zahlen',
}

const JOBS: Record<string, string> = {
  backup: 'Sicherung',
  snapshots: 'Tagesabschlüsse',
  alerts: 'Alarme zu Kennzahlen',
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

function jobName(name: string): string {
  return JOBS[name.replaceAll('-', '_')] ?? upper(name.replaceAll(/[_-]/g, ' '))
}

export const de: TextsOf<'operations'> = {
  views: 'Betrieb',
  tabs: {
    everything: 'Alles',
    health: 'Zustand',
    backups: 'Sicherungen',
    jobs: 'Dienste',
    requests: 'Anfragen',
    queries: 'Abfragen',
    cache: 'Gedächtnis',
    organizations: 'Organisationen',
    lookup: 'Nachschlagen',
  },
  say: (troubles) =>
    troubles.length === 0
      ? 'Alles läuft.'
      : `**${troubles.join(', ')}** ${troubles.length === 1 ? 'verlangt' : 'verlangen'} einen Blick.`,
  lastBackup: (outcome, when) =>
    outcome === 'proved'
      ? `Die letzte Sicherung wurde ${when} **bewiesen**.`
      : outcome === 'failed'
        ? `Die letzte Sicherung **fiel** ${when} **bei der Prüfung durch**.`
        : `Die letzte Sicherung, gemacht ${when}, **ist nicht bewiesen**.`,
  notThatOf: (when) => `Die von ${when} **wurde es nicht**.`,
  mayGo: (when) =>
    `Auf Sie wartet nur die Sicherung von ${when}: eine spätere ist bewiesen, sie darf also gelöscht werden.`,
  recounted: (rows, when) =>
    rows === 0
      ? `Die Zahlen stimmten ${when} mit der Nachzählung überein.`
      : `${of(rows, 'Zeile', 'Zeilen')} der Zahlen ${rows === 1 ? 'wich' : 'wichen'} ${when} von der Nachzählung ab.`,
  partName: (name) => CHECKS[name] ?? upper(name.replaceAll('_', ' ')),
  allParts: 'Alle Teile',
  part: 'Teil',
  state: 'Wie er ist',
  looked: 'Angesehen',
  tookToLook: 'Dauerte',
  seconds: (ms) => `${toTenth(ms / 1000)} s`,
  checkDetail: (name, check) => checkDetail(name, check, jobName),
  jobDetail,
  proofDetail,
  drift: ({ rows, compared }) =>
    rows === null
      ? 'Noch nicht mit einer Nachzählung verglichen.'
      : `${of(rows, 'Zeile', 'Zeilen')} ${rows === 1 ? 'wich' : 'wichen'} von einer Nachzählung ab, in ${of(compared, 'Organisation', 'Organisationen')}.`,
  parts: 'Wie es um jeden Teil steht',
  names: {
    database: 'Datenbank',
    answers: 'Antworten',
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
  answered: (n) => `95 % von ${requests(n)}, 60 min`,
  outOf: (n, all) => `${n} von ${all}`,
  lastMinutes: 'in den letzten 60 Minuten',
  answersIn: (engine, ms) => `${engine}, antwortet in ${ms} ms`,
  shareOf: (share, total) => `${share} von ${total}`,
  jobsFigure: (failed) => (failed === 0 ? 'ohne Fehlschlag' : of(failed, 'Fehlschlag', 'Fehlschläge')),
  free: (bytes) => `${bytes} frei`,
  /** What is said of a part that is as it should be; of any other the server says what to do. */
  fine: { jobs: 'liefen zuletzt, wie sie sollen' },
  allBackups: (n) => `Alle ${count(n)} Sicherungen`,
  whatIsProved:
    'Eine Sicherung gilt als bewiesen, wenn sie an einem Probeort zurückgespielt wurde und dort jede Tabelle und die Übersicht jeder Organisation sind, was gesichert wurde.',
  now: 'jetzt',
  steps: { writing: 'wird geschrieben', proving: 'wird bewiesen' },
  prove: 'Prüfen',
  proveAgain: 'Noch einmal prüfen',
  provedAgain: { proved: 'Die Sicherung ist bewiesen.', failed: 'Die Sicherung fiel bei der Prüfung durch.' },
  delete: 'Löschen',
  deleteOf: (name) => `${name} löschen`,
  deleteTitle: 'Diese Sicherung löschen?',
  deleteWhat: (name) =>
    `Die Datei ${name} ist dann fort. Ihre Kopie im Objektspeicher, wenn es eine gibt, bleibt so lange, wie Kopien aufbewahrt werden.`,
  backupDeleted: 'Die Sicherung ist gelöscht.',
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
  reasons: { scheduled: 'nach Plan', manual: 'von Hand', safety: 'zur Sicherheit' },
  proofs: { proved: 'bewiesen', failed: 'durchgefallen', pending: 'nicht bewiesen' },
  job: 'Dienst',
  jobName,
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
  lastHour: 'letzte 60 Minuten, Millisekunden',
  allRoutes: 'Alle Routen',
  requests: 'Anfragen',
  ofThisProcess: 'Des Prozesses, der geantwortet hat, seit er begann.',
  window: 'Wie weit zurück',
  windows: { '5m': '5 Minuten', '1h': '1 Stunde', '24h': '24 Stunden' },
  route: 'Route',
  times: 'Gefragt',
  half: 'die Hälfte binnen',
  percent: (n) => `${n} %`,
  within95: '95 % binnen',
  halfAndMore: 'Die Hälfte binnen, 95 % binnen und 99 % binnen, in Millisekunden',
  took: (half, most, nearlyAll) =>
    `Die Hälfte binnen ${half} ms, 95 % binnen ${most} ms, 99 % binnen ${nearlyAll} ms`,
  nobodyAsked: 'In dieser Zeit hat niemand etwas gefragt.',
  slowest: 'Was am längsten dauerte',
  noSlowRequest: (ms) => `Keine Anfrage dauerte länger als ${count(ms)} ms.`,
  slowQueries: 'Langsame Abfragen',
  over: (ms) => `über ${count(ms)} ms`,
  ofQueries: (n, all) => `${n} von ${all}`,
  noSlowQuery: (ms) => `Keine Abfrage dauerte länger als ${count(ms)} ms.`,
  noValues:
    'Werte werden nie aufbewahrt: wo einer stand, steht ein Zeichen. Bekannt sind die letzten hundert.',
  often: (n) => (n === 1 ? 'einmal' : `${count(n)}-mal`),
  mean: (ms) => `im Mittel ${ms} ms`,
  longest: (ms) => `längstens ${ms} ms`,
  askedBy: (who) => `gefragt von ${who.join(', ')}`,
  queries: 'Abfragen',
  pool: (used, most, waiting) => `${used} von ${most} Verbindungen in Gebrauch, ${waiting} warten`,
  kindOfQuery: 'Art',
  queryKinds: {
    select: 'Gelesen',
    insert: 'Hinzugefügt',
    update: 'Geändert',
    delete: 'Gelöscht',
    other: 'Andere',
  },
  meanTime: 'Im Mittel',
  refused: 'Abgelehnt',
  ranAgain: 'Noch einmal gelaufene Transaktionen',
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
    `Durchsucht: ${sourceName(log)}; ${sourceName(memory)}.${isComplete ? '' : ' Frühere Zeilen wurden nicht durchsucht.'}`,
  auditBy: (actor) => `durch ${actor}`,
  found_kinds: {
    request: 'Anfrage',
    log_line: 'Protokoll',
    slow_query: 'Abfrage',
    job_run: 'Dienst',
    audit_entry: 'Audit',
    webhook_delivery: 'Webhook',
  },
  memory: 'Gedächtnis für Antworten',
  memoryOf: (n, used, most) => `${of(n, 'Antwort', 'Antworten')}, ${used} von ${most}`,
  answerKinds: {
    dashboard: 'Zahlen des Tages',
    trends: 'Zahlen nach Tagen',
    statistics: 'Statistik',
    notable: 'Auffälliges',
    activity: 'Ereignisse',
    cohorts: 'Kohorten',
    lifecycle: 'Wer kam und ausblieb',
    hiring: 'Einstellung',
    other: 'Andere',
  },
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

/** What is said of the operations views, in German. */
import { count } from '../../format/numbers.ts'
import { of, requests, upper } from '../german.ts'
import type { OperationsTexts } from './shape.ts'

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
}

export const de: OperationsTexts = {
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
  jobsFigure: (failed) => (failed === 0 ? 'keiner schlug fehl' : `${count(failed)} schlugen fehl`),
  free: (bytes) => `${bytes} frei`,
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
  jobName: (name) => JOBS[name] ?? upper(name.replaceAll(/[_-]/g, ' ')),
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
}

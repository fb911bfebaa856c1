/** What the server says of its parts, jobs and backups, in German. What it says otherwise stays as it is. */
import { bytes, count, plain } from '../../format/numbers.ts'
import type { CheckSaid } from '../en/operations.ts'
import { of } from './counting.ts'

type Words = readonly (readonly [pattern: RegExp, say: (...parts: string[]) => string])[]

const n = (digits: string | undefined) => Number((digits ?? '0').replaceAll(',', ''))
const rows = (digits: string) => of(n(digits), 'Zeile', 'Zeilen')

/** Of a job that has failed in part, what it did stands before the fault. */
const JOB_DETAILS: Words = [
  [
    /^rebuilt (\d+) outdated organizations/,
    (a) => counted(n(a), 'Organisation neu gezählt', 'Organisationen neu gezählt'),
  ],
  [/^indexed (\d+) texts anew/, (a) => counted(n(a), 'Text neu verzeichnet', 'Texte neu verzeichnet')],
  [/^indexed (\d+) texts/, (a) => counted(n(a), 'Text verzeichnet', 'Texte verzeichnet')],
  [
    /^closed (\d+) days of (\d+) organizations/,
    (a, b) =>
      n(a) === 0
        ? 'nichts zu tun'
        : `${of(n(a), 'Tag', 'Tage')} von ${of(n(b), 'Organisation', 'Organisationen')} abgeschlossen`,
  ],
  [
    /^compared (\d+) of (\d+) organizations, (\d+) rows differed/,
    (a, b, c) =>
      `${count(n(a))} von ${of(n(b), 'Organisation', 'Organisationen')} verglichen, ${n(c) === 0 ? 'keine Abweichung' : `${rows(c ?? '')} ${n(c) === 1 ? 'wich' : 'wichen'} ab`}`,
  ],
  [
    /^fired (\d+) times in (\d+) organizations/,
    (a, b) =>
      n(a) === 0
        ? 'nichts zu tun'
        : `${of(n(a), 'Alarm', 'Alarme')} in ${of(n(b), 'Organisation', 'Organisationen')} gemeldet`,
  ],
  [/^published (\d+) so far/, (a) => `bisher ${of(n(a), 'Text', 'Texte')} veröffentlicht`],
  [/^published (\d+)/, (a) => counted(n(a), 'Text veröffentlicht', 'Texte veröffentlicht')],
  [
    /^finished taking (\d+) imports back/,
    (a) => counted(n(a), 'Import zurückgenommen', 'Importe zurückgenommen'),
  ],
  [/^erased (\d+) candidates/, (a) => counted(n(a), 'Kandidat gelöscht', 'Kandidaten gelöscht')],
  [/^looked for the texts of (\d+) files/, (a) => counted(n(a), 'Datei gelesen', 'Dateien gelesen')],
  [
    /^removed (\d+) contents that no file has any more/,
    (a) => counted(n(a), 'verwaister Inhalt entfernt', 'verwaiste Inhalte entfernt'),
  ],
  [/^deleted nothing/, () => 'nichts zu tun'],
  [/^deleted (.+)$/, (all) => `gelöscht: ${leftovers(all)}`],
  [
    /^(\S+), (\d+) rows, proved; removed (\d+)$/,
    (name, a, b) => `${name}, ${rows(a)}, bewiesen; ${of(n(b), 'alte', 'alte')} entfernt`,
  ],
  [/^Its process ended before it did\.$/, () => 'Sein Prozess endete vorher.'],
]

function counted(value: number, one: string, other: string): string {
  return value === 0 ? 'nichts zu tun' : of(value, one, other)
}

const TABLES: Record<string, string> = {
  sessions: 'Sitzungen',
  one_time_tokens: 'Links',
  second_factors: 'unfertige zweite Faktoren',
  sign_in_failures: 'Fehlversuche',
  invitations: 'Einladungen',
  notifications: 'Benachrichtigungen',
  audit_entries: 'Einträge der Prüfung',
  job_runs: 'Läufe',
  idempotency_keys: 'Schlüssel von Wiederholungen',
  changes: 'Änderungen',
  request_minutes: 'Minuten von Anfragen',
  tasks: 'Aufgaben',
  projects: 'Projekte',
  messages: 'Nachrichten',
}

function leftovers(all: string): string {
  return all
    .split(', ')
    .map((one) => one.replace(/ (\w+)$/, (_, table) => ` ${TABLES[table] ?? table}`))
    .join(', ')
}

export function jobDetail(detail: string): string {
  const [, done = detail, failed, fault] = /^(.*?), (\d+) failed; (.*)$/.exec(detail) ?? []
  const said = translated(JOB_DETAILS, done)
  return failed === undefined ? said : `${said}, ${count(n(failed))} fehlgeschlagen: ${fault}`
}

const PLACES: Record<string, string> = {
  'a scratch file': 'eine Probedatei',
  'a scratch database of Postgres': 'eine Probedatenbank',
}

const PROOFS: Words = [
  [
    /^Restored into (.+): ([\d,]+) tables and ([\d,]+) rows are what they were, and so (?:is|are) ([\d,]+) dashboards?\.(.*)$/,
    (place = '', tables, all, dashboards, files = '') =>
      `In ${PLACES[place] ?? 'eine Probedatei von SQLite'} zurückgespielt: ${of(n(tables), 'Tabelle', 'Tabellen')} und ${rows(all ?? '')} sind, was sie waren, und ${of(n(dashboards), 'Übersicht', 'Übersichten')} auch.${filesOf(files)}`,
  ],
  [
    /^The dashboard of the organization (\S+) is not what it was\.$/,
    (id) => `Die Übersicht der Organisation ${id} ist nicht, was sie war.`,
  ],
  [
    /^What was (?:restored of|put into) (\S+) is not what was archived\.$/,
    (table) => `Was von ${table} zurückkam, ist nicht, was gesichert wurde.`,
  ],
]

/** Why an archive is none. */
const FAULTS: Record<string, string> = {
  'It is not what its manifest says: the checksum of the whole is another.':
    'Sie ist nicht, was ihr Verzeichnis sagt: die Prüfsumme des Ganzen ist eine andere.',
  'It would unpack to far more than any archive of this size holds.':
    'Ausgepackt wäre sie weit größer, als ein Archiv dieser Größe sein kann.',
  'It cannot be unpacked: it is no archive of Almanac, or damaged.':
    'Sie lässt sich nicht auspacken: sie ist kein Archiv von Almanac, oder beschädigt.',
  'It is no archive of Almanac, or what was one is damaged.':
    'Sie ist kein Archiv von Almanac, oder was eines war, ist beschädigt.',
  'It holds more than its manifest says.': 'Sie enthält mehr, als ihr Verzeichnis sagt.',
  'It is cut short: its end is missing.': 'Sie ist abgeschnitten: ihr Ende fehlt.',
  'Its manifest contradicts itself.': 'Ihr Verzeichnis widerspricht sich.',
  'Its manifest is not what was written: the checksum is another.':
    'Ihr Verzeichnis ist nicht, was geschrieben wurde: die Prüfsumme ist eine andere.',
  'Its parts are not in the order of its manifest.':
    'Ihre Teile stehen nicht in der Reihenfolge ihres Verzeichnisses.',
  'One of its blocks is not what was written: the checksum is another.':
    'Einer ihrer Blöcke ist nicht, was geschrieben wurde: die Prüfsumme ist eine andere.',
  'One of its blocks is too large.': 'Einer ihrer Blöcke ist zu groß.',
  'Something follows its end.': 'Nach ihrem Ende kommt noch etwas.',
}

const SOURCES: Words = [
  [
    /^the last lines of this process: LOG_DIR is not set$/,
    () => 'die letzten Zeilen dieses Prozesses (LOG_DIR ist nicht gesetzt)',
  ],
  [/^(\d+) files in LOG_DIR$/, (files) => `${of(n(files), 'Datei', 'Dateien')} in LOG_DIR`],
  [/^this process \((\d+)\)$/, (pid) => `dieser Prozess (${pid})`],
]

/** Where it was looked for. */
export function sourceName(source: string): string {
  return translated(SOURCES, source)
}

function filesOf(said: string): string {
  const [, all] = /All ([\d,]+) contents of files are there/.exec(said) ?? []
  return all === undefined ? said : ` Alle ${count(n(all))} Inhalte von Dateien sind da.`
}

export function proofDetail(detail: string): string {
  return FAULTS[detail] ?? translated(PROOFS, detail)
}

type Say = (check: CheckSaid, jobName: (name: string) => string) => string | null

/** By the part, of what its check found. */
const CHECKS: Record<string, Say> = {
  database: ({ state, pool }) =>
    state === 'ok'
      ? 'Die Datenbank antwortet.'
      : pool && pool.waiting > 0
        ? `${count(pool.waiting)} warten auf eine Verbindung. Die langsamen Abfragen sagen, warum.`
        : pool
          ? 'Die Datenbank antwortet, aber was andere Prozesse ändern, wird nicht gehört: Aufbewahrtes wird nicht ausgegeben.'
          : null,
  cache: ({ state }) =>
    state === 'ok'
      ? 'Was aufbewahrt ist, wird ausgegeben.'
      : state === 'warning'
        ? 'Aufbewahrtes wird nicht ausgegeben, bis wieder zu hören ist, was andere Prozesse ändern.'
        : null,
  jobs: ({ failed = [], late = [], state }, jobName) => {
    if (state === 'ok') return 'Kein Dienst ist fehlgeschlagen, und keiner ist verspätet.'
    const parts = [
      ...(failed.length > 0 ? [`Fehlgeschlagen: ${failed.map(jobName).join(', ')}`] : []),
      ...(late.length > 0
        ? [`Seit über einer Stunde fällig: ${late.map(jobName).join(', ')}; läuft ein Server?`]
        : []),
    ]
    return parts.length > 0 ? `${parts.join('. ').replace(/\?$/, '')}${late.length > 0 ? '?' : '.'}` : null
  },
  disk: ({ state, free_bytes, detail }) => {
    if (free_bytes === undefined) return state === 'unknown' ? 'DATA_DIR wird nicht benutzt.' : null
    if (detail.includes('BACKUP_DIR')) return null
    const free = `${bytes(free_bytes)} sind frei, wo DATA_DIR liegt`
    return state === 'ok'
      ? `${free}.`
      : `${free}: schaffen Sie Platz, bevor nichts mehr geschrieben werden kann.`
  },
  memory: ({ state, resident_bytes, limit_bytes }) => {
    if (resident_bytes === undefined || limit_bytes === undefined) return null
    const used = `${bytes(resident_bytes)} von ${bytes(limit_bytes)} sind in Gebrauch`
    return state === 'ok'
      ? `${used}.`
      : `${used}: das System beendet den Prozess womöglich bald. Geben Sie ihm mehr.`
  },
  event_loop: ({ state, max_ms }) => {
    if (max_ms === undefined) return state === 'unknown' ? 'Der Prozess hat eben erst begonnen.' : null
    return state === 'ok'
      ? `In der letzten Minute wartete niemand länger als ${plain(max_ms)} ms auf andere.`
      : `In der letzten Minute warteten alle bis zu ${plain(max_ms)} ms: der Rechner hat zu wenig zu geben, oder lange Arbeit hält den Prozess auf.`
  },
  backup: ({ state, detail, proof, last_backup_at }) => {
    const [, name] = /^(backup_\S+)/.exec(detail) ?? []
    if (!last_backup_at)
      return state === 'unknown'
        ? 'Noch keine: der Dienst „Sicherung“ macht die erste.'
        : 'Es gibt keine, und BACKUP_SCHEDULE ist aus: machen Sie selbst welche.'
    if (!name) return null
    if (state === 'ok') return `${name} ist bewiesen.`
    if (proof === 'failed') return `${name} ist nicht bewiesen. „Jetzt sichern“ macht eine andere.`
    if (detail.includes('others were due'))
      return `${name} ist die letzte, und seither waren andere fällig: die Dienste sagen, warum.`
    if (proof === 'pending') return `${name} ist noch nicht bewiesen.`
    const [, why] = /was not copied: (.*)$/.exec(detail) ?? []
    return why === undefined ? null : `${name} ist bewiesen und wurde nicht kopiert: ${why}`
  },
}

const WORDS: Words = [
  [/^It did not answer within (\d+) ms\.$/, (ms) => `Hat binnen ${count(n(ms))} ms nicht geantwortet.`],
  [
    /^It could not be looked at\. The log says why\.$/,
    () => 'Konnte nicht angesehen werden. Das Protokoll sagt, warum.',
  ],
]

export function checkDetail(name: string, check: CheckSaid, jobName: (name: string) => string): string {
  const said = translated(WORDS, check.detail)
  return said === check.detail ? (CHECKS[name]?.(check, jobName) ?? said) : said
}

function translated(words: Words, text: string): string {
  for (const [pattern, say] of words) {
    const [, ...parts] = pattern.exec(text) ?? []
    if (pattern.test(text)) return say(...parts)
  }
  return text
}

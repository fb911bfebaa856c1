/** What every view says, in German. */

import { dayOfYear, daysBetween, weekOf } from '../../format/days.ts'
import { count, plain } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of } from './counting.ts'
import { reason } from './reasons.ts'

/** "gestern", "vor 292 Tagen" */
function ago(n: number): string {
  return n === 1 ? 'gestern' : `vor ${of(n, 'Tag', 'Tagen')}`
}

export const de: TextsOf<'page'> = {
  email: 'E-Mail',
  password: 'Passwort',
  organization: 'Organisation',
  timeZone: 'Zeitzone',
  apiDocuments: 'API-Dokumente',
  version: (version) => `Almanac ${version}`,
  zoneNow: (zone, time) => `${zone}, jetzt ${time}`,
  notConnected: 'Almanac hat nicht geantwortet. Nichts wurde geändert; versuchen Sie es noch einmal.',
  cutOff:
    'Die Verbindung brach ab, bevor alles getan war. Was getan ist, bleibt; beginnen Sie für den Rest noch einmal.',
  fieldWrong: (what) => `Die Angabe ${what}.`,
  cancel: 'Abbrechen',
  undo: 'Rückgängig',
  save: 'Speichern',
  saved: 'Gespeichert.',
  keepAsIs: 'Alles lassen, wie es ist',
  nobody: 'niemand',
  somebody: 'jemand',
  anApp: 'Eine App',
  close: 'Schließen',

  frame: {
    skip: 'Zum Inhalt',
    main: 'Hauptmenü',
    menu: 'Menü',
    more: 'Mehr',
    search: 'Suchen oder gehen zu …',
    unread: (n) =>
      n === 0 ? 'Benachrichtigungen' : of(n, 'ungelesene Benachrichtigung', 'ungelesene Benachrichtigungen'),
    account: 'Ihr Konto',
    signOut: 'Abmelden',
    theme: { light: 'Hell', dark: 'Dunkel', system: 'Wie das System' },
    late: (n) => [count(n), 'spät'],
    otherLanguage: 'Sprache',
    saved: 'Gemerkt',
    groups: { numbers: 'Zahlen', work: 'Arbeit', administration: 'Verwaltung', instance: 'Instanz' },
    views: {
      overview: 'Übersicht',
      explore: 'Erkunden',
      retention: 'Wiederkehr',
      activity: 'Ereignisse',
      alerts: 'Alarme',
      tasks: 'Aufgaben',
      projects: 'Projekte',
      conversations: 'Gespräche',
      content: 'Inhalte',
      courses: 'Kurse',
      assessments: 'Prüfungen',
      hiring: 'Einstellung',
      trash: 'Papierkorb',
      members: 'Mitglieder',
      keys: 'Schlüssel und Webhooks',
      imports: 'Importe',
      organization: 'Organisation',
      operations: 'Betrieb',
      account: 'Sie',
      definitions: 'Definitionen',
    },
    live: (time) => `Live, ${time}`,
    asOf: (time) => `Stand ${time}`,
    refreshing: 'Wird aufgefrischt',
    notLive: 'Nicht aktuell',
    lostSince: (time) => `Keine Verbindung seit ${time}`,
    lost: (time) =>
      `Keine Verbindung seit ${time}. Diese Zahlen sind von da; es wird von selbst wieder versucht.`,
    offline: (when) => `Offline, letzte Zahlen von ${when}`,
    offlineRests: (when) =>
      `Offline: das sind die letzten Zahlen, von ${when}, und alles hier ist, wie es da war. Es wird von selbst wieder versucht.`,
    unreachable: 'Offline: Almanac antwortet nicht.',
    unreachableWhat: 'Auf diesem Gerät sind keine Zahlen aufbewahrt. Es wird von selbst wieder versucht.',
    updated: 'Almanac wurde erneuert.',
    loadNew: 'Die neue Seite laden',
    notLoaded: 'Dieser Teil der Seite konnte nicht geladen werden.',
    loadAnew: 'Die Seite neu laden',
    limited: (time) =>
      `Für jetzt oft genug gefragt: um ${time} wird wieder aufgefrischt, wie es die Grenze dieses Plans erlaubt.`,
    linkOf: (name) => `Dieser Link gehört zu ${name}.`,
    switchTo: (name) => `Zu ${name} wechseln`,
    tryNow: 'Jetzt versuchen',
    refresh: 'Auffrischen',
    signedOut: 'Sie wurden abgemeldet: diese Sitzung wurde von einem anderen Gerät aus beendet.',
    notFound: 'Eine solche Seite gibt es nicht.',
    toOverview: 'Zur Übersicht',
    title: (view, organization) => `${view} · ${organization} · Almanac`,
    titleOfDay: (date, view, organization) => `Stand ${date} · ${view} · ${organization} · Almanac`,
    yourOrganizations: 'Ihre Organisationen',
  },

  days: {
    day: 'Tag',
    before: 'Der Tag davor',
    after: 'Der Tag danach',
    goTo: 'Zu einem Tag gehen',
    backToToday: 'Zurück zu heute',
    asItStood: 'Stand am Ende des Tages',
    soFar: (time, day) => `Bisher, bis ${time} · Tag ${dayOfYear(day)}, Woche ${weekOf(day)}`,
    past: (name, day, today) =>
      `Sie sehen die Vergangenheit: **alles hier hat den Stand vom Ende des Tages ${name}**, ${ago(daysBetween(day, today))}.`,
    strip: (n) => `Aktive Personen an jedem von ${of(n, 'Tag', 'Tagen')}`,
  },

  almanac: 'Almanac',
  tryAgain: 'Noch einmal',
  between: ({ low, high }) => `${plain(low)} bis ${plain(high)}`,
  copied: 'Kopiert.',
  copyDetails: 'Einzelheiten kopieren',
  failed: (status, code) =>
    status === 403
      ? 'Das darf nur, wer verwaltet.'
      : status === 404
        ? 'Das ist nicht hier, oder nicht für Sie.'
        : status === 429
          ? 'Für jetzt oft genug gefragt. Dieser Teil kommt von selbst wieder.'
          : code === 'rollups_outdated'
            ? 'Die Zahlen werden nach einer Aktualisierung neu aufgebaut. Dieser Teil kommt von selbst wieder.'
            : status === 503
              ? 'Das lässt sich gerade nicht lesen. Es kommt von selbst wieder.'
              : 'Das konnte nicht gelesen werden. Der Rest der Seite ist davon nicht betroffen.',

  table: {
    day: 'Tag',
    note: 'Anmerkung',
    before: (n) =>
      n === 364 ? 'ein Jahr davor' : n === 7 ? 'die Woche davor' : `${count(n / 7)} Wochen davor`,
  },

  take: { table: 'Tabelle', copy: 'Kopieren' },

  plot: {
    forecastThen: 'Vorhersage von diesem Tag: 95 % und 80 %',
    role: 'Bild',
    name: (name) => `${name}. Pfeiltasten gehen von Tag zu Tag; V zeigt die Tabelle.`,
    unusual: 'Ungewöhnlich: erwartet',
    isUnusual: 'ungewöhnlich',
    expected: (value) => `${plain(value)} erwartet`,
    forecast: 'Vorhersage',
    of100: (n) => (n === 95 ? '95 von 100 solchen Tagen' : '80 von 100'),
    soFar: 'bisher',
    today: 'heute',
    since: (day, side) => `seit ${day}: ${side === 'above' ? 'mehr' : 'weniger'}`,
  },

  reason,

  few: 'wenige',
  fewTitle: 'weniger als 20 wurden gezählt',

  hours: {
    events: (n) => of(n, 'Ereignis', 'Ereignisse'),
    midnight: 'Mitternacht',
    title: 'Ereignisse in jeder Stunde',
    times: (n) => `× ${count(n)}`,
  },

  definition: {
    open: 'Was es bedeutet',
  },
}

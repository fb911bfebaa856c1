/** What is said in boxes that open over a view, in German: the search, the keys, notifications, the calendar. */
import type { TextsOf } from '../shape.ts'

const PARTS: Record<string, string> = {
  'metrics/dashboard': 'Die Zahlen des Tages',
  'metrics/trends': 'Zahlen nach Tagen',
  'metrics/statistics': 'Was von den Zahlen zu sagen ist',
  'metrics/notable': 'Was auffällt',
  'metrics/activity': 'Ereignisse',
  'metrics/cohorts': 'Kohorten',
  'metrics/lifecycle': 'Wer kam und wer ausblieb',
  'metrics/definitions': 'Definitionen',
  'operations/backups': 'Sicherungen',
  'operations/jobs': 'Dienste',
  'operations/correlations': 'Nachschlagen',
  'monitoring/metrics': 'Anfragen, Abfragen und Gedächtnis',
  'instance/organizations': 'Alle Organisationen',
  ...{ tasks: 'Aufgaben', projects: 'Projekte', labels: 'Etiketten', trash: 'Papierkorb', search: 'Suche' },
  ...{ conversations: 'Gespräche', notifications: 'Benachrichtigungen', people: 'Personen', teams: 'Teams' },
  ...{ members: 'Mitglieder', invitations: 'Einladungen', organization: 'Organisation', auth: 'Ihr Konto' },
  ...{ content: 'Inhalte', lessons: 'Kurse', assessments: 'Prüfungen', attempts: 'Prüfungen' },
  ...{ jobs: 'Stellen', companies: 'Firmen', candidates: 'Kandidaten', applications: 'Bewerbungen' },
  ...{
    hiring: 'Einstellung',
    imports: 'Importe',
    health: 'Zustand',
    'api-keys': 'API-Schlüssel',
    webhooks: 'Webhooks',
  },
}

export const de: TextsOf<'boxes'> = {
  search: {
    found: 'Gefunden',
    goTo: 'Gehen zu',
    do: 'Tun',
    theme: 'Hell oder dunkel',
    newTask: 'Neue Aufgabe',
    print: 'Diese Ansicht drucken',
    wall: 'An einer Wand zeigen',
    saveView: 'Diese Ansicht merken',
    saveViewAs: 'Ihr Name',
    lookUp: 'Diese Kennung nachschlagen',
    kinds: {
      ...{ task: 'Aufgabe', project: 'Projekt', message: 'Nachricht', content: 'Text', lesson: 'Lektion' },
      ...{
        job: 'Stelle',
        label: 'Etikett',
        candidate: 'Person',
        comment: 'Kommentar',
        task_file: 'Datei',
        content_comment: 'Kommentar',
        lesson_comment: 'Kommentar',
        application: 'Bewerbung',
        application_file: 'Datei',
        note: 'Notiz',
      },
    },
    incomplete: 'Was zuletzt geschrieben wurde, ist noch nicht alles erfasst: Manches kann fehlen.',
    nothing: (q) => `Nichts gefunden für „${q}“. Gefunden werden ganze Wörter; gard* findet Anfänge.`,
  },

  keys: {
    title: 'Tasten',
    list: [
      ['Suchen oder gehen zu', ['/']],
      ['Übersicht, Erkunden, Wiederkehr', ['G', 'O', 'E', 'R']],
      ['Benachrichtigungen', ['N']],
      ['Auffrischen', ['R']],
      ['Das Letzte rückgängig machen', ['Z']],
      ['Hell oder dunkel', ['Umschalt', 'T']],
      ['Der Tag davor, danach', ['[', ']']],
      ['Die Woche davor, danach', ['{', '}']],
      ['Zu einem Tag gehen', ['D']],
      ['Zurück zu heute', ['T']],
      ['In einem Bild: Punkt für Punkt', ['←', '→']],
      ['In einem Bild: der nächste ungewöhnliche Tag', ['U']],
      ['In einem Bild: die Tabelle', ['V']],
      ['In Erkunden: eine andere Zahl', ['M']],
      ['Neue Aufgabe', ['C']],
      ['In Aufgaben: hinunter, hinauf, auswählen', ['J', 'K', 'X']],
      ['In Aufgaben: Status, für wen, Priorität, fällig', ['S', 'A', 'P', 'D']],
      ['Diese Tasten', ['?']],
    ],
  },

  bell: {
    title: 'Benachrichtigungen',
    markAll: 'Alle als gelesen markieren',
    older: 'Ältere',
    empty:
      'Nichts Neues. Sie erfahren es, wenn eine Aufgabe Ihre wird, mit Ihnen geteilt wird oder jemand Sie erwähnt.',
    unread: '(ungelesen)',
    noTitle: 'etwas, das Sie nicht mehr sehen',
    task_assigned: (who, title) => `**${who}** hat Ihnen **${title}** übertragen`,
    task_shared: (who, title) => `**${who}** hat **${title}** mit Ihnen geteilt`,
    mention: (who, title) => `**${who}** hat Sie in **${title}** erwähnt`,
    application_received: (_who, title) => `**${title}** hat sich auf eine Ihrer Stellen beworben`,
    content_published: (_who, title) => `**${title}** von Ihnen ist veröffentlicht`,
    invitation_accepted: (who, _title) => `**${who}** hat Ihre Einladung angenommen`,
    webhook_disabled: (_who, _title) => 'Ein Webhook wurde abgeschaltet',
    metric_alert: (_who, title) => `Alarm: ${title}`,
    metric_alert_mail: (_who, title) => `Alarm: ${title}`,
    backup_failed: (_who, _title) => 'Die Sicherung dieser Instanz ist fehlgeschlagen',
  },

  connection: {
    title: 'Wann jeder Teil gelesen wurde',
    byItself: 'Solange diese Seite gesehen wird, wird jeder Teil von selbst wieder gelesen.',
    asItHappens: 'Solange diese Seite gesehen wird, erscheint von selbst, was andere tun.',
    notYet: 'noch nicht',
    part: (path) => {
      const [first = '', second = ''] = path.split('/')
      return PARTS[`${first}/${second}`] ?? PARTS[first] ?? path
    },
  },

  foot: (engine, proof, when) => {
    if (proof === null || when === null) return `${engine}, noch keine Sicherung`
    return proof === 'proved' ? `${engine}, gesichert ${when}` : `${engine}, nicht gesichert`
  },

  calendar: {
    monthBefore: 'Der Monat davor',
    monthAfter: 'Der Monat danach',
    typeDate: 'Oder tippen Sie ein Datum',
    noSuchDay: 'Einen solchen Tag gibt es hier nicht. Versuchen Sie 8.3.2026, 8. März oder gestern.',
    range: (began, organization) =>
      `Vom ${began}, als ${organization} begann, bis heute. Balken: aktive Personen.`,
  },

  leaveWall: 'Diese Ansicht verlassen',
}

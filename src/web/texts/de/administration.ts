/** What is said of members, keys, the organization and the account, in German. */
import { writtenValue } from '../../format/metrics.ts'
import { count, plain } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of, upper } from './counting.ts'
import { refusal } from './refused-lines.ts'

const KINDS_TOLD: Record<string, string> = {
  task_assigned: 'Ihnen wurde eine Aufgabe übertragen',
  task_shared: 'Eine Aufgabe wurde mit Ihnen oder Ihrem Team geteilt',
  mention: 'Jemand hat Sie erwähnt',
  invitation_accepted: 'Wen Sie eingeladen haben, ist beigetreten',
  application_received: 'Jemand hat sich auf eine Ihrer Stellen beworben',
  content_published: 'Ein Inhalt von Ihnen wurde veröffentlicht',
  webhook_disabled: 'Ein Webhook wurde abgeschaltet (für Inhaber und Verwalter)',
  metric_alert: 'Ein Alarm zu einer Kennzahl',
  metric_alert_mail: 'Dasselbe per E-Mail, von Alarmen, die per E-Mail gemeldet werden',
  backup_failed: 'Die Sicherung der Instanz ist fehlgeschlagen (für alle, die sie verwalten)',
}

/** Why a webhook did not take something, as the server says it. */
const WHY_NOT_TAKEN: Record<string, string> = {
  'the connection was refused': 'die Verbindung wurde abgelehnt',
  'the connection was closed before an answer': 'die Verbindung endete vor einer Antwort',
  'the connection was not made in time': 'die Verbindung kam nicht rechtzeitig zustande',
  'there is no such host': 'es gibt keinen solchen Rechner',
  'there is no way to the host': 'kein Weg führt zu dem Rechner',
  'there is no way to the network of the host': 'kein Weg führt in das Netz des Rechners',
  'its certificate has expired': 'sein Zertifikat ist abgelaufen',
  'its certificate is not valid yet': 'sein Zertifikat gilt noch nicht',
  'its certificate is for another host': 'sein Zertifikat gilt für einen anderen Rechner',
  'its certificate is signed by itself': 'sein Zertifikat ist von ihm selbst unterschrieben',
  'its certificate is signed by nobody known': 'sein Zertifikat hat niemand Bekanntes unterschrieben',
}

export const de: TextsOf<'administration'> = {
  members: {
    title: 'Mitglieder',
    count: (n, writers) => `${count(n)}; ${count(writers)} dürfen schreiben`,
    effect:
      'Eine andere Rolle, eine Sperre oder eine Entfernung gilt überall binnen einer Sekunde. Was Personen taten, bleibt in den Zahlen.',
    name: 'Name',
    role: 'Rolle',
    joined: 'Dabei seit',
    you: 'Sie',
    secondFactor: 'zweiter Faktor',
    suspended: 'gesperrt',
    roles: { owner: 'Inhaber', admin: 'Verwalter', member: 'Mitglied', viewer: 'Betrachter' },
    rolesAtLength: {
      owner: 'Inhaber',
      admin: 'Verwalter: darf alles, außer die Organisation zu beenden',
      member: 'Mitglied: liest und schreibt',
      viewer: 'Betrachter: liest',
    },
    roleOf: (name) => `Rolle von ${name}`,
    moreOf: (name) => `Mehr zu ${name}`,
    lastOwner: 'Der letzte Inhaber bleibt einer: machen Sie erst jemand anderen dazu.',
    isNow: (name, role) => `${name} ist jetzt ${de.members.roles[role]}.`,
    suspend: 'Sperren',
    letIn: 'Wieder einlassen',
    isSuspended: (name) => `${name} ist gesperrt.`,
    isBack: (name) => `${name} ist zurück.`,
    remove: 'Entfernen',
    removeTitle: (name) => `${name} entfernen?`,
    removeWhat:
      'Der Zugang endet sofort; zurück geht es nur mit einer Einladung. Was getan wurde, bleibt, in den Zahlen und in der Arbeit.',
    isRemoved: (name) => `${name} wurde entfernt.`,
    invite: 'Jemanden einladen',
    inviteNow: 'Einladen',
    as: 'Als',
    invited: (email, mail) =>
      mail
        ? `Ein Brief an ${email} ist unterwegs. Das ist sein Link, nur dieses eine Mal gezeigt:`
        : `Dieses Almanac verschickt keine Post. Geben Sie diesen Link an ${email} weiter; er wird nur dieses eine Mal gezeigt:`,
    copyLink: 'Link kopieren',
    newLink: 'Neuer Link …',
    newLinkTitle: (email) => `Ein neuer Link für ${email}`,
    newLinkWhat: (mail) =>
      `Er wird ${mail ? 'verschickt und ' : ''}hier dieses eine Mal gezeigt. Der vorige gilt von da an nicht mehr.`,
    newLinkNow: 'Neuen Link machen',
    lastActive: 'Zuletzt aktiv',
    openTasks: 'Offene Aufgaben',
    invitations: 'Einladungen',
    notAnswered: (n) => (n === 0 ? '' : `${count(n)} noch nicht beantwortet`),
    nobodyInvited: 'Zurzeit ist niemand eingeladen.',
    invitedBy: 'Eingeladen von',
    ends: 'Endet',
    inDays: (n) => (n <= 0 ? 'heute' : `in ${of(n, 'Tag', 'Tagen')}`),
    takeBack: 'Zurücknehmen',
    takenBack: (email) => `Die Einladung an ${email} wurde zurückgenommen.`,
  },

  alertsView: {
    title: 'Alarme',
    make: 'Neuer Alarm',
    makeNow: 'Anlegen',
    edit: 'Alarm ändern',
    none: 'Nichts wird beobachtet. Ein Alarm meldet, wenn eine Zahl eine Schwelle überschreitet, sich ändert oder ungewöhnlich ist.',
    metric: 'Zahl',
    when: 'Bedingung',
    lastDay: 'Letzter Tag',
    tells: 'Meldet an',
    nobody: 'niemanden',
    notYet: 'noch nicht abgeschlossen',
    holds: 'trifft zu',
    paused: 'angehalten',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    change: 'Ändern …',
    delete: 'Löschen …',
    deleteNow: 'Löschen',
    deleteTitle: (name) => `Den Alarm „${name}“ löschen?`,
    deleteWhat: 'Was er gemeldet hat, wird mit ihm gelöscht und kommt nicht wieder.',
    deleted: (name) => `Der Alarm „${name}“ ist gelöscht.`,
    kinds: { below: 'unter', above: 'über', change: 'ändert sich um', unusual: 'ist ungewöhnlich' },
    unusualHint: 'Wie die Statistik es findet: nur was kaum Zufall ist, damit es kein blinder Alarm wird.',
    threshold: 'Schwelle',
    percent: 'Prozent, seit der Woche davor',
    direction: 'In welche Richtung',
    directions: { either: 'in eine von beiden', rise: 'steigt', fall: 'fällt' },
    inARow: 'Tage hintereinander',
    byMail: 'Auch per E-Mail',
    tryIt: 'An 90 Tagen probieren',
    wouldHave: (n, days, areMore) =>
      n === 0
        ? 'In den letzten 90 Tagen hätte er nichts gemeldet.'
        : `In den letzten 90 Tagen hätte er ${n === 1 ? 'einmal' : `${count(n)}-mal`} gemeldet: ${areMore ? '… ' : ''}${days}`,
    condition: (metric, { kind, threshold, percent, direction, over_days, days = 1 }) => {
      const row = days > 1 ? `, ${count(days)} Tage hintereinander` : ''
      if (kind === 'unusual') return 'ist ungewöhnlich'
      if (kind !== 'change')
        return `${kind === 'above' ? 'über' : 'unter'} ${writtenValue(metric, threshold)}${row}`
      const way = { either: 'ändert sich', rise: 'steigt', fall: 'fällt' }[direction ?? 'either']
      const over = over_days === 1 ? 'an einem Tag' : `in ${count(over_days ?? 7)} Tagen`
      return `${way} um ${plain(percent)} % ${over}${row}`
    },
    told: 'Was sie gemeldet haben',
    latest: (n) => `die letzten ${count(n)}`,
    nothingTold: 'Noch nichts. Alarme werden geprüft, wenn ein Tag vorbei ist.',
    day: 'Tag',
    alert: 'Alarm',
    value: 'Wert',
    toldTo: 'Gemeldet an',
    levelShift: 'neues Niveau',
    retracted: 'nicht mehr so',
  },

  keysView: {
    title: 'API-Schlüssel',
    make: 'Schlüssel anlegen',
    makeNow: 'Anlegen',
    none: 'Keine Schlüssel. Apps brauchen einen, um Ereignisse zu melden.',
    may: 'Darf',
    lastUsed: 'Zuletzt benutzt',
    never: 'nie',
    notYet: 'noch nicht',
    ago: (n) => `vor ${of(n, 'Tag', 'Tagen')}`,
    end: 'Beenden …',
    endNow: 'Beenden',
    endTitle: (name) => `Den Schlüssel „${name}“ beenden?`,
    endWhat:
      'Was ihn benutzt, wird ab der nächsten Anfrage abgewiesen. Ein beendeter Schlüssel kommt nicht zurück.',
    ended: (name) => `Der Schlüssel „${name}“ wurde beendet.`,
    tryIt: 'Probieren Sie ihn in einem Terminal:',
    tryItCounts:
      'Probieren Sie ihn in einem Terminal. Das meldet ein Ereignis einer Person „user-17“, und es zählt mit:',
    endsOn: 'Letzter Tag',
    endsHint: 'Nie, wenn kein Tag genannt ist.',
    nameHint: 'Was ihn benutzt, etwa „Website“.',
    shownOnce: 'Kopieren Sie ihn jetzt: er wird nur als Prüfsumme aufbewahrt und dieses eine Mal gezeigt.',
    scopes: {
      ingest: 'Ereignisse melden',
      read: 'alles lesen außer Persönlichem',
      write: 'lesen und schreiben',
      admin: 'auch Mitglieder verwalten',
    },
  },

  webhooks: {
    title: 'Webhooks',
    add: 'Webhook hinzufügen',
    addNow: 'Hinzufügen',
    none: 'Keine Webhooks. Einer meldet einer Adresse von Ihnen, was hier geschieht, sobald es geschieht.',
    address: 'Adresse',
    addressHint: 'Sie beginnt mit https:// und beantwortet Anfragen mit 200.',
    told: 'Meldet',
    toldHint: 'Alles (*), oder Arten von Dingen und was mit ihnen geschieht: task, application.created',
    everything: 'alles',
    description: 'Wofür',
    state: 'Zustand',
    on: 'an',
    failingSince: 'scheitert seit',
    reasons: {
      switched_off: 'aus',
      gone: 'aus: den Empfänger gibt es nicht mehr (410)',
      failing: 'aus: nahm tagelang nichts an',
      secret_unreadable: 'aus: braucht ein neues Geheimnis',
      moved: 'aus: kam mit einer Sicherung',
    },
    moreOf: (url) => `Mehr zu ${url}`,
    deliveries: 'Zustellungen',
    noDeliveries: 'Noch nichts.',
    failed: 'gescheitert',
    waiting: 'wartet auf den Versand',
    taken: (status) => `beantwortet mit ${status ?? ''}`.trim(),
    whyNot: (reason) =>
      WHY_NOT_TAKEN[reason] ??
      reason
        .replace(/^it answered (\d+)$/, 'beantwortet mit $1')
        .replace(/^it did not answer within (\d+) s$/, 'keine Antwort binnen $1 s')
        .replace(/^it did not answer as a web server does/, 'die Antwort war nicht die eines Webservers')
        .replace(
          /^it answered (\d+), and redirects are not followed$/,
          'beantwortet mit $1, und Weiterleitungen wird nicht gefolgt',
        ),
    attempted: (n) => of(n, 'Versuch', 'Versuche'),
    next: 'der nächste',
    again: 'Noch einmal senden',
    ping: 'Probe senden',
    change: 'Ändern …',
    switchOff: 'Ausschalten',
    switchOn: 'Einschalten',
    newSecret: 'Neues Geheimnis …',
    secretTitle: 'Ein anderes Geheimnis?',
    secretWhat: 'Einen Tag lang wird mit beiden unterschrieben, damit der Empfänger das neue bekommen kann.',
    secretNow: 'Erzeugen',
    secretOnce:
      'Kopieren Sie das Geheimnis jetzt: Daran erkennt der Empfänger, was von hier kommt. Es wird nur dieses Mal gezeigt.',
    copySecret: 'Geheimnis kopieren',
    delete: 'Löschen …',
    deleteTitle: 'Den Webhook löschen?',
    deleteWhat: 'Es wird nichts mehr an ihn gesandt, und was ihm noch zu melden war, ist fort.',
    deleteNow: 'Löschen',
    deleted: 'Der Webhook wurde gelöscht.',
  },

  organizationView: {
    board: 'Öffentliche Stellen',
    seeBoard: 'Ansehen',
    color: 'Ihre Farbe',
    noColor: 'Ohne eigene Farbe',
    colorWhat:
      'Für Verweise und Knöpfe, soweit man sie darin lesen kann: sonst wird sie dunkler, im Dunkeln heller.',
    zoneHint: 'Sie bestimmt, wo jeder Tag beginnt und endet.',
    zoneLater: 'Die Zahlen werden in dieser Zone neu aufgebaut. Sie gilt, sobald das getan ist.',
    zoneChanges: 'Alle Zahlen werden in dieser Zone neu aufgebaut. Die alten bleiben so lange lesbar.',
    plan: 'Plan',
    plans: { free: 'Frei', basic: 'Einfach', premium: 'Erweitert', enterprise: 'Unternehmen' },
    planWhat: 'Ein Plan vervielfacht, wie oft man fragen darf. Wer die Instanz verwaltet, setzt ihn.',
    limits: 'Wie oft Sie fragen dürfen',
    limitsWhat: 'Von allen Ihren Geräten zusammen. Jeder API-Schlüssel hat für sich ebenso viel.',
    noLimits: 'So oft man will: dieses Almanac hat keine Grenzen.',
    what: 'Was',
    left: 'Jetzt übrig',
    limitNames: {
      read: 'Lesen',
      write: 'Ändern',
      search: 'Suchen',
      'metrics.dashboard': 'Die Zahlen von jetzt',
      'metrics.trends': 'Zahlen Tag für Tag',
      'metrics.statistics': 'Statistik',
      'metrics.cohorts': 'Wiederkehr',
      'metrics.activity': 'Ereignisse',
      'metrics.export': 'Exporte',
      'events.write': 'Ereignisse melden',
      'events.import': 'Importe',
      'auth.mail': 'Links per E-Mail',
    },
    ofAllowed: (n, per) => `von ${count(n)} je ${{ s: 'Sekunde', min: 'Minute', h: 'Stunde' }[per]}`,
    memory: 'Gedächtnis für Antworten',
    memoryWhat:
      'Antworten werden behalten, bis sich etwas ändert. Sie fallen zu lassen ist nie nötig und schadet nicht.',
    drop: 'Fallen lassen',
    dropped: 'Fallen gelassen. Alles wird neu berechnet, wenn wieder danach gefragt wird.',
  },

  accountView: {
    verified: 'Ihre E-Mail-Adresse ist bestätigt.',
    unverified: 'Ihre E-Mail-Adresse ist noch nicht bestätigt.',
    sendLink: 'Link schicken',
    sent: (mail) =>
      mail
        ? 'Ein Link ist unterwegs.'
        : 'Dieses Almanac verschickt keine Post: der Link steht in seinem Protokoll.',
    changeEmail: 'Adresse ändern …',
    newEmail: 'Neue E-Mail-Adresse',
    newEmailHint: 'Ein Link geht an sie. Ihre Adresse ändert sich, wenn Sie ihn öffnen, und nicht vorher.',
    confirmEmail: 'Link schicken',
    waiting: (email, until, mail) =>
      `Wartet bis ${until} auf die Bestätigung durch ${email}.${mail ? '' : ' Dieses Almanac verschickt keine Post: der Link steht in seinem Protokoll.'}`,
    sendAgain: 'Link noch einmal schicken',
    keepEmail: 'Jetzige Adresse behalten',
    emailKept: 'Ihre Adresse bleibt, wie sie ist.',
    sessions: 'Wo Sie angemeldet sind',
    device: 'Gerät',
    unknownDevice: 'Unbekanntes Gerät',
    address: 'Adresse',
    lastUsed: 'Zuletzt benutzt',
    thisOne: 'dieses',
    ended: 'Dieses Gerät ist abgemeldet.',
    currentPassword: 'Jetziges Passwort',
    passwordChanged: 'Das Passwort ist geändert. Ihre anderen Sitzungen sind abgemeldet.',
    told: 'Was Sie erfahren',
    kinds: (kind) => KINDS_TOLD[kind] ?? upper(kind.replaceAll('_', ' ')),
    look: 'Wie die Seite aussieht',
    theme: 'Hell oder dunkel',
    singleKeys: 'Einzelne Tasten sind Befehle, etwa D für einen Tag',
    language: 'Sprache',
    asBrowser: 'Wie der Browser',
    endOthers: 'Alle anderen abmelden',
    othersEnded: 'Alle Ihre anderen Geräte sind abgemeldet.',
    views: 'Gemerkte Ansichten',
    forget: 'Vergessen',
    forgetView: (name) => `„${name}“ vergessen`,
  },

  identities: {
    title: 'Anmeldung über einen Anbieter',
    none: (name) => `Ist ${name} verknüpft, melden Sie sich auch damit an.`,
    link: (name) => `${name} verknüpfen`,
    since: (email, host, date) => `${email || 'Sie'} bei ${host}, seit ${date}.`,
    unlink: 'Verknüpfung lösen',
    unlinked: 'Die Verknüpfung ist gelöst. Sie melden sich von jetzt an mit dem Passwort an.',
    noPassword: 'Sie haben kein Passwort, oder kennen es nicht?',
  },

  secondFactor: {
    title: 'Zweiter Faktor',
    what: 'Die Anmeldung braucht dann neben dem Passwort einen Code einer App auf Ihrem Telefon: Wer das eine kennt, hat nicht das andere.',
    turnOn: 'Einschalten …',
    goOn: 'Weiter',
    scan: 'Scannen Sie das mit einer Authenticator-App, oder tippen Sie das Geheimnis dort ein. Es wird nur dieses Mal gezeigt.',
    qrCode: 'Das Geheimnis als QR-Code',
    code: 'Code',
    firstCode:
      'Die sechs Ziffern, die die App jetzt zeigt. Damit ist er an, und Ihre anderen Geräte sind abgemeldet.',
    codeOrRecovery: 'Die sechs Ziffern Ihrer App oder ein Wiederherstellungscode.',
    wrongCode: 'Dieser Code ist falsch, abgelaufen oder wurde schon benutzt.',
    confirm: 'Einschalten',
    codesOnce:
      'Er ist an. Diese Wiederherstellungscodes werden nur dieses Mal gezeigt: Jeder meldet Sie einmal ohne die App an. Bewahren Sie sie so auf, dass Sie sie ohne Ihr Telefon finden.',
    fileHead: (host, email) => `Wiederherstellungscodes von ${email} bei ${host}. Jeder gilt einmal.`,
    download: 'Herunterladen',
    kept: 'Ich habe sie aufbewahrt',
    onSince: (date) => `An seit ${date}.`,
    left: (count) =>
      count === 1
        ? 'Ein Wiederherstellungscode ist übrig.'
        : `${count === 0 ? 'Keine' : count} Wiederherstellungscodes sind übrig.`,
    newCodes: 'Neue Wiederherstellungscodes …',
    makeCodes: 'Neue machen',
    turnOff: 'Ausschalten …',
    turnOffNow: 'Ausschalten',
    isOff: 'Ihr zweiter Faktor ist aus.',
    require: 'Mitglieder brauchen einen zweiten Faktor',
    requireWhat:
      'Wer keinen hat, erfährt es sofort und kann hier nichts tun, als einen einzurichten. Schlüssel gelten weiter.',
    ownFirst: 'Schalten Sie erst Ihren ein.',
    needed: (organization) =>
      `${organization} lässt Mitglieder nur mit einem zweiten Faktor ein, und Ihr Konto hat noch keinen.`,
    workIn: (organization) => `In ${organization} arbeiten`,
  },

  teams: {
    title: 'Teams',
    make: 'Neues Team',
    none: 'Noch keine Teams. Was einem Team gehört, sehen seine Mitglieder.',
    what: 'Wer es anlegt, leitet es.',
    empty: 'Noch ist niemand dabei.',
    roles: { lead: 'leitet es', member: 'ist dabei' },
    deleted: (name) => `Das Team „${name}“ ist im Papierkorb.`,
  },

  takeAlong: {
    title: 'Mitnehmen',
    numbers: 'Alle Zahlen eines Jahres, XLSX',
    events: 'Alle Ereignisse eines Jahres, CSV',
    all: 'Alles, was die Organisation hat, in einer Datei, die ein anderes Almanac aufnimmt. Das macht, wer dieses betreibt, auf seinem Rechner:',
    end: 'Um die Organisation zu löschen. Dort wird noch einmal gefragt, und vorher alles in eine Datei geschrieben:',
  },

  importsView: {
    title: 'Importe',
    import: 'Eine Geschichte importieren',
    importNow: 'Importieren',
    importing: 'Wird importiert …',
    what: 'Eine Datei mit Ereignissen, als CSV oder mit einem JSON-Objekt in jeder Zeile: wer was getan hat, und wann. Ein Ereignis, dessen Kennung schon da ist, zählt nicht zweimal; eine Datei darf also noch einmal geschickt werden.',
    file: 'Datei',
    core: 'Das sind Kernhandlungen, wo eine Zeile nichts anderes sagt',
    taken: (lines, accepted, duplicates, rejected) =>
      `${of(lines, 'Zeile', 'Zeilen')} gelesen: ${count(accepted)} genommen, ${count(duplicates)} schon da, ${count(rejected)} abgelehnt.`,
    refusedLine: (refused) => `Zeile ${count(refused.line)}: ${refusal(refused)}`,
    none: 'Noch wurde nichts importiert.',
    unnamed: 'ohne Namen',
    when: 'Wann',
    events: 'Ereignisse',
    refused: 'Abgelehnt',
    states: {
      running: 'läuft',
      done: 'fertig',
      interrupted: 'unterbrochen',
      undoing: 'wird zurückgenommen',
      undone: 'zurückgenommen',
    },
    takeBack: 'Zurücknehmen …',
    takeBackNow: 'Zurücknehmen',
    takeBackTitle: (name) => `${name} zurücknehmen?`,
    takeBackWhat: (n) =>
      `${of(n, 'Ereignis', 'Ereignisse')} daraus ${n === 1 ? 'ist' : 'sind'} dann weg, und was sie zu den Zahlen beigetragen haben auch.`,
    takenBack: (name) => `${name} wurde zurückgenommen.`,
  },
}

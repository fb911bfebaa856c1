/** Why the server refuses, in German: by the code, which stays the same. What has no words here keeps its own. */
import type { TextsOf } from '../shape.ts'

const DETAILS: Record<string, string> = {
  not_signed_in: 'Sie sind nicht mehr angemeldet. Melden Sie sich noch einmal an.',
  not_allowed: 'Das dürfen Sie hier nicht: es braucht eine andere Rolle.',
  owners_only: 'Nur Inhaber machen andere dazu, und nur sie ändern oder entfernen Inhaber.',
  role_not_yours: 'Im Namen anderer dürfen Sie hier nicht schreiben.',
  wrong_credentials: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.',
  wrong_password: 'Das jetzige Passwort ist falsch.',
  wrong_code:
    'Dieser Code ist falsch, abgelaufen oder wurde schon benutzt. Nehmen Sie den, den Ihre App jetzt zeigt, oder einen Wiederherstellungscode.',
  second_factor_required:
    'Das braucht einen zweiten Faktor: den Code Ihrer App oder einen Wiederherstellungscode.',
  second_factor_needed:
    'Diese Organisation verlangt einen zweiten Faktor, und Ihr Konto hat keinen. Richten Sie einen ein.',
  owners_decide: 'Ob Mitglieder einen zweiten Faktor brauchen, entscheidet ein Inhaber.',
  second_factor_unreadable:
    'Codes Ihrer App lassen sich nicht mehr prüfen, weil das Geheimnis dieser Instanz ersetzt wurde. Nehmen Sie einen Wiederherstellungscode, oder bitten Sie, wer sie betreibt.',
  second_factor_on: 'Ihr zweiter Faktor ist schon an. Schalten Sie ihn aus, um einen anderen einzurichten.',
  second_factor_off: 'Ihr zweiter Faktor ist aus. Richten Sie erst einen ein.',
  not_enrolled:
    'Es wartet kein Geheimnis auf Bestätigung, oder es ist über eine Stunde alt. Beginnen Sie noch einmal.',
  email_taken: 'Diese E-Mail-Adresse hat schon ein Konto. Melden Sie sich stattdessen an.',
  sign_up_closed: 'Hier kann man sich nicht selbst anmelden. Bitten Sie um eine Einladung.',
  passwords_off: 'Mit Passwörtern meldet man sich hier nicht an, sondern über den Anbieter.',
  no_single_sign_on: 'Hier gibt es keine Anmeldung über einen Anbieter.',
  provider_unavailable:
    'Der Anbieter der Anmeldung antwortet gerade nicht, oder ist nicht richtig eingerichtet. Versuchen Sie es gleich noch einmal; wer diese Instanz betreibt, findet den Grund im Protokoll.',
  sign_on_over:
    'Diese Anmeldung ist abgelaufen, war schon fertig oder wurde in einem anderen Browser begonnen. Beginnen Sie noch einmal.',
  provider_refused:
    'Der Anbieter hat Sie nicht angemeldet: Es wurde abgebrochen, oder Sie dürfen hier nicht hin.',
  identity_refused: 'Was der Anbieter sagt, beweist nicht, wer Sie sind. Beginnen Sie noch einmal.',
  email_missing:
    'Der Anbieter nennt keine E-Mail-Adresse von Ihnen, und ein Konto braucht eine. Wer den Anbieter betreibt, ergänzt sie.',
  no_organization:
    'Die Organisation, der Neue beitreten sollen, gibt es nicht. Wer diese Instanz betreibt, hat sie genannt (OIDC_ORGANIZATION).',
  no_account:
    'Sie haben hier noch kein Konto. Legen Sie eines an, mit dem Namen Ihrer Organisation, oder bitten Sie um eine Einladung.',
  account_not_linked:
    'Es gibt ein Konto mit Ihrer E-Mail-Adresse, aber nichts beweist, dass es Ihres ist. Melden Sie sich mit dem Passwort an, oder setzen Sie es zurück, und verknüpfen Sie den Anbieter in Ihrem Konto.',
  account_linked_otherwise:
    'Dieses Konto ist beim Anbieter mit jemand anderem verknüpft. Lösen Sie das erst, im Konto.',
  identity_taken:
    'Wer Sie beim Anbieter sind, ist mit einem anderen Konto verknüpft. Melden Sie sich über den Anbieter an, und lösen Sie es erst dort.',
  verify_email_first:
    'Die E-Mail-Adresse dieses Kontos ist nicht bestätigt. Lassen Sie sich einen Link schicken, und verknüpfen Sie den Anbieter danach.',
  last_way_in: 'Hier meldet man sich nur über den Anbieter an: Ohne ihn kämen Sie nicht zurück.',
  invalid_link: 'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordern Sie einen neuen an.',
  invalid_invitation:
    'Diese Einladung ist abgelaufen, wurde benutzt oder durch eine neuere ersetzt. Bitten Sie um eine neue.',
  invalid_refresh_token: 'Diese Sitzung ist zu Ende. Melden Sie sich noch einmal an.',
  already_member: 'Diese Adresse gehört schon einem Mitglied der Organisation.',
  member_suspended: 'Dieses Mitglied ist gesperrt. Heben Sie erst die Sperre auf.',
  last_owner: 'Das ist der letzte aktive Inhaber. Machen Sie erst ein anderes Mitglied dazu.',
  last_administrator: 'Sonst verwaltet niemand die Instanz. Machen Sie erst jemand anderen zum Verwalter.',
  last_conversation_owner:
    'Das ist der letzte Inhaber der Gruppe. Machen Sie erst ein anderes Mitglied dazu.',
  direct_conversation: 'Ein Gespräch zu zweit hat keinen Titel, und man verlässt es nicht.',
  not_a_group: 'Das gibt es nur in Gruppen. Machen Sie eine, für mehr Leute.',
  message_deleted: 'Diese Nachricht wurde gelöscht. Schreiben Sie eine andere.',
  not_in_trash: 'Im Papierkorb ist nichts, was Sie zurückholen dürfen.',
  not_yourself: 'Das tun Mitglieder für sich selbst; für andere tut es, wer verwaltet.',
  changed_meanwhile: 'Jemand hat es inzwischen geändert. Lesen Sie es noch einmal, und ändern Sie dann.',
  import_refused: 'Etwas in der Datei lässt sich nicht übernehmen, und nichts wurde angelegt.',
  bulk_refused: 'Etwas davon geht nicht, und nichts wurde geändert.',
  too_many_at_once: 'Davon läuft gerade so viel, wie Sie auf einmal dürfen. Versuchen Sie es noch einmal.',
  already_exists: 'So etwas gibt es schon.',
  still_in_use: 'Etwas, worauf sich das bezieht, fehlt oder wird noch gebraucht.',
  still_used: 'Das wird noch gebraucht.',
  slug_taken: 'Ein anderer Text hat diese Adresse, oder hatte sie. Wählen Sie eine andere.',
  text_not_rendered:
    'Diesen Text als HTML darzustellen dauert zu lange: er schachtelt zu viele Listen, Zitate oder Klammern. Machen Sie ihn einfacher.',
  generation_finished: 'Diese Erzeugung ist schon fertig und bleibt, wie sie ist.',
  lesson_not_open: 'Nur veröffentlichte Lektionen eines veröffentlichten Kurses lassen sich abschließen.',
  prerequisites_missing: 'Erst sind andere Lektionen abzuschließen.',
  assessment_closed: 'Diese Prüfung ist gerade nicht offen.',
  attempt_submitted: 'Dieser Versuch ist schon abgegeben und bewertet.',
  no_attempts_left: 'Alle erlaubten Versuche sind schon begonnen.',
  too_late: 'Die Zeit dieses Versuchs ist um. Geben Sie ab, was rechtzeitig gespeichert wurde.',
  already_applied: 'Für diese Stelle läuft von diesem Kandidaten schon eine Bewerbung.',
  candidate_exists:
    'Es gibt einen Kandidaten mit dieser E-Mail-Adresse: ändern Sie ihn, oder vereinigen Sie die beiden.',
  candidate_erased: 'Wer sich beworben hat, wurde gelöscht: mehr wird nicht aufbewahrt.',
  job_takes_none: 'Diese Stelle nimmt keine Bewerbungen an: sie ist weder offen noch angehalten.',
  move_not_allowed: 'Von da geht es dorthin nicht.',
  too_many_files: 'Mehr Dateien passen hier nicht. Löschen Sie erst eine.',
  too_many_metric_alerts: 'So viele Alarme hat eine Organisation höchstens. Löschen Sie erst einen.',
  file_content_missing:
    'Der Inhalt dieser Datei ist nicht im Speicher. Sagen Sie es, wer diese Instanz betreibt: eine Sicherung hat ihn vielleicht.',
  store_full: 'Für weitere Dateien ist kein Platz. Sagen Sie es, wer diese Instanz betreibt.',
  store_away: 'Der Speicher für Dateien antwortet nicht. Versuchen Sie es noch einmal.',
  import_undone: 'Dieser Import wird gerade zurückgenommen. Weiteres davon wird nicht genommen.',
  import_running: 'Gerade wird schon eine Organisation aufgenommen. Versuchen Sie es danach noch einmal.',
  job_running: 'Der Dienst läuft schon. Versuchen Sie es danach noch einmal.',
  demo_busy: 'Die Demo entsteht oder verschwindet gerade. Versuchen Sie es in ein paar Sekunden noch einmal.',
  demo_address_taken: 'Eine Adresse der Demo hat schon ein Konto, das nicht von ihr ist.',
  backup_running:
    'Eine Sicherung wird gerade gemacht, bewiesen oder entfernt. Versuchen Sie es danach noch einmal.',
  address_not_allowed:
    'Diese Adresse ist nicht im öffentlichen Internet oder beginnt nicht mit https://. Wer diese Instanz betreibt, kann sie erlauben (OUTBOUND_ALLOW).',
  too_many_webhooks: 'So viele Webhooks hat eine Organisation höchstens. Löschen Sie erst einen.',
  webhook_off: 'Dieser Webhook ist abgeschaltet und schickt nichts. Schalten Sie ihn erst ein.',
  too_many_requests: 'Für jetzt oft genug gefragt. Versuchen Sie es gleich noch einmal.',
  too_many_failures:
    'Zu viele falsche Passwörter oder Codes. Versuchen Sie es später noch einmal, oder setzen Sie das Passwort zurück.',
  body_too_large: 'Das ist zu groß. Schicken Sie es in kleineren Teilen.',
  incomplete_body: 'Es kam nicht alles an. Schicken Sie es noch einmal.',
  slow_body: 'Es kam zu langsam an. Schicken Sie es noch einmal.',
  busy: 'Davon läuft gerade so viel, wie auf einmal geht. Versuchen Sie es noch einmal.',
  database_busy: 'Die Datenbank ist gerade beschäftigt. Versuchen Sie es noch einmal.',
  database_unavailable: 'Die Datenbank antwortet nicht. Versuchen Sie es noch einmal.',
  rendering_busy: 'Gerade werden viele Texte dargestellt. Versuchen Sie es noch einmal.',
  stopping: 'Dieser Prozess endet. Versuchen Sie es noch einmal.',
  too_many_bodies: 'Gerade wird zu viel auf einmal geschickt. Versuchen Sie es noch einmal.',
  internal_error: 'Etwas ging schief, und es ist im Protokoll. Versuchen Sie es noch einmal.',
}

/** Of whole families of codes. */
const ENDINGS: readonly (readonly [ending: string, words: string])[] = [
  ['_not_found', 'Das ist nicht hier, oder nicht für Sie.'],
  ['_not_yours', 'Das darf nur, wem es gehört, oder wer verwaltet.'],
  ['_in_trash', 'Wozu das gehört, ist im Papierkorb: holen Sie das zuerst zurück.'],
  ['_taken', 'Etwas mit diesem Namen gibt es schon.'],
]

const FIELDS: Record<string, string> = {
  'is required': 'fehlt',
  'has a header, and no tasks': 'hat eine Kopfzeile und keine Aufgaben',
  'has more fields than the header': 'hat mehr Felder als die Kopfzeile',
  'is not UTF-8: save it as CSV in UTF-8, and send it again':
    'ist kein UTF-8: speichern Sie die Datei als CSV in UTF-8, und wählen Sie sie noch einmal',
  'is missing': 'fehlt',
  'is wrong': 'ist falsch',
  'is taken': 'ist vergeben',
  'is not valid': 'gilt nicht',
  'is your own': 'ist Ihre eigene',
  'is your address already': 'ist schon Ihre Adresse',
  'is in the future': 'liegt in der Zukunft',
  'must be in the future': 'muss in der Zukunft liegen',
  'is before 1970': 'liegt vor 1970',
  'is below min': 'liegt unter der Untergrenze',
  'is not after opens_at': 'liegt nicht nach dem Beginn',
  'is no member of this organization': 'ist kein Mitglied dieser Organisation',
  'is no team of this organization': 'ist kein Team dieser Organisation',
  'is no project that you may see': 'ist kein Projekt, das Sie sehen',
  'is required for this job': 'ist für diese Stelle nötig',
  'must not be blank': 'darf nicht leer sein',
  'must not be empty': 'darf nicht leer sein',
  'must not contain control characters': 'darf keine Steuerzeichen enthalten',
  'must be an e-mail address': 'muss eine E-Mail-Adresse sein',
  'must be an address such as grace@example.com': 'muss eine Adresse sein wie grace@example.com',
  'must be a number such as +49 30 901820': 'muss eine Nummer sein wie +49 30 901820',
  'must be a number': 'muss eine Zahl sein',
  'must be a text': 'muss ein Text sein',
  'must be a date such as 2026-03-08': 'muss ein Datum sein',
  'must be two or more': 'müssen zwei oder mehr sein',
}

const FIELD_PATTERNS: readonly (readonly [pattern: RegExp, say: (...parts: string[]) => string])[] = [
  [/^must have at least (\d+) (characters|items)$/, (n, of) => `muss mindestens ${n} ${ofWhat(of)} haben`],
  [
    /^must have at most ([\d,]+) (characters|items)$/,
    (n, of) => `darf höchstens ${points(n)} ${ofWhat(of)} haben`,
  ],
  [
    /^must have (\d+) to (\d+) (characters|items)$/,
    (from, to, of) => `muss ${from} bis ${points(to)} ${ofWhat(of)} haben`,
  ],
  [
    /^must be a whole number from (\d+) to (\d+)$/,
    (from, to) => `muss eine ganze Zahl von ${from} bis ${to} sein`,
  ],
  [/^must be a number from /, () => 'muss eine Zahl sein'],
  [/^is missing: /, () => 'fehlt'],
  [/^is "(.*)", and several have this name$/, (name) => `ist „${name}“, und mehrere heißen so`],
  [/^is (\S+): say by dates=/, (date) => `ist ${date}: sagen Sie, was davon der Tag ist`],
  [
    /^is "(.*)", and must be a date such as/,
    (text) => `ist „${text}“ und muss ein Datum wie 24.12.2026 sein`,
  ],
  [
    /^has no column with the titles of tasks: its first line names (.*)\. Call one of them title$/,
    (names) => `hat keine Spalte mit Titeln; die erste Zeile nennt ${names}. Nennen Sie eine davon Titel`,
  ],
  [
    /^has more than ([\d,]+) tasks/,
    (n) => `hat mehr als ${points(n)} Aufgaben: teilen Sie die Datei, jeden Teil mit der Kopfzeile`,
  ],
  [/^"(.*)" is not an IANA time zone/, (zone) => `„${zone}“ ist keine Zeitzone wie Europe/Berlin`],
]

function ofWhat(of: string | undefined): string {
  return of === 'items' ? 'Einträge' : 'Zeichen'
}

function points(digits: string | undefined): string {
  return Number((digits ?? '').replaceAll(',', '')).toLocaleString('de')
}

export const de: TextsOf<'problems'> = {
  detail: (code, detail) => DETAILS[code] ?? ENDINGS.find(([ending]) => code.endsWith(ending))?.[1] ?? detail,
  field(what) {
    const known = FIELDS[what]
    if (known !== undefined) return known
    for (const [pattern, say] of FIELD_PATTERNS) {
      const [, ...parts] = pattern.exec(what) ?? []
      if (parts.length > 0) return say(...parts)
    }
    return what
  },
}

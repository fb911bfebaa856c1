/** What is said of the doors and the first run, in German. */
import { dayOfYear, daysInYear, weekOf } from '../../format/days.ts'
import type { TextsOf } from '../shape.ts'

export const de: TextsOf<'doors'> = {
  door: {
    signIn: 'Anmelden',
    forgotten: 'Vergessen?',
    yourName: 'Ihr Name',
    dayAndWeek: (day) => `Tag ${dayOfYear(day)} von ${daysInYear(day)} · Woche ${weekOf(day)}`,
    dateAndDay: (date, day) => `${date}, Tag ${dayOfYear(day)} von ${daysInYear(day)}`,
    dayOfYear: (day) => `Tag ${dayOfYear(day)} von ${daysInYear(day)}`,
    servedFromHere: 'Kommt von diesem Rechner; fragt keinen anderen nach irgendetwas.',
    newHere: 'Neu hier?',
    makeAccount: 'Konto anlegen',
    makeFirstAccount: 'Das erste Konto anlegen',
    askForInvitation: 'Bitten Sie, wer dieses Almanac betreibt, um eine Einladung.',
    wrongCredentials: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.',
    locked: (time) => `Zu viele Fehlversuche. Versuchen Sie es um ${time} wieder.`,
    code: 'Code',
    codeHint: 'Die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt.',
    wrongCode: 'Dieser Code ist falsch, abgelaufen oder wurde schon benutzt.',
    useRecovery: 'Keine App zur Hand?',
    recoveryCode: 'Wiederherstellungscode',
    recoveryHint: 'Einer von denen, die Sie aufbewahrt haben. Er gilt einmal.',
    useApp: 'Die App benutzen',
    anotherAccount: 'Mit einem anderen Konto anmelden',
    noMembership: 'Dieses Konto gehört zu keiner Organisation mehr. Bitten Sie um eine Einladung.',
    passwordHint: 'Mindestens 8 Zeichen. Lang ist besser als seltsam.',
    zoneHint: 'Von Ihrem Browser erraten. Sie bestimmt, wo jeder Tag beginnt und endet.',
    newAccount: 'Neues Konto',
    haveAccount: 'Sie haben ein Konto?',
    haveOne: 'Ich habe ein Konto',
    resetTitle: 'Ein neues Passwort',
    newPasswordTitle: 'Wählen Sie ein neues Passwort',
    newPassword: 'Neues Passwort',
    sendLink: 'Link schicken',
    linkOnItsWay: (mail) =>
      mail
        ? 'Wenn es ein solches Konto gibt, ist ein Link unterwegs.'
        : 'Wenn es ein solches Konto gibt, wurde ein Link gemacht. Dieses Almanac verschickt keine Post: wer es betreibt, findet den Link im Protokoll.',
    linkIsOver: 'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordern Sie einen neuen an.',
    setPassword: 'Passwort setzen',
    passwordIsSet: 'Das neue Passwort gilt, und alle sind abgemeldet. Melden Sie sich damit an.',
    toSignIn: 'Zur Anmeldung',
    toOverview: 'Zur Übersicht',
    verifyTitle: 'Ihre E-Mail-Adresse',
    verify: 'Das ist meine Adresse',
    verified: 'Ihre Adresse ist bestätigt.',
    changeTitle: 'Ihre neue E-Mail-Adresse',
    change: 'Von jetzt an diese Adresse benutzen',
    changed:
      'Ihre Adresse ist geändert. Melden Sie sich von jetzt an mit ihr an; wo Sie angemeldet sind, bleiben Sie es.',
    addressIsTaken: 'Diese Adresse hat inzwischen ein eigenes Konto. Nichts wurde geändert.',
    invited: 'Sie sind eingeladen',
    invitationIsOver:
      'Diese Einladung ist abgelaufen, wurde benutzt oder durch eine neuere ersetzt. Bitten Sie um eine neue.',
    acceptAs: (email) => `Sie sind als ${email} angemeldet.`,
    accept: 'Der Organisation beitreten',
    signInAndAccept: 'Anmelden und beitreten',
  },

  signOn: {
    title: 'Anmeldung',
    goOnWith: (name) => `Weiter mit ${name}`,
    moment: 'Einen Moment …',
  },

  firstRun: {
    title: 'Der erste Tag',
    makeFirst: 'Legen Sie das erste Konto an',
    itAdministers: 'Es verwaltet dieses Almanac.',
    makeAccount: 'Konto anlegen',
    lookAround: 'Oder sehen Sie sich erst um',
    demo: 'Fünf Organisationen mit den echten, öffentlichen Geschichten von fünf quelloffenen Teams, so verschoben, dass sie heute enden. Das dauert etwa zehn Sekunden und lässt sich wieder entfernen.',
    loadDemo: 'Demo laden',
    demoIsThere:
      'Die Demo ist geladen. Ihr Passwort wurde gezeigt, als sie entstand; „almanac demo --new-password“ macht ein anderes.',
    making: (percent) => `Die Demo entsteht: ${percent} %`,
    demoMade:
      'Die Demo ist da. Diesem Konto gehört alles in ihr; notieren Sie das Passwort, es wird nur dieses eine Mal gezeigt.',
    lookAroundNow: 'Umsehen',
    whatThen: 'Was dann geschieht',
    steps: [
      [
        'Schicken Sie Ihr erstes Ereignis',
        'Eine Anfrage aus Ihrer App, mit einem Schlüssel, den Sie einmal kopieren.',
      ],
      ['Zahlen erscheinen sofort', 'Welche mehr Tage brauchen, sagen, wie viele und bis wann.'],
      ['Laden Sie Ihr Team ein', 'Aufgaben, Projekte und Gespräche sind auch hier.'],
    ],
  },
}

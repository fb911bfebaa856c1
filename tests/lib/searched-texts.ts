/**
 * Texts of many scripts, what must find them, and what must not. The rules are in docs/search.md.
 * Where two texts look the same but are not, one of them is escaped.
 */
import { parseTextSearch, type Term } from '../../src/lib/text-search.ts'
import { wordsOf } from '../../src/lib/words.ts'

export interface SearchedText {
  text: string
  found: string[]
  missed: string[]
}

const row = (text: string, found: string[], missed: string[] = []): SearchedText => ({ text, found, missed })

export const SEARCHED_TEXTS: Record<string, SearchedText[]> = {
  'signs beside words': [
    row('⚠️Wichtig', ['wichtig', '⚠️', '⚠', 'WICHTIG ⚠️', 'wich*'], ['❤️', 'ig', '️']),
    row('❤️ flowers', ['flowers', '❤️', '❤', '❤️flowers'], ['⚠️', '♥ thorns']),
    row('Bluebird™', ['bluebird', 'Bluebird™', 'bluebird®'], ['bluebirdtm', 'tm']),
    row('Robin® hat ©2024', ['robin', '2024', '"robin hat"'], ['robinr']),
    row('Счёт №123', ['123', 'счет', 'счёт', '№123', 'no 123', 'СЧЕТ'], ['23', 'no123']),
    row('Nº45 y 1ª clase', ['45', 'nº45', '1ª', '1a', 'clase'], ['no45']),
    row('Ergebnis¹ siehe Anhang²³', ['ergebnis', 'ergebnis¹', 'anhang', '23'], ['ergebnis1', 'anhang23']),
    row('Fläche 20 m² und 5 km²', ['m²', 'm2', 'km2', 'km²', 'flache', '20'], ['2', 'km']),
    row('eine 20m²-Wohnung, x²+y²', ['20m²', '20m2', 'wohnung', 'x2', 'y²'], ['20m', 'm2']),
    row('Brandᵀᴹ, Wortᵃ, nᵒ7 Mᵐᵉ', ['brand', 'wort', '7', 'nᵒ7', 'mme'], ['brandtm', 'worta', 'no7']),
    row('CO₂ und H₂O', ['co2', 'CO₂', 'h2o', 'H₂O'], ['co', '2']),
    row('1½ Tassen', ['½', '1 2', 'tassen', '1½'], ['11', '112']),
    row('①確認 ②実行', ['①', '1', '確認', '実行'], ['2確', '21', '11']),
    row('㈱山田 ㎏ 20℃', ['株', '山田', 'kg', '㎏', '20', '20℃', '20°C'], ['株山', '20c']),
    row('Preis:€50/Stück', ['50', 'preis', 'stuck', '€50', '"preis 50"'], ['preis/stück']),
    row('→weiter ★neu☆', ['weiter', 'neu', '→weiter', '★neu'], ['eite']),
    row('erledigt✔Ende', ['erledigt', 'ende', '✔', '✔️'], ['erledigtende', '✅']),
    row('«Zitat» „zwei“ ‚drei‘', ['zitat', 'zwei', 'drei', '„zitat zwei“'], ['„zwei zitat“']),
    row('naïve´s `code´', ['naive', 's', 'code'], ['naives']),
    row('Ｃafé（本店）', ['cafe', '本店', 'ｃafé'], ['cafe店']),
  ],
  'what is not to be seen': [
    row('Ver\u00adtrags\u00adende', ['vertragsende', 'Ver\u00adtragsende', 'vertrag*'], ['ver', 'ende']),
    row('zero\u200bwidth \u200bspace', ['zerowidth', 'space', 'zero\u200bwidth'], ['zero', 'width']),
    row('می\u200cخواهم', ['میخواهم', 'می\u200cخواهم'], ['خواهم']),
    row('join\u200der \u2060glue\ufeff', ['joiner', 'glue'], ['join']),
    row('\u202bمرحبا\u202c \u200ehello\u200f', ['hello', 'مرحبا', '\u2067hello\u2069'], ['hell']),
    row('\ufefffirst', ['first', '\ufefffirst'], ['irst']),
    row('葛\u{e0100}飾', ['葛飾', '葛', '飾', '葛\u{e0100}飾'], ['飾葛']),
    row('✈︎text ✈️emoji', ['✈', '✈️', '✈︎', 'text', 'emoji'], ['✉']),
    row('ho\u034fld', ['hold'], ['ho', 'ld']),
    row(
      'tab\tnew\nline\u00a0space\u3000wide\u2009thin',
      ['tab', 'new', 'line', 'space', 'wide', 'thin'],
      ['tabnew'],
    ),
    row('가\u3164나', ['가', '나'], ['가나']),
  ],
  Latin: [
    row('Łódź', ['lodz', 'łódź', 'ŁÓDŹ', 'łodz'], ['odz', 'l']),
    row('Đà Nẵng', ['da nang', 'đà nẵng', '"Da Nang"', 'ĐÀ'], ['a nang']),
    row('København', ['kobenhavn', 'københavn', 'KØBENHAVN'], ['koebenhavn']),
    row('Straße in Gießen', ['strasse', 'straße', 'STRASSE', 'STRAẞE', 'giessen'], ['strase', 'strabe']),
    row(
      'Crème brûlée',
      ['creme brulee', 'CRÈME', 'cre\u0300me', '"creme brulee"'],
      ['crem', 'brulée creme x'],
    ),
    row('Cre\u0300me bru\u0302le\u0301e', ['crème', 'brûlée', 'creme', 'brulee'], ['cre', 'me']),
    row('İstanbul ve ILGAZ, ılık', ['istanbul', 'İSTANBUL', 'ilgaz', 'ılgaz', 'ilik', 'ılık'], ['stanbul']),
    row(
      'Ærø og Þór, Garðabær, œuvre',
      ['aero', 'ærø', 'thor', 'gardabaer', 'oeuvre', 'œuvre'],
      ['are', 'por'],
    ),
    row('Šiauliai ir Žižkov', ['siauliai', 'zizkov', 'šiauliai'], ['siaulia']),
    row('Ăn phở ở Thừa Thiên', ['an pho', 'phở', 'pho*', 'o thua thien'], ['ph']),
    row('ﬁne ﬂower oﬃce', ['fine', 'flower', 'office', 'ﬁne'], ['ne', 'ower']),
    row('ＡＢＣ１２３ ｗｉｄｅ', ['abc123', 'wide', 'ＡＢＣ１２３'], ['abc']),
    row('ℌello 𝕨orld 𝐛𝐨𝐥𝐝 ℝ', ['hello', 'world', 'bold', 'r', 'ℌello'], ['ello']),
    row('Ŋgomi ɓala Ƴero əli', ['ngomi', 'bala', 'yero', 'eli', 'əli'], ['gomi']),
    row('L’Haÿ-les-Roses d’Oléron', ['hay', 'les', 'roses', 'oleron', "l'hay", "d'oleron"], ['lhay']),
    row('Hawaiʻi Oʻzbek', ['hawai', "hawai'i", 'hawai’i', 'zbek', 'o‘zbek'], ['hawaii']),
    row('col·lapse paraŀlel', ['col·lapse', 'lapse', 'paral·lel', 'paraŀlel'], ['collapse']),
    row('Ⅷ Kapitel Ⅳ', ['viii', 'iv', 'kapitel', 'Ⅷ'], ['v']),
    row('ſtreng Buſineß', ['streng', 'business'], ['treng']),
    row('4ᵗʰ of July', ['4th', '4ᵗʰ', 'july'], ['th']),
    row('5 µm und 3 μm', ['µm', 'μm', '5', '5 µm'], ['um', 'm']),
    row('Z\u0351\u034b\u030e\u0344algo\u0334\u0321\u0322', ['zalgo'], ['algo', 'z']),
    row('rose roses', ['rose', 'roses', '"rose roses"', 'ros*'], ['ros', '"roses rose"', 'osis']),
  ],
  Cyrillic: [
    row('Ещё ёлка и мёд', ['еще', 'ещё', 'елка', 'мед', 'МЁД'], ['щё', 'ме']),
    row('Йод и чай', ['йод', 'ЙОД', 'чай', 'и\u0306од'], ['иод', 'чаи']),
    row('за́мок на горе́', ['замок', 'горе', 'за́мок'], ['зам']),
    row('Їжак і м’ята', ['їжак', 'ЇЖАК', 'і\u0308жак', "м'ята", 'м’ята', 'мʼята'], ['іжак', 'мята']),
    row('Быкаў і дзе', ['быкаў', 'БЫКАЎ'], ['быкау']),
    row(
      'IT-отдел: SMSка, iPhoneом',
      ['it', 'отдел', 'sms', 'iphone', 'it-отдел', 'smsка'],
      ['phone', '"ка sms"'],
    ),
    row('Ђорђе Његош', ['ђорђе', 'ЊЕГОШ', 'његош'], ['орђе']),
    row('кабинет5 5кг', ['кабинет5', '5кг', 'КАБИНЕТ5'], ['кабинет', 'кг']),
  ],
  Greek: [
    row('Ελλάς', ['ελλας', 'ΕΛΛΑΣ', 'ελλασ', 'Ελλάς', 'ΕΛΛΆΣ'], ['ελλα', 'λλας']),
    row('ὁ ἄνθρωπος καὶ ἡ ᾠδή', ['ανθρωπος', 'και', 'ωδη', 'ΑΝΘΡΩΠΟΣ'], ['νθρωπος']),
    row('πρωΐ μαΐου', ['πρωι', 'πρωΐ', 'μαιου'], ['πρω']),
    row('ϑήτα ϰαι', ['θητα', 'και'], ['ητα']),
  ],
  Armenian: [row('Երևան և Գյումրի', ['երևան', 'ԵՐԵՒԱՆ', 'գյումրի'], ['երև'])],
  Georgian: [row('თბილისი', ['თბილისი', 'ᲗᲑᲘᲚᲘᲡᲘ', 'თბი*'], ['ბილისი'])],
  Arabic: [
    row('العَرَبِيَّةُ', ['العربية', 'العربيه', 'العَرَبِيَّةُ', 'العر*'], ['عربية']),
    row('مـــرحـبا', ['مرحبا', 'مـرحبا'], ['مر']),
    row('أحمد وإبراهيم وآدم', ['احمد', 'أحمد', 'وابراهيم', 'وادم', 'إحمد'], ['حمد']),
    row('مستشفى على', ['مستشفى', 'مستشفي', 'علي'], ['مستشف']),
    row('کتاب‌های فارسی', ['کتابهای', 'كتابهاي', 'فارسي', 'فارسی'], ['کتاب']),
    row('خطأ ٤٠٤ و ۱۲۳', ['404', '٤٠٤', '۴۰۴', '123', 'خطا'], ['40', '12']),
    row('محمدﷺ رسولﷲ ﻗَﻟﱠم', ['محمد', 'رسول', 'الله', 'ﷲ', 'محمدﷺ'], ['محمدصلي', 'صلي']),
    row('ﻻ ﺳﻼم', ['لا', 'سلام'], ['سلا']),
    row('تطبيقWhatsApp', ['whatsapp', 'تطبيق', 'تطبيقwhatsapp'], ['whats']),
    row('مسؤول هيئة', ['مسوول', 'مسؤول', 'هييه'], ['مسول']),
  ],
  Hebrew: [
    row('שָׁלוֹם עוֹלָם', ['שלום', 'עולם', 'שָׁלוֹם', 'שלומ'], ['שלו']),
    row('ספרים', ['ספרים', 'ספרימ', 'ספר*'], ['ספר']),
    row('צה״ל ו-ארה"ב', ['צה״ל', 'צה"ל', 'ארה״ב', 'ב'], ['צהל']),
    row('הGoogle בAPI', ['google', 'api', 'הgoogle'], ['oogle']),
    row('ﬡﬢ שּׁ', ['אד', 'ש'], ['א']),
  ],
  'Han and kana': [
    row(
      '東京都の会議',
      ['東京', '東京都', '会議', '都の', '京都', '会', '東', '"東京都の"', '東*'],
      ['東会', '議会', '都京'],
    ),
    row(
      'ユーザーID',
      ['ユーザー', 'ID', 'ユーザーID', 'ユーザ', 'ﾕｰｻﾞｰ', 'ゆーざー'],
      ['ユザ', 'D', 'ユーサー'],
    ),
    row('エラー404', ['404', 'エラー', 'エラー404', 'ｴﾗｰ'], ['40', 'エラ404']),
    row('ｶﾅ ﾊﾞｽ ﾊﾟﾝ', ['カナ', 'バス', 'パン', 'かな', 'ﾊﾞｽ'], ['ハス', 'ハン', 'カス']),
    row('バスて\u3099んわ', ['でんわ', 'バス', 'ハ\u3099ス'], ['てんわ']),
    row('りんごとバナナ', ['リンゴ', 'りんご', 'ばなな', 'ナナ'], ['リンガ']),
    row('第5回 2024年度', ['第5回', '5', '2024', '年度', '2024年', '第'], ['第回', '024']),
    row('佐々木・山田様', ['佐々木', '山田', '佐々木・山田', '々'], ['木山']),
    row('我們在北京大學讀書', ['北京', '大學', '北京大學', '讀書', '京大', '我們在北京'], ['京北', '大学']),
    row('iPhone用ケース', ['iphone', 'ケース', '用', 'iPhone用'], ['phone']),
    row('金（きん）の価格', ['金', 'きん', '価格', '金（きん）'], ['金の']),
    row('﨑山 神社', ['神社', '﨑山'], ['社神']),
    row('⼀⼆三', ['一', '二', '三'], ['三一']),
    row('𠮷野家', ['𠮷野家', '𠮷', '野家'], ['吉野家']),
    row('注意‼️締切〆1月', ['注意', '締切', '〆', '1', '1月'], ['意締']),
    row('ㄅㄆㄇ注音', ['ㄅㄆ', 'ㄇ', '注音'], ['ㄇㄅ']),
  ],
  Korean: [
    row(
      '서울에서 부산까지',
      ['서울', '서울*', '서울에서', '부산', '에서', '"서울에서 부산"', '서'],
      ['서에', '울서', '까지요'],
    ),
    row(
      '대한민국서울'.normalize('NFD'),
      ['서울', '대한', '민국', '서울'.normalize('NFD'), '대'],
      ['서대', '울서'],
    ),
    row('API서버를 재시작', ['api', '서버', '재시작', 'API서버', '를'], ['버서']),
    row('회의록(3차)', ['회의', '3차', '3', '회의록'], ['록4', '의3']),
    row('ㅋㅋㅋ ｺ ﾡ', ['ㅋㅋ', 'ㅋ'], ['ㅎ']),
  ],
  'Thai, Lao, Khmer and Burmese': [
    row('ฉันกินข้าวที่ร้าน', ['กินข้าว', 'กิน', 'ข้าว', 'ร้าน', 'ฉัน', 'กิ'], ['ข้าวกิน', 'กนิ']),
    row('ปี ๒๕๖๗ แล้ว', ['2567', '๒๕๖๗', 'แล้ว', 'ปี'], ['256']),
    row('น้ำแข็ง', ['น้ำ', 'แข็ง', 'น้ำแข็ง'], ['แขง']),
    row('ສະບາຍດີ', ['ສະບາຍ', 'ດີ'], ['ດີສະ']),
    row('ភាសាខ្មែរ', ['ភាសា', 'ខ្មែរ'], ['សាភា']),
    row('မြန်မာဘာသာ', ['မြန်မာ', 'ဘာသာ'], ['သာမြန်']),
  ],
  'Scripts of India, and others whose marks are vowels': [
    row('हिन्दी में लिखो', ['हिन्दी', 'में', 'लिखो', 'हिन्*'], ['हिन्द', 'हन्दी', 'लखो']),
    row('फ़ोन और ज़मीन', ['फोन', 'फ़ोन', 'जमीन'], ['फ']),
    row('৳৫০০ টাকা', ['500', '৫০০', 'টাকা'], ['টাক', '50']),
    row('தமிழ் மொழி', ['தமிழ்', 'மொழி'], ['தமிழ', 'மழி']),
    row('བོད་སྐད', ['བོད', 'སྐད', 'བོད་སྐད'], ['བད']),
    row('ሰላም፡ለዓለም', ['ሰላም', 'ለዓለም'], ['ሰላ']),
  ],
  emoji: [
    row('🌹roses', ['🌹', 'roses', '🌹roses', '🌹 roses'], ['🌷']),
    row('👍🏽 ok 👩🏿‍🚀', ['👍', '👍🏽', '👍🏻', '👩', '🚀', '👩🏿‍🚀', '👩‍🚀', 'ok'], ['👎', '👨‍🚀']),
    row('👨‍👩‍👧 family', ['👨‍👩‍👧', '👩', 'family'], ['👧‍👩']),
    row('🇩🇪🇫🇷 match', ['🇩🇪', '🇫🇷', '🇩🇪🇫🇷', 'match'], ['🇪🇫', '🇮🇹']),
    row('1️⃣ eins #️⃣', ['1', '1️⃣', 'eins'], ['2️⃣']),
    row('done ✅✅', ['✅', 'done✅', '✅✅'], ['✅✅✅', '❌']),
    row('🏴󠁧󠁢󠁥󠁮󠁧󠁿 🤷‍♂️', ['🏴', '🤷', '🤷‍♂️', '♂'], ['🤷‍♀️']),
  ],
  'numbers, names and addresses': [
    row('1,234.50 EUR', ['1,234.50', '1.234,50', '1 234 50', '234', 'eur'], ['1234', '1,23']),
    row('v1.2.3-beta.4', ['v1.2.3', 'v1', 'beta', '2.3', 'v1.2.3-beta.4'], ['1.2.3', 'v12']),
    row(
      'foo_bar fooBar foo.bar()',
      ['foo_bar', 'foo', 'bar', 'foobar', 'FOO_BAR', 'foo-bar'],
      ['bar_food', 'oobar'],
    ),
    row('C++ und C# 17', ['c++', 'C#', 'c', '17', 'c#17'], ['c17']),
    row('#1234 und #rosen', ['#1234', '1234', '#rosen', 'rosen'], ['#123', 'rose']),
    row(
      'ada.king@example.com',
      ['ada.king@example.com', 'ada', 'example.com', 'king', '@example'],
      ['exam', 'adaking'],
    ),
    row('https://example.org/a/b?c=d', ['https://example.org/a/b?c=d', 'example.org', 'a/b'], ['b/a']),
    row('+49 (30) 123-456', ['+49', '30', '123-456', '123 456'], ['123456']),
    row('2024-03-08 12:00', ['2024-03-08', '2024', '08', '12:00'], ['0308', '08.03']),
    row('AT&T R&D', ['at&t', 'r&d', 'at'], ['att']),
    row('e-mail don’t', ['e-mail', "don't", 'mail', 'don‘t'], ['email', 'dont']),
    row('x'.repeat(70), ['x'.repeat(70)], ['x'.repeat(69), 'x']),
  ],
}

export const ALL_SEARCHED_TEXTS = Object.values(SEARCHED_TEXTS).flat()

/** By the words of both sides alone. */
export function isFound(text: string, typed: string): boolean {
  const search = parseTextSearch(typed)
  const words = wordsOf(text)
  return search?.terms.every((term) => holds(words, term)) ?? false
}

/** As the engines do it. */
function holds(words: string[], { words: phrase, isPrefix }: Term): boolean {
  return words.some((_, at) =>
    phrase.every((word, i) => {
      const there = words[at + i]
      return isPrefix && i === phrase.length - 1 ? there?.startsWith(word) : there === word
    }),
  )
}

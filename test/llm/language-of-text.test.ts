// Sentences of our own, as people write to a help desk: short, with code, links and numbers among them.

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type LanguageOfText, loadLanguageOfText } from '../../src/llm/language-of-text.ts'
import { languages } from '../../src/locales/words.ts'
import type { LabelledFile } from '../faq/labelled.ts'

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Where is my order?',
    "I can't log in",
    'hello, my card was declined twice',
    'pls reset my password',
    'The app crashes when I open `settings.json`',
    'How do I change the billing address on https://example.com/account?',
    'refund please',
    'it says Error: ECONNREFUSED 127.0.0.1:5432, what should I do',
    'Invoice #20931 has the wrong VAT number',
    'still waiting, any news?',
  ],
  ro: [
    'Unde este comanda mea?',
    'Nu pot să mă conectez',
    'buna ziua, cardul mi-a fost refuzat de doua ori',
    'vreau sa resetez parola va rog',
    'Aplicația se închide când deschid `settings.json`',
    'Cum schimb adresa de facturare pe https://example.com/account?',
    'vreau banii inapoi',
    'imi apare Error: ECONNREFUSED 127.0.0.1:5432, ce sa fac',
    'Factura #20931 are codul de TVA gresit',
    'inca astept, aveti noutati?',
  ],
  pl: [
    'Gdzie jest moje zamówienie?',
    'Nie mogę się zalogować',
    'dzien dobry, moja karta zostala odrzucona dwa razy',
    'prosze zresetowac haslo',
    'Aplikacja się wyłącza, gdy otwieram `settings.json`',
    'Jak zmienić adres do faktury na https://example.com/account?',
    'prosze o zwrot pieniedzy',
    'pokazuje Error: ECONNREFUSED 127.0.0.1:5432, co mam zrobic',
    'Faktura #20931 ma zły numer VAT',
    'nadal czekam, są jakieś wieści?',
  ],
  de: [
    'Wo ist meine Bestellung?',
    'Ich kann mich nicht anmelden',
    'hallo, meine Karte wurde zweimal abgelehnt',
    'bitte Passwort zurücksetzen',
    'Die App stürzt ab, wenn ich `settings.json` öffne',
    'Wie ändere ich die Rechnungsadresse auf https://example.com/account?',
    'ich möchte mein Geld zurück',
    'da steht Error: ECONNREFUSED 127.0.0.1:5432, was soll ich tun',
    'Rechnung #20931 hat die falsche USt-Nummer',
    'warte immer noch, gibt es was Neues?',
  ],
  fr: [
    'Où est ma commande ?',
    "Je n'arrive pas à me connecter",
    'bonjour, ma carte a été refusée deux fois',
    'merci de réinitialiser mon mot de passe',
    "L'application plante quand j'ouvre `settings.json`",
    "Comment changer l'adresse de facturation sur https://example.com/account ?",
    'je veux être remboursé',
    'ça affiche Error: ECONNREFUSED 127.0.0.1:5432, que faire',
    'La facture #20931 a un mauvais numéro de TVA',
    "j'attends toujours, des nouvelles ?",
  ],
  es: [
    '¿Dónde está mi pedido?',
    'No puedo iniciar sesión',
    'hola, mi tarjeta fue rechazada dos veces',
    'por favor restablezcan mi contraseña',
    'La aplicación se cierra cuando abro `settings.json`',
    '¿Cómo cambio la dirección de facturación en https://example.com/account?',
    'quiero un reembolso',
    'me sale Error: ECONNREFUSED 127.0.0.1:5432, que hago',
    'La factura #20931 tiene mal el número de IVA',
    'sigo esperando, ¿hay novedades?',
  ],
  it: [
    "Dov'è il mio ordine?",
    'Non riesco ad accedere',
    'ciao, la mia carta è stata rifiutata due volte',
    'per favore reimpostate la password',
    "L'app si chiude quando apro `settings.json`",
    "Come cambio l'indirizzo di fatturazione su https://example.com/account?",
    'vorrei un rimborso',
    'mi dice Error: ECONNREFUSED 127.0.0.1:5432, cosa devo fare',
    'La fattura #20931 ha la partita IVA sbagliata',
    'sto ancora aspettando, ci sono novità?',
  ],
  nl: [
    'Waar is mijn bestelling?',
    'Ik kan niet inloggen',
    'hallo, mijn kaart is twee keer geweigerd',
    'graag mijn wachtwoord resetten',
    'De app crasht als ik `settings.json` open',
    'Hoe wijzig ik het factuuradres op https://example.com/account?',
    'ik wil mijn geld terug',
    'er staat Error: ECONNREFUSED 127.0.0.1:5432, wat moet ik doen',
    'Factuur #20931 heeft het verkeerde btw-nummer',
    'ik wacht nog steeds, is er nieuws?',
  ],
  pt: [
    'Onde está a minha encomenda?',
    'Não consigo entrar na conta',
    'olá, o meu cartão foi recusado duas vezes',
    'por favor redefinam a minha senha',
    'O aplicativo fecha quando abro `settings.json`',
    'Como mudo o endereço de faturamento em https://example.com/account?',
    'quero o meu dinheiro de volta',
    'aparece Error: ECONNREFUSED 127.0.0.1:5432, o que faço',
    'A fatura #20931 tem o NIF errado',
    'ainda estou à espera, há novidades?',
  ],
  uk: [
    'Де моє замовлення?',
    'Я не можу увійти',
    'добрий день, мою картку двічі відхилили',
    'скиньте, будь ласка, пароль',
    'Застосунок закривається, коли відкриваю `settings.json`',
    'Як змінити платіжну адресу на https://example.com/account?',
    'хочу повернути гроші',
    'пише Error: ECONNREFUSED 127.0.0.1:5432, що робити',
    'У рахунку #20931 неправильний номер ПДВ',
    'досі чекаю, є новини?',
  ],
  ru: [
    'Где мой заказ?',
    'Не могу войти',
    'здравствуйте, мою карту дважды отклонили',
    'сбросьте пароль пожалуйста',
    'Приложение вылетает, когда открываю `settings.json`',
    'Как изменить платёжный адрес на https://example.com/account?',
    'хочу вернуть деньги',
    'пишет Error: ECONNREFUSED 127.0.0.1:5432, что делать',
    'В счёте #20931 неверный номер НДС',
    'всё ещё жду, есть новости?',
  ],
  hu: [
    'Hol van a rendelésem?',
    'Nem tudok belépni',
    'szia, kétszer elutasították a kártyámat',
    'kérem állítsák vissza a jelszavamat',
    'Az alkalmazás összeomlik, amikor megnyitom a `settings.json` fájlt',
    'Hogyan módosítom a számlázási címet itt: https://example.com/account?',
    'vissza szeretném kapni a pénzem',
    'azt írja Error: ECONNREFUSED 127.0.0.1:5432, mit tegyek',
    'A #20931 számla rossz adószámot tartalmaz',
    'még mindig várok, van valami hír?',
  ],
  tr: [
    'Siparişim nerede?',
    'Giriş yapamıyorum',
    'merhaba, kartım iki kez reddedildi',
    'lütfen şifremi sıfırlayın',
    '`settings.json` dosyasını açınca uygulama çöküyor',
    'https://example.com/account üzerinde fatura adresini nasıl değiştiririm?',
    'paramı geri istiyorum',
    'Error: ECONNREFUSED 127.0.0.1:5432 yazıyor, ne yapmalıyım',
    '20931 numaralı faturada vergi numarası yanlış',
    'hâlâ bekliyorum, haber var mı?',
  ],
}

let inEnglishDesk: LanguageOfText
let inRomanianDesk: LanguageOfText
beforeAll(async () => {
  inEnglishDesk = await loadLanguageOfText('en')
  inRomanianDesk = await loadLanguageOfText('ro')
})

/** How many of the texts are told to be in the language, and which are told to be in another. */
const told = (texts: readonly string[], language: string, languageOf: LanguageOfText) => {
  const answers = texts.map((text) => ({ text, is: languageOf(text) }))
  return {
    right: answers.filter(({ is }) => is === language).length,
    wrong: answers.filter(({ is }) => is !== null && is !== language).map(({ text, is }) => `${is}: ${text}`),
  }
}
const share = (part: number, whole: number): number => part / whole

describe('what is written in the desk’s own language is hardly ever called foreign', () => {
  const questions = ['banking77-dev', 'clinc150-dev'].map(
    (name): LabelledFile => JSON.parse(readFileSync(new URL(`../faq/${name}.json`, import.meta.url), 'utf8')),
  )

  test('at most 1 of 2,000 English questions, and 96 of 100 are known to be English', () => {
    const texts = questions.flatMap(({ queries, outOfScope }) => [...queries.map(([text]) => text), ...outOfScope])
    expect(texts.length).toBeGreaterThan(2_000)
    const { right, wrong } = told(texts, 'en', inEnglishDesk)
    expect(share(wrong.length, texts.length)).toBeLessThanOrEqual(1 / 2_000)
    expect(share(right, texts.length)).toBeGreaterThan(0.96)
  })

  test('at most 1 of 1,000 with slips of the keys, in capitals or with strange accents', () => {
    const texts = questions.flatMap(({ noisy }) => Object.values(noisy).flat())
    expect(texts.length).toBeGreaterThan(8_000)
    expect(share(told(texts, 'en', inEnglishDesk).wrong.length, texts.length)).toBeLessThanOrEqual(1 / 1_000)
  })

  test.each(['with its marks', 'without its marks'])('none of our own Romanian words, written %s', (how) => {
    const leaves = (tree: unknown): string[] =>
      typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap(leaves)
    const texts = leaves(languages.ro)
      .flatMap((text) => text.replace(/\{\{.*?\}\}|\$t\(.*?\)/g, ' ').split(/(?<=[.!?:;])\s+|\n+/))
      .map((text) => (how === 'with its marks' ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')))
    expect(texts.length).toBeGreaterThan(1_000)
    expect(told(texts, 'ro', inRomanianDesk).wrong).toEqual([])
  })
})

test.each(Object.keys(SENTENCES))('most short messages in %s are known by it', (language) => {
  const texts = SENTENCES[language] ?? []
  const { right, wrong } = told(texts, language, inEnglishDesk)
  expect(right).toBeGreaterThanOrEqual(7)
  expect(wrong.length).toBeLessThanOrEqual(1)
})

test('of 120 short messages in twelve foreign languages 105 are known, and 2 are taken for another foreign one', () => {
  const all = Object.entries(SENTENCES).filter(([language]) => language !== 'en')
  const each = all.map(([language, texts]) => told(texts, language, inEnglishDesk))
  expect(each.reduce((sum, { right }) => sum + right, 0)).toBeGreaterThanOrEqual(105)
  const wrong = each.flatMap((one) => one.wrong)
  expect(wrong.length).toBeLessThanOrEqual(2)
  expect(wrong.filter((one) => one.startsWith('en'))).toEqual([])
})

test.each([
  ['我的订单在哪里', 'zh'],
  ['注文はどこですか', 'ja'],
  ['πού είναι η παραγγελία μου', 'el'],
  ['أين طلبي الجديد', 'ar'],
])('a few letters of another script are enough: %s', (text, language) => {
  expect(inEnglishDesk(text)).toBe(language)
})

test.each([
  ['nothing', ''],
  ['a word', 'Danke'],
  ['a name', 'Ion Popescu'],
  ['a number', '20931'],
  ['a link', 'https://example.com/unde-este-comanda-mea-va-rog'],
  ['code', '`const bestellung = await suche(kunde)`'],
  ['a block of code', '```\nfor (const bestellung of alle) suche(bestellung)\n```'],
  ['addresses', 'ana.popescu@example.com, ion@example.com'],
  ['emoji', '🙏🙏🙏 👍'],
  ['one sign over and over', 'a'.repeat(100_000)],
])('%s is in no language', (_what, text) => {
  expect(inEnglishDesk(text)).toBeNull()
})

test('code, links and numbers in a message don’t make it foreign', () => {
  const text = 'Nu merge: `where is the order and why does it not load` https://example.com/where-is-my-order 127.0.0.1'
  expect(inRomanianDesk(`${text}, ce să fac acum?`)).toBe('ro')
})

test.each(['`', '```\n', 'a1', '@', 'ж', 'https://', 'a ', '~~~ '])(
  'a text of nothing but %o is looked through at once, however long it is',
  (sign) => {
    expect(() => inEnglishDesk(sign.repeat(200_000))).not.toThrow()
  },
)

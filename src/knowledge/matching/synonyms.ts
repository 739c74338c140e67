// Words that mean much the same where people ask for help, by language; folded. Each line is one meaning, its first word names it.
// Written for help desks in general, to no file of questions in particular; a word stands in one line alone.

const english = `
cancel terminate close delete deactivate end discontinue
buy purchase order acquire
money cash fund funds
get receive obtain
send transfer wire remit
fee charge cost price rate surcharge commission
wrong incorrect mistaken inaccurate erroneous
problem issue trouble difficulty fault error
change modify update edit alter adjust switch
lost misplaced missing lose
stolen theft robbed steal stole
phone mobile cellphone telephone smartphone
broken damaged faulty defective
work function operate
stop halt quit cease
start begin commence launch
fix repair solve resolve
show display appear
find locate discover search
tell inform explain let
know understand
need require want wish desire
fast quick quickly rapid soon
slow delayed late delay
ship deliver dispatch delivery shipping shipment
package parcel box
refuse decline reject deny
fail failed unsuccessful
pay payment paid
permit allow accept enable
recharge reload topup
withdraw withdrawal
bill invoice
password passcode pin
account profile
job career employment
car vehicle automobile
trip travel journey vacation holiday
flight plane airplane
song music track tune
restaurant eatery diner
food meal dish
doctor physician
child kid
large big huge
small little tiny
finish complete done
wait pending hold
speak talk chat converse
reason why
location place where
repeat again
meaning define definition
reservation booking book reserve
schedule calendar appointment meeting
remind reminder
salary income wage paycheck
verify confirm check validate verification
identity id identification
country abroad overseas foreign international
activate activation
expire expiry expiration
link connect connection
remove erase
duplicate twice double
recognise recognize
limit maximum cap restriction
shop store merchant seller vendor retailer
gas fuel petrol
tire tyre
battery power
fun interesting
live reside
next upcoming
last previous recent
subscription membership plan
upgrade upgraded
login signin logon
laptop computer pc
photo picture image
screen monitor
crash freeze hang
voucher coupon promo discount
warranty guarantee
size measurement
colleague coworker teammate
company business firm
file document attachment
download save
employee staff
address street
email mail
help assist assistance support
setup install configure installation
`

const romanian = `
anulez anulare renunt reziliere inchid
cumpar achizitionez comand
bani suma fonduri
primesc obtin
trimit transfer expediez
taxa cost pret tarif comision
gresit incorect eronat
problema dificultate eroare defectiune
schimb modific actualizez editez
pierdut ratacit
furat furt
telefon mobil
stricat defect spart deteriorat
merge functioneaza lucreaza
opresc
repar rezolv remediez
arat afisez apare
gasesc caut
repede rapid urgent
tarziu intarziat intarziere
livrare transport expediere curier
colet pachet
refuzat respins
platesc plata achit
permit accept
reincarc alimentez
factura bon
parola pin
cont profil
verific confirm validez
identitate buletin
strainatate international
activez activare
expira expirat
sterg elimin
dublu
magazin vanzator
abonament plan
reducere voucher cupon
garantie
masura marime
firma companie
fisier document atasament
descarc salvez
angajat personal
email posta
ajutor asistenta suport
instalez configurez
returnez retur
rambursare ramburs restituire
masina vehicul
munca serviciu
`

const meanings = (lines: string): readonly (readonly string[])[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' '))

const byLanguage: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['en', meanings(english)],
  ['ro', meanings(romanian)],
])

/** For a language: the meaning that a stem is one word of, by the stem of its first word. */
export const meaningsOf = (language: string, stem: (word: string) => string): ReadonlyMap<string, string> =>
  new Map(
    (byLanguage.get(language) ?? []).flatMap((words) => {
      const [first = ''] = words
      return words.map((word) => [stem(word), stem(first)] as const)
    }),
  )

// What people say whatever they ask about, by language: so that "how do I" tells nothing even where there is only one article.

const english = `
how do i change my
how can i get a new one
where is my
where can i find my
when will i get it
when does it start and when does it end
why is this not working
why was i
why did you do that to me
why has my not come yet
what is the
what are your
what do i have to do now
what should i do if i have a
what happens if i do not
which one is the best for me
who can i talk to about this
can i have a
can i use this with my other one
can you tell me about the
can you please do this for me
could you let me know if it is there
do you have any
do i need to have an
does it work with
is it possible to do this
is there a way to
is my still there
are there any more of these
i want to make a
i would like to know how to
i need to do something about my
i have a problem with the
i am trying to but it does not let me
i can not see the
i did not get my
i did not do this
i have not been able to
it says that i have to
it is not the one that i wanted
my is not here
my has been on for days now
the does not work any more
there is something wrong with my
this was not what i asked for
please help me with this
please tell me what to do
how long does it take to
how long will this take
how much is it
how many can i have
how old do i have to be
what time do you
i already did that two days ago
i think that i was by you
we want to for our
they told me that it would be
will i be able to
would it be possible for you to
have you got my
`

const romanian = `
cum pot sa schimb
cum imi fac un nou
cum se face
unde este
unde pot gasi
unde e al meu
cand primesc
cand o sa ajunga la mine
cand incepe si cand se termina
de ce nu merge
de ce mi s a
de ce nu am primit inca
ce trebuie sa fac
ce se intampla daca nu
ce este
care sunt
care este cel mai bun pentru mine
cine ma poate ajuta cu asta
pot sa am un
pot folosi asta cu
puteti sa imi spuneti despre
aveti si
trebuie sa am o
se poate
exista vreo posibilitate sa
mai este
vreau sa fac un
as vrea sa stiu cum
as dori un
am nevoie de o
am o problema cu
incerc sa dar nu ma lasa
nu vad
nu am primit
nu am facut eu asta
nu pot sa
nu reusesc sa
scrie ca trebuie sa
nu este ceea ce am vrut
al meu nu mai este
mea nu a venit de cateva zile
nu mai merge
ceva nu este in regula cu
nu asta am cerut
va rog sa ma ajutati cu asta
spuneti mi va rog ce sa fac
cat dureaza sa
in cat timp
cat este
cate pot avea
la ce ora
am facut deja acum doua zile
cred ca am fost
vrem sa pentru noi
mi s a spus ca va fi
voi putea sa
este posibil sa
ati primit
`

const texts: ReadonlyMap<string, readonly string[]> = new Map([
  ['en', english.trim().split('\n')],
  ['ro', romanian.trim().split('\n')],
])

/** Such texts of a language, as in `en`; none where it is not known. */
export const commonTexts = (language: string): readonly string[] => texts.get(language) ?? []

const commonWords: ReadonlySet<string> = new Set(
  [...texts.values()].flatMap((all) => all.flatMap((text) => text.split(' '))),
)

/** Whether a folded word says nothing by itself, in any of these languages. */
export const isCommonWord = (word: string): boolean => commonWords.has(word)

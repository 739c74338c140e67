// Which articles may be versions of which: one article in several languages is a family of one original and its versions.

/** An article and what it is a version of; `place` is where it stands in a file, null for one on the desk. */
export interface Member {
  readonly id: string
  readonly locale: string
  readonly versionOf: string | null
  readonly place: string | null
}

/**
 * What is wrong with the versions among articles that a file brings, given the desk's others. The original must be there and no version itself,
 * and a family has one article in each language.
 */
export const versionFaults = (brought: readonly Member[], others: readonly Member[]): readonly string[] => {
  const all = [...others, ...brought]
  const byId = new Map(all.map((member) => [member.id, member]))
  const faults = brought.flatMap((member) => {
    const fault = originalFault(member, byId)
    return fault === null ? [] : [`${member.place}: versionOf: ${fault}.`]
  })
  return [...faults, ...stranded(byId, others), ...sameLanguage(all)]
}

const originalFault = ({ id, versionOf }: Member, byId: ReadonlyMap<string, Member>): string | null => {
  if (versionOf === null) return null
  if (versionOf === id) return 'is the article itself; leave it out'
  const original = byId.get(versionOf)
  if (original === undefined)
    return `no article has the id "${versionOf}", neither in the file nor on the desk; correct it, or bring that article too`
  if (original.versionOf === null) return null
  return `"${versionOf}" is itself a version, of "${original.versionOf}"; name the original`
}

// An article of the desk's whose original the file makes a version.
const stranded = (byId: ReadonlyMap<string, Member>, others: readonly Member[]): string[] =>
  others.flatMap(({ id, versionOf }) => {
    const original = versionOf === null ? undefined : byId.get(versionOf)
    if (original === undefined || original.place === null || original.versionOf === null) return []
    return [
      `${original.place}: versionOf: "${id}" on the desk is a version of this article; bring that one too, changed.`,
    ]
  })

const sameLanguage = (all: readonly Member[]): string[] => {
  const seen = new Map<string, Member>()
  return all.flatMap((member) => {
    const { id, locale, versionOf, place } = member
    const key = `${locale.toLowerCase()} ${versionOf ?? id}`
    const first = seen.get(key)
    seen.set(key, member)
    if (first === undefined || place === null) return []
    const other = first.place ?? `"${first.id}" on the desk`
    return [`${place}: locale: ${other} says the same article in "${locale}" already; keep one of them.`]
  })
}

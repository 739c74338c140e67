// Whether what a desk uses stays as it is: the second quarter of a run beside its last.

/** What it uses at a moment. */
export interface Sample {
  /** Resident memory in MB. */
  readonly memory: number
  /** Open files and sockets. */
  readonly files: number
  /** To the database. */
  readonly connections: number
  /** Deliveries that wait to be said. */
  readonly deliveries: number
  /** Jobs that are due and not finished, timers' among them. */
  readonly jobs: number
}

/** How much more the last quarter may have, on the mean: as a share and as a number, whichever is more. */
const MAY_GROW: Readonly<Record<keyof Sample, readonly [number, number]>> = {
  memory: [0.15, 20],
  files: [0.1, 10],
  connections: [0.1, 3],
  deliveries: [0.5, 100],
  jobs: [0.2, 50],
}

export interface Growth {
  readonly first: Sample
  readonly last: Sample
  /** Sentences, one for each that grew. */
  readonly grown: readonly string[]
}

/** Compares the means of the samples' second and last quarters. */
export const growth = (samples: readonly Sample[]): Growth => {
  const quarter = Math.max(1, Math.floor(samples.length / 4))
  const first = mean(samples.slice(quarter, 2 * quarter))
  const last = mean(samples.slice(-quarter))
  const names: readonly (keyof Sample)[] = ['memory', 'files', 'connections', 'deliveries', 'jobs']
  const grown = names.flatMap((name) => {
    const [share, number] = MAY_GROW[name]
    const most = first[name] + Math.max(first[name] * share, number)
    return last[name] > most ? [`${name} grew from ${first[name]} to ${last[name]}`] : []
  })
  return { first, last, grown }
}

const mean = (samples: readonly Sample[]): Sample => {
  const of = (name: keyof Sample): number =>
    Math.round((samples.reduce((sum, sample) => sum + sample[name], 0) / Math.max(1, samples.length)) * 10) / 10
  return {
    memory: of('memory'),
    files: of('files'),
    connections: of('connections'),
    deliveries: of('deliveries'),
    jobs: of('jobs'),
  }
}

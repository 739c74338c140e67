// The colours of a chart: fixed ones for a picture that is sent, the page's own for a chart that stands in it.

export interface Look {
  readonly ground: string
  readonly text: string
  /** Of what is read second: the period, the days, the counts at the lines. */
  readonly quiet: string
  readonly line: string
  /** What comes in, and what is done; told apart without green and red. */
  readonly coming: string
  readonly done: string
}

/** On white, as chats show pictures in light and dark alike. */
export const pictureLook: Look = {
  ground: '#ffffff',
  text: '#16202e',
  quiet: '#4a5568',
  line: '#dde2ea',
  coming: '#c2590c',
  done: '#1f6fd6',
}

/** As the page around it looks, whose style sheet has these variables (`figures.css`). */
export const pageLook: Look = {
  ground: 'none',
  text: 'var(--chart-text)',
  quiet: 'var(--chart-quiet)',
  line: 'var(--chart-line)',
  coming: 'var(--chart-coming)',
  done: 'var(--chart-done)',
}

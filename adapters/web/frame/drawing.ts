// Small drawings that stand for a word where there is no room for it; the word is there for whoever listens.

import { html } from 'hono/html'
import type { Html } from '../render.ts'

const LINES = {
  ticket: html`<path d="M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3z"/><path d="M14 7v10" stroke-dasharray="2 2"/>`,
  look: html`<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" stroke="none"/>`,
  wayOut: html`<path d="M13 4H5v16h8"/><path d="M10 12h11m-4-4 4 4-4 4"/>`,
} as const

/** One of them, in the colour of the text around it. */
export const drawing = (name: keyof typeof LINES): Html =>
  html`<svg class="drawing" aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${LINES[name]}</svg>`

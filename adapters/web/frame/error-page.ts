// A short page that says what went wrong.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { page } from './layout.ts'

/** What went wrong in one sentence, and the way back. */
export const errorPage = ({ reader, error }: { reader: Reader; error: string }): Html =>
  page({
    reader,
    title: reader.say('title'),
    kind: 'plain',
    body: html`<main class="container"><article>
<h1>${reader.say('sorry')}</h1>
<p>${error}</p>
<p><a href="/">${reader.say('toChat')}</a></p>
</article></main>`,
  })

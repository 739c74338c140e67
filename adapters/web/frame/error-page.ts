// A short page that says what went wrong.

import { html } from 'hono/html'
import type { Language } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { page } from './layout.ts'

/** What went wrong in one sentence, and the way back. */
export const errorPage = ({ language, error }: { language: Language; error: string }): Html =>
  page({
    language,
    title: language.say('title'),
    kind: 'plain',
    body: html`<main class="container"><article>
<h1>${language.say('sorry')}</h1>
<p>${error}</p>
<p><a href="/">${language.say('toChat')}</a></p>
</article></main>`,
  })

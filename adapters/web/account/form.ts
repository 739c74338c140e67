// Forms of the account pages: each fault stands beside its field, and what was typed stays, but for passwords.

import { html } from 'hono/html'
import type { ZodError } from 'zod'
import type { Reader } from '../door/negotiation.ts'
import { customerPage } from '../frame/customer-page.ts'
import type { Html } from '../render.ts'

/** What a form shows when it comes back. */
export interface Filled {
  /** What was typed, by field. */
  readonly typed: Readonly<Record<string, string>>
  /** A key of the page's words for each field that doesn't fit; `form` is for all of it. */
  readonly faults: Readonly<Record<string, Fault>>
}

/** A key of the page's words, with its parameters. */
export interface Fault {
  readonly key: string
  readonly params?: Readonly<Record<string, number>>
}

export const EMPTY: Filled = { typed: {}, faults: {} }

/** What was typed in these fields of a body; none of it is trusted. */
export const typedIn = (body: unknown, fields: readonly string[]): Filled['typed'] => {
  const given = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}))
  return Object.fromEntries(
    fields.map((field) => {
      const value: unknown = given.get(field)
      return [field, typeof value === 'string' ? value.slice(0, 400) : '']
    }),
  )
}

/** The first fault of each field. */
export const faultsOf = ({ issues }: ZodError): Filled['faults'] => {
  const faults = new Map<string, Fault>()
  for (const { path, message } of issues) {
    const name = String(path[0] ?? 'form')
    if (!faults.has(name)) faults.set(name, { key: message })
  }
  return Object.fromEntries(faults)
}

interface Field {
  readonly name: string
  readonly type: 'text' | 'email' | 'password'
  readonly autocomplete: string
  /** A key of what helps to fill it in. */
  readonly hint?: string
  /** A key of its label, where it is not that of its name. */
  readonly label?: string
}

/** One labelled field. */
export const field = ({ say }: Reader, { name, type, autocomplete, hint, label }: Field, filled: Filled): Html => {
  const fault = filled.faults[name]
  const hinted = hint === undefined ? null : say(hint)
  const told = fault ? say(fault.key, fault.params) : hinted
  const value = type === 'password' ? '' : (filled.typed[name] ?? '')
  // A browser's own messages would stand in the browser's language, and only one at a time.
  return html`<label for="${name}">${say(label ?? `account.${name}`)}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${
    fault ? html` aria-invalid="true"` : ''
  }${told === null ? '' : html` aria-describedby="${name}-told"`}${isFirst(filled, name) ? html` autofocus` : ''}>
${told === null ? '' : html`<small id="${name}-told"${fault ? html` class="fault"` : ''}>${told}</small>`}`
}

/** What is wrong with the form as a whole. */
export const formFault = ({ say }: Reader, { faults }: Filled): Html =>
  faults.form ? html`<p class="alert" role="alert">${say(faults.form.key, faults.form.params)}</p>` : html``

interface AccountPage {
  readonly title: string
  readonly body: Html
}

/** A page with one card. */
export const card = (reader: Reader, { title, body }: AccountPage): Html =>
  customerPage({
    reader,
    title: reader.say(title),
    kind: 'plain',
    styles: ['account.css'],
    body: html`<main class="container"><article class="account"><h1>${reader.say(title)}</h1>
${body}</article></main>`,
  })

const isFirst = ({ faults }: Filled, name: string): boolean =>
  Object.keys(faults).find((one) => one !== 'form') === name

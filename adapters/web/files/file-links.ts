// Files as pages show them: those of a message, and the field that takes new ones.

import { html } from 'hono/html'
import type { MessageFile } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { ACCEPTED } from './file-kinds.ts'
import { LARGEST_FILE, MOST_FILES } from './limits.ts'

const MEGABYTE = 1024 * 1024

/** The address of a message's file. */
export const fileAddress = ({ id }: MessageFile, side: Side = 'customer'): string =>
  side === 'staff' ? `/desk/files/${id}` : `/files/${id}`

type Side = 'customer' | 'staff'

/** The files of a message: pictures small, the rest by name; nothing where there are none. */
export const fileLinks = (files: readonly MessageFile[], reader: Reader, side: Side = 'customer'): Html =>
  files.length === 0
    ? html``
    : html`<ul class="files">${files.map((file) => html`<li>${isPicture(file) ? picture(file, reader, side) : named(file, reader, side)}</li>`)}</ul>`

const isPicture = ({ kind, name }: MessageFile): boolean =>
  kind === 'photo' || (kind === 'animation' && /\.gif$/i.test(name))

const shownAt = (file: MessageFile, { base }: Reader, side: Side): string => `${base}${fileAddress(file, side)}`

const picture = (file: MessageFile, reader: Reader, side: Side): Html =>
  html`<a class="picture" href="${shownAt(file, reader, side)}" target="_blank" rel="noopener"><img src="${shownAt(file, reader, side)}" alt="${reader.say('files.picture', { name: file.name })}" loading="lazy"></a>`

const named = (file: MessageFile, reader: Reader, side: Side): Html =>
  html`<a class="file" href="${shownAt(file, reader, side)}">${clip()} <span>${file.name}</span>${file.bytes === null ? '' : html` <small>${sizeText(file.bytes, reader)}</small>`}</a>`

/** A size as people read it. */
const sizeText = (bytes: number, { locale }: Reader): string => {
  const isSmall = bytes < MEGABYTE
  const value = isSmall ? Math.max(1, Math.round(bytes / 1024)) : bytes / MEGABYTE
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: isSmall ? 0 : 1 }).format(value)} ${isSmall ? 'KB' : 'MB'}`
}

/** The attributes of a form that takes files beside its words; `files.js` reads them. */
export const fileForm = ({ say, locale }: Reader): Html =>
  html`enctype="multipart/form-data" data-files data-files-most="${MOST_FILES}" data-files-largest="${LARGEST_FILE}" data-files-locale="${locale}" data-files-too-many="${say('files.fault.tooMany')}" data-files-too-large="${say('files.fault.tooLarge', { name: '{name}' })}" data-files-remove="${say('files.remove', { name: '{name}' })}"`

/** The field for files: a plain one without a script, a button with a list of what was chosen with it; `fault` is why those that came were not taken. */
export const fileField = ({ say }: Reader, fault = ''): Html => html`<div class="file-field">
<label class="attach" title="${say('files.hint')}">${clip()}<span class="unseen">${say('files.attach')} ${say('files.hint')}</span>
<input type="file" name="files" multiple accept="${ACCEPTED}" aria-describedby="file-fault"${fault === '' ? '' : html` aria-invalid="true"`}></label>
<ul class="chosen" aria-live="polite"></ul>
<p id="file-fault" class="file-fault" role="alert">${fault}</p>
</div>`

// Drawn, since not every system has the sign among its letters.
const clip = (): Html =>
  html`<svg class="clip" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.5 3.5 0 0 1 5 5L10 17.5a1.8 1.8 0 0 1-2.6-2.6L15 7.5"/></svg>`

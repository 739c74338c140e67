// Tells of new requests by a sound and a notification, where the reader has switched that on in this browser.

import { takeArrivals } from './desk-arrivals.js'

const SWITCH = 'frontdesk-tell-me'
const LOCK = 'frontdesk-telling'
const NOTES = [880, 1_175]
const NOTE_LASTS = 0.18

let audio = null
const ring = () => {
  audio ??= new AudioContext()
  void audio.resume()
  NOTES.forEach((pitch, index) => {
    const start = audio.currentTime + index * NOTE_LASTS
    const [tone, volume] = [audio.createOscillator(), audio.createGain()]
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.15, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_LASTS)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + NOTE_LASTS)
  })
}

const notified = (title, more) => {
  try {
    return new Notification(title, more)
  } catch {
    // Some phones show none from a page; the sound has rung.
    return null
  }
}

const show = ({ number, title, words }) => {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notification = notified(title, { body: words, tag: `frontdesk-${number}` })
  notification?.addEventListener('click', () => {
    focus()
    location.assign(`/desk/tickets/${number}`)
  })
}

const shown = () =>
  [...document.querySelectorAll('#arrivals li')].map((item) => ({
    number: Number(item.dataset.number),
    opened: Number(item.dataset.opened),
    title: item.dataset.title,
    words: item.textContent,
  }))

const openStorage = () => {
  try {
    // The very asking throws where the browser keeps nothing.
    return localStorage
  } catch {
    const kept = new Map()
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) }
  }
}

/** What all tabs share; this page alone where the browser keeps nothing. */
const storage = openStorage()
const since = Number(document.body.dataset.opened)
const isOn = () => storage.getItem(SWITCH) === 'on'

// Of several tabs the first one tells.
const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work())

/** Tells of what is new on the page by now. */
export const tellOfArrivals = () =>
  alone(() => {
    const fresh = isOn() ? takeArrivals(shown(), since, storage) : []
    if (fresh.length === 0) return
    ring()
    for (const arrival of fresh) show(arrival)
  })

/** Makes the switch work; it asks for the browser's leave, which takes somebody's press. */
export const setUpSwitch = (box) => {
  box.checked = isOn()
  box.addEventListener('change', async () => {
    storage.setItem(SWITCH, box.checked ? 'on' : 'off')
    if (!box.checked) return
    ring()
    if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission()
  })
}

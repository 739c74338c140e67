// What holds in every state that any sequence of events can reach.

import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { alarmsOf, standingOf } from '../../src/core/clocks.ts'
import type { Change, Decision } from '../../src/core/decision.ts'
import { plainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { chatterSince } from '../../src/core/gathering.ts'
import { holderOf } from '../../src/core/holder.ts'
import { leaseOf } from '../../src/core/lease-times.ts'
import { readPress } from '../../src/core/press.ts'
import { questionIn } from '../../src/core/questions.ts'
import type { RefusedDelivery } from '../../src/core/refused-delivery.ts'
import type { Settings } from '../../src/core/settings.ts'
import { chatterAtFirst, chatterIn } from '../../src/core/small-talk.ts'
import { isOpen } from '../../src/core/tickets.ts'
import type { Ticket } from '../../src/core/types.ts'
import { isPaused } from '../../src/core/waking.ts'
import {
  by,
  commands,
  edits,
  leaves,
  modelFails,
  modelSays,
  presses,
  reacts,
  returns,
  sends,
  writes,
} from './happenings.ts'
import { desk } from './situations.ts'
import { buttonsOf, chatButtonsOf } from './specification.ts'
import { ana, bogdan, carmen, DAY, HOUR, happen, later, MINUTE, match, type Step, type World } from './world.ts'

// Some moves depend on what was said before: the buttons that are there to press, the messages there are to edit.
interface Told {
  readonly world: World
  readonly buttons: readonly string[]
  readonly written: readonly string[]
}
type Move = (told: Told) => { readonly world?: World; readonly event: ConversationEvent }

const event =
  (happening: ConversationEvent): Move =>
  () => ({ event: happening })
const picked = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(all.length, 1)]

const texts = fc.constantFrom(
  'Hi',
  'Thank you!',
  'No',
  'I need help',
  'Ion',
  'ion@example.com',
  'ion@example.com',
  'Where is it?',
  'It is down',
  'x'.repeat(3_000),
  ' ',
  'a\n\nb',
)
const typed = fc.constantFrom(
  ...'/start /help /human /ask /status /tickets /close /cancel /skip /register /profile'.split(' '),
  ...[
    '/start faq_a1',
    '/human It burns',
    '/ask Where is it?',
    '/faq',
    '/faq refund',
    '/language',
    '/status 1',
    '/close 2',
    '/language ro',
    '/assistant',
  ],
)
const garbage = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    'suggestion.solved:s-0',
    'suggestion.show:s-0:1',
    'rating.5:77',
    'rating.9:1',
    'ticket.reopen:77',
    'incident.follow:77',
  ),
)
const refused: fc.Arbitrary<RefusedDelivery> = fc.record({
  id: fc.constant('d-1'),
  again: fc.constantFrom('open', 'taken', 'gone'),
  side: fc.constantFrom('chat', 'staff', 'mail'),
  mailbox: fc.constantFrom(null, 'ana@example.com'),
  isAgain: fc.boolean(),
  files: fc.boolean(),
  author: fc.constantFrom('customer', 'manager', 'bot', null),
  ticket: fc.constantFrom(null, '00000000-0000-4000-8000-000000000001'),
  target: fc.constantFrom(null, 'ts-1'),
})

const customerMoves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(texts, fc.uuid()).map(([text, id]) => event(writes(text, id))) },
  { weight: 4, arbitrary: typed.map((text) => event(commands(text))) },
  {
    weight: 6,
    arbitrary: fc.nat(12).map(
      (n): Move =>
        ({ buttons }) => ({ event: presses(picked(buttons, n) ?? 'rating.5:1') }),
    ),
  },
  { weight: 1, arbitrary: garbage.map((text) => event(presses(text))) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(9), texts).map(
      ([n, text]): Move =>
        ({ written }) => ({ event: edits(picked(written, n) ?? 'never', text) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(9), fc.constantFrom('👍', null)).map(
      ([n, sign]): Move =>
        ({ written }) => ({ event: reacts(picked(written, n) ?? 'never', sign) }),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(event(leaves), event(returns), event(sends('photo')), event(sends('eh'))) },
)

const staffMoves: fc.Arbitrary<Move> = fc
  .tuple(fc.constantFrom(ana, bogdan, carmen), fc.constantFrom(1, 1, 1, 2, 2, 3, 9), fc.constantFrom('ts-1', null))
  .chain(([manager, number, messageId]) => {
    const acts = by(manager, number)
    return fc.constantFrom(
      event(acts.claims),
      event(acts.claims),
      event(acts.releases),
      event(acts.resolves),
      event(acts.resolves),
      event(acts.replies('Hello', messageId)),
      event(acts.notes('Hm', messageId)),
      event(acts.answers('a1')),
      event(acts.awaitsCustomer),
      event(acts.snoozes('hour')),
      event(acts.snoozes('monday')),
      event(acts.titles('Moving')),
      event(acts.prioritizes('high')),
      event(acts.prioritizes('normal', 'urgent')),
      event(acts.tags('refund')),
      event(acts.assigns(bogdan)),
      event(acts.merges(1)),
      event(acts.merges(2)),
      event(acts.keeps('Title', 'Answer')),
      event(acts.sendsFile(messageId)),
      event(acts.links(3)),
      event(acts.links(4)),
      event(acts.unlinks),
      event(acts.bans()),
      event(acts.unbans),
    )
  })

// What the model was asked last, or something that nobody waits for any more.
const consulted = ({ state: { conversation } }: World): string => {
  const { form } = conversation
  if (form.kind === 'consulting') return form.consultation
  return form.kind === 'suggesting' && form.assistant !== undefined && 'asked' in form.assistant
    ? form.assistant.asked
    : 'gone'
}

const modelMoves: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(['a1'], ['a2', 'a1'], []).map(
    (articles): Move =>
      ({ world }) => ({ event: modelSays('So it is', articles, consulted(world)) }),
  ),
  fc.constant<Move>(({ world }) => ({ event: modelFails('garbled', consulted(world)) })),
  fc.constant<Move>(({ world }) => ({
    event: { type: 'TimerFired', timer: { kind: 'consultation', consultation: consulted(world) } },
  })),
)

const deskMoves: fc.Arbitrary<Move> = fc.oneof(
  fc.constant(event({ type: 'TimerFired', timer: { kind: 'burst', conversation: 'c-1' } })),
  fc.constant<Move>(({ world: { state } }) => {
    const { form } = state.conversation
    const suggestion = form.kind === 'suggesting' ? form.suggestion : 'gone'
    return { event: { type: 'TimerFired', timer: { kind: 'silence', suggestion } } }
  }),
  fc
    .tuple(fc.nat(5), fc.constantFrom('claimReminder', 'snooze', 'clock', 'lease', 'customerReminder', 'autoClose'))
    .map(
      ([n, kind]): Move =>
        ({ world }) => ({
          event: {
            type: 'TimerFired',
            timer: { kind, ticket: picked(world.state.tickets, n)?.id ?? 'gone' },
          },
        }),
    ),
  fc.nat(5).map(
    (n): Move =>
      ({ world }) => {
        const ticket = picked(world.linked ?? [], n)
        const of = ticket === undefined || n === 0 ? { conversation: 'c-1' } : { ticket }
        return { event: { type: 'IncidentOver', incident: 'i-3', of } }
      },
  ),
  fc.tuple(refused, fc.constantFrom('blocked', 'messageGone', 'eh')).map(
    ([delivery, reason]): Move =>
      ({ world }) => ({
        world: { ...world, state: { ...world.state, refused: delivery } },
        event: { type: 'DeliveryRefused', delivery: 'd-1', reason },
      }),
  ),
)

interface Play {
  readonly move: Move
  readonly wait: number
  readonly confidences: readonly number[]
}
const plays: fc.Arbitrary<Play> = fc.record({
  move: fc.oneof(
    { weight: 6, arbitrary: customerMoves },
    { weight: 3, arbitrary: staffMoves },
    { weight: 1, arbitrary: deskMoves },
    { weight: 2, arbitrary: modelMoves },
  ),
  wait: fc.constantFrom(0, 0, 0, 1_000, 3_000, MINUTE, 11 * MINUTE, 2 * DAY, 8 * DAY),
  confidences: fc.constantFrom([], [], [0.95], [0.3, 0.2, 0.1, 0.05], [0.8, 0.1]),
})
// Long ones: many rules need a ticket that was opened, claimed and resolved before.
const sequences = fc.array(plays, { maxLength: 50, size: 'max' })
const worlds: fc.Arbitrary<World> = fc
  .record({
    registered: fc.boolean(),
    incident: fc.constant({ id: 'i-3', number: 3, title: 'It is down' }),
    knownName: fc.constantFrom(null, 'Ion Pop', 'x'.repeat(300)),
    settings: fc.record<Partial<Settings>>({
      registration: fc.constantFrom('required', 'on-ticket', 'off'),
      reopenWindow: fc.constantFrom(0, 7 * DAY),
      claimReminder: fc.constantFrom(0, 15 * MINUTE),
      claimLease: fc.constantFrom(0, 4 * HOUR),
      slaFirstResponse: fc.constantFrom(0, HOUR),
      customerReminder: fc.constantFrom(0, HOUR),
      autoClose: fc.constantFrom(0, HOUR, DAY),
      slaResolution: fc.constantFrom(0, DAY),
      businessHours: fc.constantFrom([], [{ weekday: 1, from: 540, to: 1080 }]),
      burstWindow: fc.constantFrom(0, 2_000),
      floodLimit: fc.constantFrom(0, 0, 4),
      assistant: fc.boolean(),
    }),
  })
  .map(desk)

interface Moment extends Step {
  readonly before: World
  readonly event: ConversationEvent
}

/** Plays a sequence of moves, and answers what happened at each of them. */
const play = (start: World, moves: readonly Play[]): readonly Moment[] => {
  const moments: Moment[] = []
  let told: Told = { world: start, buttons: [], written: [] }
  for (const { move, wait, confidences } of moves) {
    const matches = confidences.map((confidence, index) => match(`a${index + 1}`, confidence))
    const moved = move({ ...told, world: { ...later(told.world, wait), matches } })
    const before = moved.world ?? { ...later(told.world, wait), matches }
    const step = happen(before, moved.event)
    moments.push({ ...step, before, event: moved.event })
    const { messageId } = { messageId: null, ...moved.event }
    told = {
      world: { ...step.world, state: { ...step.world.state, refused: null } },
      buttons: [...chatButtonsOf(step.decision).map(({ press }) => press), ...told.buttons].slice(0, 30),
      written: moved.event.type === 'CustomerWrote' && messageId !== null ? [messageId, ...told.written] : told.written,
    }
  }
  return moments
}

/** Checks what must hold at each moment of any play; the world itself throws where a change is for the wrong state. */
const always = (name: string, check: (moments: readonly Moment[]) => void): void =>
  test(name, () => {
    fc.assert(
      fc.property(worlds, sequences, (start, moves) => check(play(start, moves))),
      { numRuns: 150 },
    )
  })

const changesOf = <Type extends Change['type']>({ changes }: Decision, type: Type) =>
  // A filter on the tag keeps exactly the members of that tag.
  changes.filter((change) => change.type === type) as Extract<Change, { type: Type }>[]

const saidAt = ({ deliveries }: Decision, kind: string) => deliveries.filter(({ to }) => to.kind === kind)

// Of a flood both sides hear once; what comes meanwhile is only stored.
const isKeptBack = ({ outcome }: Decision): boolean => outcome.kind === 'kept'

const isBanned = ({ state }: World): boolean => state.customer.ban !== null

const holderIn = ({ state }: World, ticket: string) => {
  const found = state.tickets.find(({ id }) => id === ticket)
  return found !== undefined && isOpen(found) ? holderOf(found) : null
}

always('words reach the thread or the card, or are kept in a question, or answer a form', (moments) => {
  for (const { event, before, decision, world } of moments) {
    if (event.type !== 'CustomerWrote' || isBanned(before)) continue
    const stored = changesOf(decision, 'AddMessage').find(({ author }) => author.role === 'customer')
    const id = stored?.id ?? ''
    expect(stored).toMatchObject({ author: { role: 'customer' }, body: { document: event.words } })
    if (isKeptBack(decision)) continue
    const inThread = saidAt(decision, 'thread').some(({ message }) => message === id)
    const onCard = changesOf(decision, 'OpenTicket').some(({ question }) => question.messages.includes(id))
    const inQuestion = questionIn(world.state.conversation.form)?.messages.includes(id) === true
    const isComment = changesOf(decision, 'CommentRating').length === 1
    const isAnswer = isComment || before.state.conversation.form.kind === 'registering'
    const isChatter = isSmallTalk(plainText(event.words)) && decision.deliveries.length > 0
    const isAnswered = isChatter || (isAnswer && saidAt(decision, 'chat').length > 0)
    expect(inThread || onCard || inQuestion || isAnswered).toBe(true)
  }
})

const isSmallTalk = (text: string): boolean => chatterIn(text) !== null || chatterAtFirst(text) !== null

const mayMeanNothing = new Set(['CustomerEdited', 'CustomerReacted', 'CustomerLeft', 'CustomerReturned'])

always('every event of a customer is answered or reaches the staff, or its answer waits for more words', (moments) => {
  for (const { event, before, decision } of moments) {
    if (isBanned(before) || isKeptBack(decision)) continue
    if (!('from' in event) || mayMeanNothing.has(event.type)) continue
    const isNoticed = 'notice' in decision.outcome && decision.outcome.notice !== undefined
    const waits = changesOf(decision, 'SetForm').some(({ form }) => form.kind === 'gathering')
    expect(decision.deliveries.length > 0 || isNoticed || waits).toBe(true)
    if (decision.outcome.kind === 'preparing') expect(waits).toBe(true)
  }
})

always('whatever a banned customer writes is kept, and the staff hear nothing of it', (moments) => {
  for (const { event, before, decision } of moments) {
    if (!('from' in event) || !isBanned(before)) continue
    for (const { to } of decision.deliveries) expect(to).toEqual({ kind: 'chat' })
    expect(changesOf(decision, 'OpenTicket')).toEqual([])
    if (event.type !== 'CustomerWrote') continue
    const stored = changesOf(decision, 'AddMessage').filter(({ author }) => author.role === 'customer')
    expect(stored).toMatchObject([{ body: { document: event.words }, ticket: null }])
  }
})

always('a ban is told once, at the first words, presses or commands after it', (moments) => {
  const speaking = ['CustomerWrote', 'CustomerSentUnsupported']
  for (const { event, before, decision } of moments) {
    if (!speaking.includes(event.type) || !isBanned(before)) continue
    const isTold = before.state.customer.ban?.toldIn.length !== 0
    expect(saidAt(decision, 'chat')).toHaveLength(isTold ? 0 : 1)
    expect(changesOf(decision, 'TellBan')).toHaveLength(isTold ? 0 : 1)
  }
})

always('nobody who talks with a person is offered an article unasked', (moments) => {
  for (const { event, before, decision } of moments) {
    if (!before.state.tickets.some(isOpen) || changesOf(decision, 'RecordSuggestion').length === 0) continue
    // A title that they looked up themselves, by a button or a link.
    expect(['CustomerPressed', 'CustomerCommanded']).toContain(event.type)
    expect(changesOf(decision, 'RecordSuggestion')).toMatchObject([{ matches: [{ confidence: 1 }] }])
  }
})

always('silence is never taken for an answer where nothing was shown, or a person is asked', (moments) => {
  for (const { before, decision } of moments) {
    if (!changesOf(decision, 'SettleSuggestion').some(({ verdict }) => verdict === 'assumed')) continue
    expect(before.state.conversation.form).toMatchObject({ kind: 'suggesting', shown: expect.any(Number) })
    expect(before.state.tickets.some(isOpen)).toBe(false)
  }
})

always('one question never opens two tickets', (moments) => {
  const opened = moments.flatMap(({ decision }) => changesOf(decision, 'OpenTicket'))
  const messages = opened.flatMap(({ question }) => question.messages)
  expect(new Set(messages).size).toBe(messages.length)
  for (const { decision } of moments) expect(changesOf(decision, 'OpenTicket').length).toBeLessThanOrEqual(1)
})

always('a ticket is claimed only while nobody has it: never twice, and never once resolved', (moments) => {
  for (const { before, decision } of moments) {
    for (const { ticket } of changesOf(decision, 'ClaimTicket')) {
      const claimed = before.state.tickets.find(({ id }) => id === ticket)
      expect(claimed !== undefined && isOpen(claimed) && holderOf(claimed) === null).toBe(true)
    }
  }
})

always('whoever has a ticket keeps it while it waits or is put off, and afterwards', (moments) => {
  for (const { before, decision, world } of moments) {
    for (const type of ['AwaitCustomer', 'SnoozeTicket', 'ResumeTicket'] as const) {
      for (const { ticket } of changesOf(decision, type)) {
        if (changesOf(decision, 'ClaimTicket').some((one) => one.ticket === ticket)) continue
        expect(holderIn(world, ticket)).toEqual(holderIn(before, ticket))
      }
    }
  }
})

always('a claim lapses only at the end of its lease, never in a hand that has just written', (moments) => {
  for (const { event, before, decision } of moments) {
    for (const { ticket: id } of changesOf(decision, 'LapseClaim')) {
      expect(event).toEqual({ type: 'TimerFired', timer: { kind: 'lease', ticket: id } })
      const ticket = before.state.tickets.find((one) => one.id === id)
      const lease = ticket === undefined ? null : leaseOf(ticket, before.settings)
      expect(lease !== null && lease.end <= before.now).toBe(true)
    }
  }
})

always('every lease that runs is looked at in time, half-way and at its end', (moments) => {
  const timers = new Map<string, Date>()
  for (const { before, event, decision, world } of moments) {
    if (event.type === 'TimerFired' && event.timer.kind === 'lease') {
      const set = timers.get(event.timer.ticket)
      if (set !== undefined && set <= before.now) timers.delete(event.timer.ticket)
    }
    for (const { at, subject } of decision.timers) if (subject.kind === 'lease') timers.set(subject.ticket, at)
    for (const ticket of world.state.tickets) {
      const lease = leaseOf(ticket, world.settings)
      if (lease === null) continue
      const next = lease.half > world.now ? lease.half : lease.end
      if (next > world.now) expect(timers.get(ticket.id)?.getTime()).toBeLessThanOrEqual(next.getTime())
    }
  }
})

always('an open ticket has exactly one holder or none, and a lease only where it is somebody’s turn', (moments) => {
  for (const { world } of moments) {
    for (const ticket of world.state.tickets) {
      if (leaseOf(ticket, world.settings) !== null) expect(ticket).toMatchObject({ status: 'claimed', holder: {} })
      if (!isOpen(ticket)) continue
      expect(holderOf(ticket) === null).toBe(!['claimed', 'waiting'].includes(ticket.status) && !isHeldAsleep(ticket))
    }
  }
})

const isHeldAsleep = (ticket: Ticket): boolean => ticket.status === 'snoozed' && ticket.comesBack.status === 'claimed'

always('no ticket waits for a customer whose words have just come in, and none sleeps through them', (moments) => {
  for (const { event, decision, world } of moments) {
    if (event.type !== 'CustomerWrote') continue
    for (const { ticket } of changesOf(decision, 'AddMessage').filter(({ author }) => author.role === 'customer')) {
      expect(['waiting', 'snoozed']).not.toContain(world.state.tickets.find(({ id }) => id === ticket)?.status)
    }
  }
})

always('a ticket that is put off has a timer for its moment', (moments) => {
  for (const { decision } of moments) {
    for (const { ticket, until } of changesOf(decision, 'SnoozeTicket')) {
      expect(decision.timers).toContainEqual({ at: until, subject: { kind: 'snooze', ticket } })
    }
  }
})

always('a ticket’s clock stands still exactly while the ticket is put off', (moments) => {
  for (const { world } of moments) {
    for (const ticket of world.state.tickets.filter(isOpen)) {
      expect(ticket.clock.stoppedAt !== null).toBe(isPaused(ticket))
      expect(ticket.clock.paused).toBeLessThanOrEqual(world.now.getTime() - ticket.clock.from.getTime())
    }
  }
})

always('an open ticket has one holder or none', (moments) => {
  for (const { world } of moments) {
    for (const ticket of world.state.tickets.filter(isOpen)) {
      const holder = holderOf(ticket)
      expect(holder === null || [ana, bogdan, carmen].includes(holder)).toBe(true)
      expect(holder === null).toBe(
        ticket.status === 'new' || (ticket.status === 'snoozed' && ticket.comesBack.status === 'new'),
      )
    }
  }
})

always('nothing is told of a clock twice, and nothing before its time', (moments) => {
  for (const { before, decision } of moments) {
    for (const { ticket: id, alarm } of changesOf(decision, 'RecordAlarm')) {
      const ticket = before.state.tickets.find((one) => one.id === id)
      if (ticket === undefined || !isOpen(ticket)) throw new Error(`${id} is not open`)
      expect(isPaused(ticket)).toBe(false)
      expect(ticket.clock.told).not.toContain(alarm)
      const at = alarmsOf(standingOf(ticket), before.settings).find((one) => one.alarm === alarm)?.at
      expect(at !== undefined && at <= before.now).toBe(true)
    }
  }
})

always('whatever is still to be told of a clock that runs has a timer, in time', (moments) => {
  const timers = new Map<string, Date>()
  for (const { before, event, decision, world } of moments) {
    if (event.type === 'TimerFired' && event.timer.kind === 'clock') {
      const set = timers.get(event.timer.ticket)
      if (set !== undefined && set <= before.now) timers.delete(event.timer.ticket)
    }
    for (const { at, subject } of decision.timers) if (subject.kind === 'clock') timers.set(subject.ticket, at)
    for (const ticket of world.state.tickets.filter(isOpen)) {
      if (isPaused(ticket)) continue
      const next = alarmsOf(standingOf(ticket), world.settings).find(({ alarm }) => !ticket.clock.told.includes(alarm))
      if (next !== undefined) expect(timers.get(ticket.id)?.getTime()).toBeLessThanOrEqual(next.at.getTime())
    }
  }
})

always('no ticket closes for silence unless its customer was warned, and nobody is woken for it', (moments) => {
  for (const { before, event, decision } of moments) {
    if (event.type !== 'TimerFired' || !['customerReminder', 'autoClose'].includes(event.timer.kind)) continue
    for (const { ticket: id } of changesOf(decision, 'ResolveTicket')) {
      const ticket = before.state.tickets.find((one) => one.id === id)
      expect(ticket?.status === 'waiting' && ticket.remindedAt !== null).toBe(true)
    }
    if (saidAt(decision, 'chat').length === 0) continue
    const { hour } = DateTime.fromJSDate(before.now, { zone: before.settings.timeZone })
    expect(hour >= 8 && hour < 22).toBe(true)
  }
})

always('a ticket that was merged stays so, and leads to one that was not', (moments) => {
  for (const { before, world } of moments) {
    for (const { id } of before.state.tickets.filter(({ status }) => status === 'merged')) {
      const ticket = world.state.tickets.find((one) => one.id === id)
      if (ticket?.status !== 'merged') throw new Error(`${id} is ${ticket?.status}`)
      expect(world.state.tickets.find((one) => one.id === ticket.into.id)?.status).not.toBe('merged')
    }
  }
})

always('nobody is asked to rate or to reopen a ticket that was merged', (moments) => {
  for (const { decision, world } of moments) {
    const merged = world.state.tickets.filter(({ status }) => status === 'merged').map(({ number }) => number)
    for (const { press } of chatButtonsOf(decision)) {
      const read = readPress(press)
      if (read?.kind === 'rating' || read?.kind === 'reopen') expect(merged).not.toContain(read.ticket)
    }
  }
})

/** The messages that a decision made a ticket of, or a part of one. */
const wentTo = (decision: Decision) =>
  changesOf(decision, 'OpenTicket')[0]?.question ?? changesOf(decision, 'AddToTicket')[0]

always('a question that waits for the registration is in the ticket, or is kept', (moments) => {
  for (const { before, decision, world } of moments) {
    const { form } = before.state.conversation
    if (form.kind !== 'registering') continue
    const waiting = questionIn(form)?.messages ?? []
    const after = questionIn(world.state.conversation.form) ?? wentTo(decision)
    expect(after?.messages ?? []).toEqual(expect.arrayContaining([...waiting]))
  }
})

always(
  'a question that is gathered or being answered is solved, kept or in a ticket, and never forgotten',
  (moments) => {
    for (const { event, before, decision, world } of moments) {
      const { form } = before.state.conversation
      if (form.kind !== 'gathering' && form.kind !== 'suggesting') continue
      // What was only looked for was never asked: what is looked for next takes its place.
      if (event.type === 'CustomerCommanded' && questionIn(form)?.lookedFor !== undefined) continue
      if (changesOf(decision, 'SettleSuggestion').some(({ verdict }) => ['solved', 'assumed'].includes(verdict)))
        continue
      if (form.kind === 'gathering' && (chatterSince(form) !== null || isSmallTalk(form.question.text))) continue
      const joined = changesOf(decision, 'AddToTicket')[0]
      const after =
        changesOf(decision, 'OpenTicket')[0]?.question ?? joined ?? questionIn(world.state.conversation.form)
      expect(after?.messages ?? []).toEqual(expect.arrayContaining([...(questionIn(form)?.messages ?? [])]))
    }
  },
)

always('what is said to the customer is what is stored', (moments) => {
  for (const { decision } of moments) {
    for (const { content, message } of saidAt(decision, 'chat')) {
      const stored = changesOf(decision, 'AddMessage').find(({ id }) => id === message)
      expect(content.kind).toBe('message')
      expect(stored).toMatchObject({
        audience: 'everyone',
        ...(content.kind === 'message' ? { body: content.body } : {}),
      })
    }
  }
})

always('a note never reaches the customer', (moments) => {
  for (const { event, decision } of moments) {
    if (event.type === 'ManagerNoted') expect(saidAt(decision, 'chat')).toEqual([])
  }
})

always('every button fits into 64 bytes, and means something when it is pressed', (moments) => {
  for (const { decision } of moments) {
    for (const { press } of buttonsOf(decision)) {
      expect(new TextEncoder().encode(press).length).toBeLessThanOrEqual(64)
    }
    for (const { press } of chatButtonsOf(decision)) expect(readPress(press)).not.toBeNull()
  }
})

always('what is refused changes nothing', (moments) => {
  for (const { decision } of moments) {
    if (decision.outcome.kind !== 'refused') continue
    expect([decision.changes, decision.deliveries, decision.timers]).toEqual([[], [], []])
  }
})

always('no suggestion is settled twice, but what was only assumed may be', (moments) => {
  const settled = moments.flatMap(({ decision }) =>
    changesOf(decision, 'SettleSuggestion').flatMap(({ id, verdict }) => (verdict === 'assumed' ? [] : [id])),
  )
  expect(new Set(settled).size).toBe(settled.length)
})

test('a press of garbage changes nothing, whatever the state', () => {
  fc.assert(
    fc.property(worlds, sequences, garbage, (start, moves, text) => {
      fc.pre(text !== 'person' && !text.startsWith('register.'))
      const world = play(start, moves).at(-1)?.world ?? start
      // Who is banned hears that, whatever they press.
      fc.pre(!isBanned(world))
      const { decision } = happen(world, presses(text))
      expect(decision).toMatchObject({ changes: [], deliveries: [], timers: [], outcome: { kind: 'refused' } })
    }),
  )
})

// What every event of a conversation means. Here it is only handed on; each rule is in the file of its topic.

import { lookAtClock } from './alarms.ts'
import { assign, prioritize, tag, title, writeArticle } from './arranging.ts'
import { assignByRule } from './assigning.ts'
import { goOnWithout } from './assisted-answer.ts'
import { endAway } from './away.ts'
import { ban, unban, whileBanned } from './banning.ts'
import { byManager, claim, release, resolveByManager, type StaffRule } from './claiming.ts'
import { keepClocks } from './clocks.ts'
import { commanded } from './commands.ts'
import { consultByManager, dropDraft } from './consulting.ts'
import { closeForSilence, remindOfTurn } from './customer-turn.ts'
import { keepReminder, remind } from './deadlines.ts'
import type { Decision } from './decision.ts'
import type {
  ConversationEvent,
  CustomerEvent,
  InternalEvent,
  ManagerEvent,
  RewritingEvent,
  SettlingEvent,
} from './events.ts'
import { takesLonger } from './expecting.ts'
import { whileFlooding } from './flow.ts'
import { gathered } from './gathering.ts'
import { linkTicket, unlinkTicket } from './incident-links.ts'
import { hearOfEnd } from './incident-over.ts'
import { deleted, edited, left, returned, sentUnsupported, wrote } from './intake.ts'
import { introduce } from './introducing.ts'
import { keepLeases, lookAtLease } from './leases.ts'
import { afterMerging, merge } from './merging.ts'
import { hearModel } from './model-events.ts'
import { awaitCustomer, snooze } from './pausing.ts'
import { pressed } from './pressing.ts'
import { reacted } from './reacting.ts'
import { sendAgain, tellRefused } from './refusals.ts'
import { note, reply, replyUnsupported, replyWithArticle, sendNote } from './replying.ts'
import { giveBack } from './returning.ts'
import { reviseReply, takeBack, undo } from './revising.ts'
import { decisionOf, type Part, refuse, type Scene, together } from './saying.ts'
import { assumeSolved, keepSilence } from './silence.ts'
import { takeMessage } from './taking.ts'
import type { TimerSubject } from './timer-subject.ts'
import { translate } from './translating.ts'
import type { Context, State } from './types.ts'
import { comeBack } from './waking.ts'
import { openAccount, takeAlong } from './web-account.ts'

/** Decides what an event means: pure, the same for the same arguments, and never throws. */
export const decide = (state: State, event: ConversationEvent, context: Context): Decision => {
  const scene = { state, context }
  return decisionOf(keepReminder(scene, keepClocks(scene, keepLeases(scene, partFor(scene, event)))))
}

const partFor = (scene: Scene, event: ConversationEvent): Part =>
  'by' in event ? staffPart(scene, event) : keepSilence(scene, event, eitherRuleFor(scene, event))

const eitherRuleFor = (scene: Scene, event: CustomerEvent | InternalEvent): Part =>
  whileBanned(scene, event) ?? flowing(scene, event)

const flowing = (scene: Scene, event: CustomerEvent | InternalEvent): Part => {
  const { counted, instead } = whileFlooding(scene, event)
  return together(counted, instead ?? ruleFor(scene, event))
}

const ruleFor = (scene: Scene, event: CustomerEvent | InternalEvent): Part => {
  switch (event.type) {
    case 'CustomerWrote':
      return together(returned(scene), wrote(scene, event))
    case 'CustomerCommanded':
      return together(returned(scene), commanded(scene, event))
    case 'CustomerPressed':
      return pressed(scene, event.press)
    case 'CustomerEdited':
      return edited(scene, event)
    case 'CustomerDeleted':
      return deleted(scene)
    case 'CustomerReacted':
      return reacted(scene, event)
    case 'CustomerSentUnsupported':
      return together(returned(scene), sentUnsupported(scene, event))
    case 'MessageTaken':
      return together(returned(scene), takeMessage(scene, event))
    case 'VisitorIntroduced':
      return introduce(scene, event)
    case 'CustomerLeft':
      return left(scene)
    case 'CustomerReturned':
      return returned(scene)
    case 'CustomerRegistered':
      return openAccount(scene, event)
    case 'GuestTakenAlong':
      return takeAlong(scene)
    case 'DeliveryRefused':
      return tellRefused(scene, event.reason)
    case 'TimerFired':
      return timed(scene, event.timer)
    case 'IncidentOver':
      return hearOfEnd(scene, event)
    case 'ModelAnswered':
    case 'ModelFailed':
      return hearModel(scene, event)
  }
}

const timed = (scene: Scene, timer: TimerSubject): Part => {
  switch (timer.kind) {
    case 'burst':
      return gathered(scene)
    case 'assign':
      return assignByRule(scene, timer.ticket)
    case 'claimReminder':
      return remind(scene, timer.ticket)
    case 'snooze':
      return comeBack(scene, timer.ticket)
    case 'lease':
      return lookAtLease(scene, timer.ticket)
    case 'clock':
      return lookAtClock(scene, timer.ticket)
    case 'customerReminder':
      return remindOfTurn(scene, timer.ticket)
    case 'autoClose':
      return closeForSilence(scene, timer.ticket)
    case 'expected':
      return takesLonger(scene, timer.ticket)
    case 'returned':
      return giveBack(scene, timer.ticket)
    case 'silence':
      return assumeSolved(scene, timer.suggestion)
    case 'consultation':
      return goOnWithout(scene, timer.consultation)
  }
}

const staffPart = (scene: Scene, event: ManagerEvent): Part =>
  scene.state.actor?.disabled === true
    ? refuse('state', { say: 'staff.disabled' })
    : endAway(scene, afterMerging(scene, event) ?? staffRuleFor(scene, event))

const staffRuleFor = (scene: Scene, event: ManagerEvent): Part => {
  switch (event.type) {
    case 'ManagerClaimed':
      return byManager(scene, claim)
    case 'ManagerReleased':
      return byManager(scene, release)
    case 'ManagerReplied':
      return byManager(scene, reply(event))
    case 'ManagerAnswered':
      return byManager(scene, replyWithArticle(event))
    case 'ManagerNoted':
      return byManager(scene, note(event))
    case 'ManagerResolved':
      return byManager(scene, resolveByManager)
    case 'ManagerEdited':
    case 'ManagerDeleted':
    case 'ManagerTookBack':
    case 'ManagerUndid':
    case 'ManagerSentNote':
      return byManager(scene, ruleForWritten(event))
    case 'ManagerSentUnsupported':
      return byManager(scene, replyUnsupported(event))
    case 'ManagerTitled':
    case 'ManagerPrioritized':
    case 'ManagerTagged':
    case 'ManagerAssigned':
    case 'ManagerAwaitedCustomer':
    case 'ManagerSnoozed':
    case 'ManagerMerged':
    case 'ManagerWroteArticle':
    case 'ManagerBanned':
    case 'ManagerUnbanned':
    case 'ManagerLinked':
    case 'ManagerUnlinked':
    case 'ManagerConsulted':
    case 'ManagerDroppedDraft':
    case 'ManagerTranslated':
      return byManager(scene, settlingRuleOf(event))
    case 'DeliveryRetried':
      return sendAgain(scene)
  }
}

// What is settled about a ticket beside answering it.
const settlingRuleOf = (event: SettlingEvent): StaffRule => {
  switch (event.type) {
    case 'ManagerTitled':
      return title(event)
    case 'ManagerPrioritized':
      return prioritize(event)
    case 'ManagerTagged':
      return tag(event)
    case 'ManagerAssigned':
      return assign
    case 'ManagerAwaitedCustomer':
      return awaitCustomer
    case 'ManagerSnoozed':
      return snooze(event)
    case 'ManagerMerged':
      return merge(event)
    case 'ManagerWroteArticle':
      return writeArticle(event)
    case 'ManagerBanned':
      return ban(event)
    case 'ManagerUnbanned':
      return unban
    case 'ManagerLinked':
      return linkTicket(event)
    case 'ManagerUnlinked':
      return unlinkTicket
    case 'ManagerConsulted':
      return consultByManager(event.purpose)
    case 'ManagerDroppedDraft':
      return dropDraft(event)
    case 'ManagerTranslated':
      return translate(event)
  }
}

// What becomes of words that a manager wrote before.
const ruleForWritten = (event: RewritingEvent): StaffRule => {
  switch (event.type) {
    case 'ManagerEdited':
      return reviseReply(event)
    case 'ManagerDeleted':
    case 'ManagerTookBack':
      return takeBack
    case 'ManagerUndid':
      return undo(event)
    case 'ManagerSentNote':
      return sendNote(event)
  }
}

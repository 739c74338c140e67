// What managers read in threads, on the staff channel and as answers to what they press.

export const staff = {
  firstWarning: '⏳ **#{{number}}** must have its first answer by {{at}}, and nobody has it.',
  firstWarningHeld: '⏳ {{name}}, **#{{number}}** must have its first answer by {{at}}.',
  firstBreach: '🔥 **#{{number}}** is overdue: its first answer was due {{at}}, and nobody has it.',
  firstBreachHeld: '🔥 **#{{number}}** is overdue: its first answer was due {{at}}. {{name}} has it.',
  resolutionWarning: '⏳ **#{{number}}** is to be resolved by {{at}}, and nobody has it.',
  resolutionWarningHeld: '⏳ {{name}}, **#{{number}}** is to be resolved by {{at}}.',
  resolutionBreach: '🔥 **#{{number}}** is overdue: it was to be resolved by {{at}}, and nobody has it.',
  resolutionBreachHeld: '🔥 **#{{number}}** is overdue: it was to be resolved by {{at}}. {{name}} has it.',

  leaseHalf:
    '⏳ {{name}}, the customer of **#{{number}}** waits for you. A word of yours here, a note too, keeps the ticket; else it goes back to the queue at {{at}}.',
  lapsed:
    '↩️ **#{{number}}** is in the queue again: its customer waits, and {{name}} has not written for too long. Whoever has time, please claim it.',
  returned:
    '↩️ **#{{number}}** is in the queue again: {{name}} no longer answers here. Whoever has time, please claim it.',
  disabled: 'You can’t answer on this desk any more: an admin has shut you out. Ask one of them to let you in again.',

  reopened: '↩️ The customer has reopened this ticket.',
  answeredMeanwhile: '{{name}} has answered meanwhile. Read that first; if yours is still needed, send it again.',
  othersReply:
    '👥 {{name}} has **#{{number}}**, and may be answering at the same time. Your reply goes to the customer all the same.',
  goesOnAfter: '↪️ The customer has written again, too late to reopen this ticket: **#{{number}}**.',
  assignedByRule: '👉 The desk has given **#{{number}}** to {{name}}.',
  personNotReached:
    '⚠️ {{who}} should hear by direct message what becomes of tickets, and can’t be reached. On Telegram they must write to the bot first. Whoever runs this desk sets who that is.',
  ratedPoorly: '😟 The customer has rated **#{{number}}** {{score}} of 5.',
  closedForSilence: '✅ Closed: the customer was reminded and has not answered. Any word of theirs reopens it.',
  closedByCustomer: '✅ The customer has closed this ticket.',
  comment: '💬 The customer’s comment on the rating:',
  staysResolved: '🙂 The customer wrote this; the ticket stays resolved:',
  edited: '✏️ The customer has edited a message. It now reads:',
  editedNow: '✏️ Edited:',
  editedBefore: '✏️ The customer has edited a message above. Before, it read:',
  reacted: 'The customer reacted with {{reaction}} to: “{{words}}”',
  reactedSomehow: 'The customer reacted with an emoji of their own to: “{{words}}”',
  deletedByCustomer: '🗑 The customer deleted a message.',
  written: '🕐 Written',
  forwarded: '↪️ Passed on:',
  forwardedFrom: '↪️ Passed on from {{name}}:',
  forgotten: '🗑 The customer asked to be forgotten. What they wrote is erased, and this ticket is closed.',
  erased: 'Erased at the customer’s wish.',
  erasedByAge: 'Erased: texts this old are not kept.',
  replyDeleted: '🗑 A reply was deleted here, and in the customer’s chat too.',
  alreadyWentFromForm: 'Too late: it went to the customer {{seconds}} s ago. Another reply can correct it.',
  takenBack: 'Taken back: nothing went to the customer.',
  madeNote: 'It is a note now: nothing went to the customer.',
  alreadyWent:
    'Too late: it went to the customer {{seconds}} s ago. Delete your message in the thread, and the customer’s copy is deleted too; edit it, and theirs changes.',
  deletedToo:
    'The customer may have read it already. It is deleted in their chat too, or, where it is too old for that, reads as taken back.',
  unsupported:
    '📎 The customer sent $t(unsupported.{{what}}), which can’t be passed on yet. They were asked to say it in words.',
  customerLeft: '🚪 The customer has left the chat or blocked the bot: for now, answers will not arrive.',
  customerReturned: '👋 The customer is back and can be reached again.',
  note: '📝 Note, not sent to the customer:',
  fileNotShown:
    '📎 The customer sent a file that can’t be shown here: $t(refused.automatic.{{reason}}) They were asked for a smaller one or a link.',
  filesStay:
    '⚠️ This did not go to the customer: a part of it can’t leave Slack, such as a canvas, a list or a file that was deleted. Say it in words, or attach an ordinary file.',
  undelivered: '⚠️ A reply did not reach the customer: $t(refused.{{reason}})',
  undeliveredAutomatic: '⚠️ An automatic message did not reach the customer: $t(refused.automatic.{{reason}})',
  resolvedSoNote: '🔒 **#{{number}}** is resolved, so this stays here as a note.',
  sendAndReopen: 'Send and reopen',
  reopenedBy: '↩️ {{name}} has reopened this ticket.',
  writesToBanned:
    'The customer of #{{number}} is banned, so nothing goes to them. `/desk unban {{number}}` takes that back.',
  noteGone: 'That has been sent already, or its words were deleted.',
  sendAgain: 'Send again',
  onItsWay: 'It is on its way again.',
  alreadyAgain: 'Somebody has sent it again already.',
  goneSince: 'Its words were deleted meanwhile, so it was not sent again.',
  unknownDelivery: 'That message is no longer known here. Please write it again.',
  cardRefused:
    '⚠️ **#{{number}}** can’t be shown here as it is now. Nothing is lost: the staff desk in the browser has all of it. Please tell whoever runs this desk; the log says why.',
  mailRefused:
    '⚠️ E-mail to {{mailbox}} can’t be delivered: $t(refused.automatic.{{reason}}) `/desk undelivered` shows what did not arrive.',
  notInThread:
    '⚠️ What a manager wrote about **#{{number}}** could not be shown in its thread. The staff desk in the browser has it.',

  unnamed: 'Manager {{number}}',

  taken: '📌 {{name}} made this ticket of a message.',
  takenFrom: '📌 {{name}} made this ticket of a message: {{source}}',
  assigned: '👤 {{by}} has given this ticket to {{name}}.',
  claimed: '👤 {{name}} has claimed this ticket.',
  released: '↩️ {{name}} has given this ticket back to all.',
  alreadyWaiting: '#{{number}} waits for the customer already.',
  snoozed: '💤 {{name}} has snoozed this ticket until {{at}}.',
  wokenByCustomer: '🔔 The customer has written: the ticket is no longer snoozed.',
  backFromSnooze: '🔔 **#{{number}}** is back: its snooze is over, and nobody has it.',
  backFromSnoozeHeld: '🔔 **#{{number}}** is back: its snooze is over, and {{name}} has it.',
  alreadyTheirs: '{{name}} has #{{number}} already.',
  awayNow: 'You are away, until you write `/desk back` or anything in a ticket.',
  awayUntil: 'You are away until {{at}}, or until you write `/desk back` or anything in a ticket.',
  awayUnread:
    'Until when? Write `/desk away`, `/desk away 2h`, `/desk away until 14:00`, `/desk away until tomorrow 09:00`, `/desk away until Monday` or `/desk away until 2026-12-27`. It must lie ahead, within a year.',
  backNow: 'Welcome back.',
  welcomeBack: 'Welcome back: you are no longer shown as away.',
  notAway: 'You were not away.',
  assignedAway: 'It is theirs, but {{name}} is away. You can give it to somebody else.',
  assignedAwayUntil: 'It is theirs, but {{name}} is away until {{at}}. You can give it to somebody else.',
  reopenedAway:
    '↩️ The customer has reopened this ticket. {{name}}, who had it, is away: whoever has time, please claim it.',
  reopenedAwayUntil:
    '↩️ The customer has reopened this ticket. {{name}}, who had it, is away until {{at}}: whoever has time, please claim it.',
  unknownManager: 'That is nobody who answers here.',
  mergedAway:
    '🔀 {{by}} has merged this ticket into #{{number}}. Please go on there: what is written here no longer reaches the customer.',
  mergedAwayLinked:
    '🔀 {{by}} has merged this ticket into #{{number}}. Please go on there: what is written here no longer reaches the customer. {{link}}',
  tookIn: '🔀 {{by}} has merged #{{number}} into this ticket. It asked:',
  tookInLinked: '🔀 {{by}} has merged #{{number}} into this ticket. Its history: {{link}} It asked:',
  writeThere: '⚠️ This did not go to the customer: this ticket goes on as #{{number}}. Please write it in that thread.',
  wentInto: '#{{number}} was merged into #{{into}}: it goes on there.',
  notOpenToMerge: '#{{number}} is no longer open, so nothing was merged into it.',
  linked: '🔗 {{name}} has linked this ticket to incident {{number}}: {{title}}',
  linkedAtOnce: '🔗 Linked to incident {{number}}: {{title}}. The customer was told that it is known.',
  unlinked: '🔗 {{name}} has unlinked this ticket from incident {{number}}: {{title}}',
  linkedAlready: '#{{number}} is linked to incident {{incident}} already. Unlink it there first.',
  notLinked: '#{{number}} is linked to no incident.',
  unknownIncident: 'There is no incident {{number}}. `/desk incidents` lists those that are open.',
  incidentOpened:
    'Incident {{number}} is open: {{title}}. Customers who ask about it are told at once; link tickets to it by their menu.',
  incidentUntitled: 'An incident needs a title in words.',
  incidentOver: 'Incident {{number}} is over already.',
  incidentResolving: 'Incident {{number}} is being resolved already.',
  incidentUnanswered: 'Nobody was told anything: write what all are to hear, or choose an article.',
  incidentNotRunning: 'Nothing is being sent for incident {{number}} just now.',
  incidentNotStopped: 'Incident {{number}} was not stopped.',
  articleWritten: '📖 The answer is in the FAQ now: **{{title}}**',
  articlesUnfit: 'Nothing was imported: {{fault}}',
  articleEmpty: 'An article needs a title and an answer.',
  articleLocale: 'A language is a short tag such as `en` or `ro`.',
  articlePhrasing:
    'A way to ask has up to {{most}} characters, and “{{beginning}}…” has {{length}}. Shorten it, or write it on several lines.',
  articleDay: 'A review date is a day such as 2026-03-31.',
  articleChanged:
    'Somebody has changed that article meanwhile, so nothing of this was saved. Open it again to see it as it is now.',
  candidateSettled: 'Somebody has decided about these words already.',
  articleArchived: 'That article is archived already.',
  unknownRevision: 'That article has no revision {{number}}.',
  versionOfNothing:
    '“{{id}}” can’t be what this is a version of: there is no article with that id that stands for itself. Look it up in the FAQ to find its id.',
  hasVersions: 'There are versions of this article, so it can’t be a version of another one.',
  versionTwice:
    '“{{title}}” says the same in this language ({{locale}}) already. Edit that one, or choose another language.',
  banned:
    '🚫 {{name}} has banned this customer. Their open tickets are resolved, and what they write is kept but shown to nobody. An admin takes that back with `/desk unban {{number}}`.',
  bannedFor: '$t(staff.banned)\n\nWhy:',
  unbanned: '↩️ {{name}} has taken the ban back: this customer is answered again.',
  flood:
    '🌊 This customer writes faster than anybody can read. What comes from now on is kept but not shown here, until they pause. If it is spam, an admin ends it with `/desk ban {{number}}`.',
  floodOver_one:
    '🌊 The customer of #{{number}} has paused. {{count}} message was kept back: it can be read on the staff desk.',
  floodOver_other:
    '🌊 The customer of #{{number}} has paused. {{count}} messages were kept back: they can be read on the staff desk.',
  alreadyBanned: 'The customer of #{{number}} is banned already. `/desk unban {{number}}` takes that back.',
  notBanned: 'The customer of #{{number}} is not banned.',
  banAdminsAlone: 'Only the team’s admins ban customers. To become one, ask whoever runs this desk.',
  writerBanned: 'Whoever wrote that message is banned, so it makes no ticket. An admin can take the ban back.',
  unknownTicket: 'There is no such ticket.',
  unknownArticle: 'That article no longer exists. Search for another one.',
  alreadyResolved: '#{{number}} is resolved already.',
  alreadyYours: '#{{number}} is yours already.',
  notClaimed: 'Nobody has claimed #{{number}}.',
  claimedFaster: 'Too late by a moment: {{name}} was {{whole}}.{{tenth}} s faster and has #{{number}}.',
  heldBy: '{{name}} has #{{number}}.',
  channel: { telegram: 'Telegram', slack: 'Slack', web: 'the web chat' },
  caughtUp:
    '🔁 The desk was away and is back. Caught up with: customers’ messages: {{customers}}, managers’: {{managers}}, waiting to be delivered: {{said}}. Nothing was lost.',
  caughtUpExcept:
    '🔁 The desk was away and is back. Caught up with: customers’ messages: {{customers}}, managers’: {{managers}}, waiting to be delivered: {{said}}. Still waiting: {{waiting}}. Set aside, since they could not be handled: {{parked}}; the log tells why.',
  parked:
    '⚠️ A message from $t(staff.channel.{{channel}}) could not be handled after three tries; its writer got no answer. If you know who it was, ask them to write again. For whoever runs this desk: it was set aside with the reason, as {{key}}',
  backlog: {
    waiting_one: '⏳ {{count}} more waiting: `/desk queue`. Its card comes here in a moment.',
    waiting_other: '⏳ {{count}} more waiting: `/desk queue`. Their cards come here one after another.',
    over: '✅ Every ticket has its card here now.',
  },
} as const

// What customers read. Each action label holds exactly one of: solved, not what, person, reopen, skip, cancel.

export const customer = {
  button: {
    solved: '✅ This solved it',
    not: '❌ Not what I need',
    person: '🙋 Talk to a person',
    reopen: '↩️ Reopen',
    back: '◀ Back',
    more: 'More ▶',
    tags: '◀ All topics',
    untagged: 'Other ({{number}})',
    change: 'Change name or e-mail',
    onlyPeople: 'Only people',
    letAssistantHelp: 'Let the assistant help',
    link: '✅ Yes, link them',
    noLink: '❌ No',
    unlink: 'Undo the link',
    linkMore: 'Link another chat',
    forget: '🗑 Yes, forget me',
    keep: 'No, keep it',
    follow: '🔔 Tell me when it’s over',
    notIt: '🙋 That’s not it, talk to a person',
    skip: 'Skip',
    cancel: 'Cancel',
  },

  step: {
    ask: '✍️ Ask a question',
    faq: '📖 Look through the answers',
    tickets: '📋 My requests',
    human: '$t(customer.button.person)',
  },

  welcome:
    'Hello! 👋 Write your question here, in your own words. I answer at once where I can; where I can’t, a person will.',
  help: 'Just write your question here, in your own words: I answer at once where I can, and a person does where I can’t. You need none of these, but they are there:\n\n/ask – ask a question\n/faq – look through the answers, or `/faq refund` for some of them\n/human – talk to a person\n/tickets – see your open requests\n/status – where they stand, or `/status 12` for one of them\n/close – close your request, or `/close 12` for one of them\n/register – give your name and e-mail, or change them\n/profile – see what I know of you\n/language – choose your language\n/assistant – choose whether an assistant may help\n/link – be one person to us on several channels\n/forget – have all that I know of you erased\n/cancel – stop what I am asking\n\nSomething else? Write it, or ask for a /human.',
  helpInSlack:
    '$t(customer.help)\n\nIn Slack, put a space before the slash: else Slack takes it for a command of its own.',
  ask: 'Go ahead: write your question as your next message.',
  outdated: 'That button is from earlier and no longer works. Just write to me.',

  banned:
    'I’m sorry, but the team doesn’t answer here any more. `/language` and `/forget` still work, and what you write is kept.',
  flood_one:
    'That is more than the team can read at once. What you write now is kept, but they don’t see it: wait a minute, then write what matters most in one message.',
  flood_other:
    'That is more than the team can read at once. What you write now is kept, but they don’t see it: wait {{count}} minutes, then write what matters most in one message.',
  unbanned: 'The team answers you here again. Just write what you need.',

  language: 'I write to you in English. Which language do you prefer?',
  languageChosen: 'Done: from now on I write to you in English.',
  unknownLanguage: 'I don’t know that language yet, sorry. I can write in one of these:',

  noAssistant: 'There is no assistant here: it is people who answer you.',
  assistantHelps:
    'An assistant (a language model) may help here: it reads what you write, and answers or helps our people to. Would you rather have only people read it?',
  onlyPeople:
    'Only people read what you write: no assistant (a language model) does. Shall it help, so that you have some answers sooner?',
  onlyPeopleChosen: 'Done: from now on only people read what you write. `/assistant` changes it.',
  assistantChosen: 'Done: from now on an assistant may help. `/assistant` changes it.',

  perhaps: 'One of these may be what you are looking for:',
  articles: 'This is what I can answer at once. Choose a title:',
  articlesPage: 'This is what I can answer at once, page {{page}} of {{pages}}. Choose a title:',
  tags: 'This is what I can answer at once. Choose a topic:',
  tagsPage: 'This is what I can answer at once, page {{page}} of {{pages}}. Choose a topic:',
  tagged: 'What I can answer at once about **{{tag}}**. Choose a title:',
  taggedPage: 'What I can answer at once about **{{tag}}**, page {{page}} of {{pages}}. Choose a title:',
  noArticles: 'There are no answers to look through yet. Write your question, and a person will answer.',
  noneFits: 'I found nothing for that. Try other words, look through `/faq`, or ask a person.',
  askInWords: 'Sorry about that. Write your question in your own words, and I will look again or bring you a person.',
  solved: 'Glad that helped! Write again whenever you need anything.',

  /** Answers to what asks nothing. */
  talk: {
    greeting: 'Hello! 👋 Write here what you need, in your own words.',
    thanks: 'You’re welcome! 😊',
    goodbye: 'Goodbye! 👋 Write again whenever you need anything.',
    nod: 'Good! Write again whenever you need anything.',
    emoji: '🙂 Write here whenever you need anything.',
    marks: 'I didn’t get that. Write what you need, in your own words.',
    opening: 'Gladly! Write here what you need, in your own words.',
    asking: 'Gladly! Write your question in one message, and a person will read it.',
  },

  incident: 'We know about this: **{{title}}**. We are on it.',
  follows: 'I will tell you here as soon as it is over.',
  followsAlready: 'I will tell you here as soon as it is over.',
  incidentOver: 'It is over: **{{title}}**.',

  askQuestion: 'Write your question in one message, and a person will read it.',
  askName: 'Before I pass this on: what is your name?',
  askNameFirst: 'First, what is your name?',
  badName: 'I need a name of 1 to 100 characters. What should we call you?',
  askEmail: 'Thank you, {{name}}. What is your e-mail address?',
  badEmail: 'That doesn’t look like an e-mail address. It should be something like name@example.com.',
  registered: 'Thank you, {{name}}, that is all. Now write your question.',
  askNameAgain: 'What is your name?',
  askEmailAgain: 'Thank you, {{name}}. Your e-mail address is {{email}}: write another one, or skip this to keep it.',
  changed: 'Thank you, {{name}}, I have noted that.',
  unchanged: 'Cancelled: everything stays as it was.',
  profile:
    '**What I know of you**\n\nName: {{name}}\nE-mail: {{email}}\nLanguage: {{language}} (`/language` changes it)\nRequests so far: {{requests}}$t(customer.assistance.{{assistance}})',
  assistance: {
    // At the end of a paragraph it is not seen.
    unsaid: ' ',
    helps: '\nAssistant: may help (`/assistant` changes it)',
    refused: '\nAssistant: only people, as you wished (`/assistant` changes it)',
  },
  cancelled: 'Cancelled. Write whenever you need anything.',
  cancelledKept:
    'Cancelled: nothing was passed on. I have kept your question, and a person can still read it whenever you like.',
  nothingToCancel: 'There is nothing to cancel. Write your question whenever you like.',

  ticketOpened:
    'Your request is **#{{number}}**. A person will answer you here; anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedCrowd:
    'Your request is **#{{number}}**. Very many people are writing just now, so it will take longer than usual until a person answers you here. Anything you write meanwhile is added to it.$t(customer.inQueue)',
  inQueue: '$t(customer.place.{{place}}, {"count": {{ahead}} })',
  place: {
    // At the end of a paragraph it is not seen; i18next takes no word at all for a missing one.
    unsaid: ' ',
    after_one: ' One request is before yours.',
    after_other: ' {{count}} requests are before yours.',
    afterMany: ' More than {{count}} requests are before yours.',
  },
  takesLonger:
    'It takes longer than I said, sorry: your request **#{{number}}** still waits for a person, who will answer here.$t(customer.inQueue)',
  takesLongerHeld: 'It takes longer than I said, sorry: {{name}} is still on your request **#{{number}}**.',
  takesLongerHeldByDesk: 'It takes longer than I said, sorry: we are still on your request **#{{number}}**.',
  when: { today: 'today at {{time}}', tomorrow: 'tomorrow at {{time}}', later: 'on {{date}} at {{time}}' },
  ticketOpenedMinutes_one:
    'Your request is **#{{number}}**. Usually a person answers here within about {{count}} minute; anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedMinutes_other:
    'Your request is **#{{number}}**. Usually a person answers here within about {{count}} minutes; anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedHours_one:
    'Your request is **#{{number}}**. Usually a person answers here within about {{count}} hour; anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedHours_other:
    'Your request is **#{{number}}**. Usually a person answers here within about {{count}} hours; anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedBy:
    'Your request is **#{{number}}**. We are open only for a while yet: expect an answer here $t(customer.when.{{day}}). Anything you write meanwhile is added to it.$t(customer.inQueue)',
  ticketOpenedClosed:
    'Your request is **#{{number}}**. We are closed just now and open again $t(customer.when.{{day}}); then a person will answer you here. Anything you write meanwhile is added to it.$t(customer.inQueue)',
  wentTo: 'Added to request **#{{number}}**. To write about another one, answer one of its messages.',
  yourTurn: 'Your request **#{{number}}** waits for your answer. Just write it here.',
  yourTurnCloses:
    'Your request **#{{number}}** waits for your answer. Just write it here. If I hear nothing, I will close it $t(customer.when.{{day}}).',
  closedForSilence:
    'I have closed your request **#{{number}}**, since we heard nothing more from you. Do you still need it? Just write here, and it is open again.',
  closedForSilenceForGood:
    'I have closed your request **#{{number}}**, since we heard nothing more from you. Do you still need it? Just write here, and I will start a new one.',
  ticketHeldByDesk: 'Request **#{{number}}**: we are on it. Write here to add anything.',
  ticketHeld: 'Request **#{{number}}**: {{name}} is on it. Write here to add anything.',
  ticketAwaitsByDesk: 'Request **#{{number}}**: we are waiting for your answer. Just write it here.',
  ticketAwaits: 'Request **#{{number}}**: {{name}} is waiting for your answer. Just write it here.',
  ticketWaiting:
    'Request **#{{number}}** is waiting for a person, who will answer here. Write here to add anything.$t(customer.inQueue)',
  ticketResolved: 'Request **#{{number}}** is resolved.',
  noTickets: 'You have no open requests. Write your question to start one.',
  /** Who answers, where the desk hides its people. */
  deskName: 'Help desk',
  claimedByDesk: 'We are looking into your request **#{{number}}**.',
  claimed: '{{name}} is looking into your request **#{{number}}**.',
  resolved: 'Your request **#{{number}}** is resolved. How did we do, from 1 (poor) to 5 (great)?',
  closed: 'I have closed your request **#{{number}}**. How did we do, from 1 (poor) to 5 (great)?',
  resolvedAgain: 'Your request **#{{number}}** is resolved again.',
  closedAgain: 'I have closed your request **#{{number}}** again.',
  closeWhich: 'Send `/close` for your newest request, or add its number, as in `/close 12`.',
  nothingToClose: 'You have no open request to close.',
  writtenAt: '🕐 Written at {{time}}',
  writtenOn: '🕐 Written on {{day}} at {{time}}',
  withdrawn: '🗑 We have taken this message back. Please disregard it.',
  reopened: 'Your request **#{{number}}** is open again. A person will answer you here.',
  goesOn: 'Your request **#{{number}}** now goes on together with **#{{into}}**. Just write here.',
  alreadyOpen: 'Request #{{number}} is open already: just write here.',
  tooLateToReopen: 'Request #{{number}} was closed too long ago to reopen. Just write, and I will start a new one.',
  unknownTicket: 'I can’t find request #{{number}} among yours. Just write to me.',

  rated: 'Thank you for rating request **#{{number}}**!',
  ratedMayComment: 'Thank you! If you like, write a few words about it in the next 10 minutes.',
  ratedBefore: 'You have rated this request already. Thank you!',
  notYetRatable: 'Request #{{number}} is still open; you can rate it once it is resolved.',
  commented: 'Thank you, we will read that with care.',

  channel: { telegram: 'Telegram', slack: 'Slack', web: 'the web page' },
  waitsElsewhere:
    'Request **#{{number}}**, which you opened on $t(customer.channel.{{channel}}), is waiting for a person. Write there to add anything.',
  heldElsewhereByDesk:
    'Request **#{{number}}**, which you opened on $t(customer.channel.{{channel}}): we are on it. Write there to add anything.',
  heldElsewhere:
    'Request **#{{number}}**, which you opened on $t(customer.channel.{{channel}}): {{name}} is on it. Write there to add anything.',

  linkCode:
    'Do you write to us on another channel too? Send me this there, and I will know that both are you. It works once, for 10 minutes. Give it to nobody else:',
  linkAsk:
    'Shall I link this chat with **{{name}}** on $t(customer.channel.{{channel}})? You would be one person to us: the same name, e-mail address and list of requests. Each chat stays where it is.',
  linkAskUnnamed:
    'Shall I link this chat with the one on $t(customer.channel.{{channel}})? You would be one person to us: the same name, e-mail address and list of requests. Each chat stays where it is.',
  linkAskedThere:
    'Thank you. One more step: I have asked you the same on $t(customer.channel.{{channel}}). Say yes there.',
  linkConfirm:
    '**{{name}}** on $t(customer.channel.{{channel}}) has sent me your code. Is that you, and shall I link that chat with this one? If it isn’t you, say no.',
  linkConfirmUnnamed:
    'Somebody on $t(customer.channel.{{channel}}) has sent me your code. Is that you, and shall I link that chat with this one? If it isn’t you, say no.',
  linkMade: 'Done: this chat and the one on $t(customer.channel.{{channel}}) are linked. Send `/link` to undo it.',
  linkDeclined: 'All right, nothing is linked.',
  linkDeclinedThere: 'The other chat said no, so nothing is linked.',
  linkedWith: 'This chat is linked with **{{name}}** on $t(customer.channel.{{channel}}).',
  linkedWithUnnamed: 'This chat is linked with the one on $t(customer.channel.{{channel}}).',
  linkOwn: 'That is the code that I gave you here. Send it in the other chat.',
  linkAlready: 'These two chats are linked already.',
  linkUnknown: 'That code doesn’t fit, or its 10 minutes are over. Send `/link` in the other chat for a new one.',
  linkTooOften:
    'That were too many codes that don’t fit. Wait ten minutes, then send `/link` in the other chat for a new one.',
  unlinked: 'Done: this chat is by itself again. Its requests stay with it.',
  unlinkedThere: 'The chat on $t(customer.channel.{{channel}}) is no longer linked with this one.',

  forgetAsk:
    '**Shall I forget you?**\n\nI would erase, for good: your name and e-mail address, all that was said in this chat and in chats linked with it, the files, your requests’ texts and ratings’ comments. Open requests are closed. Copies that I showed our team are deleted as well, as far as they are mine to delete, and so is what I said here, as far as this app lets me.\n\nWhat stays are counts without a name: how many requests there were, when, and how they were rated. Your own words in this chat stay with you.',
  forgetNot: 'All right, everything stays as it was.',
  forgotten:
    'Done: I have erased your name and address, all our words and files, and closed what was open. Only counts without a name are left.\n\nReceipt **{{receipt}}**: requests {{requests}}, messages {{messages}}, files {{files}}. Copies of mine are being deleted; by this number our team can tell you what could not be. Thank you for having written to us. Should you ever write again, we begin anew, as strangers.',

  unsupported: 'I can’t pass on $t(unsupported.{{what}}) yet, sorry. Please say it in words.',
  fileNotPassedOn:
    'A file that you sent about request **#{{number}}** could not be passed on to our team. Please send a smaller one, or a link to it.',
  notPassedOn:
    'Your last words about request **#{{number}}** did not reach our team. Please send them again; if they were long, in shorter pieces.',
} as const

// What whoever runs the desk has to know of, with what to do about it. `about` has what a problem can be with, by its name.

export const problem = {
  about: {
    telegram: 'Telegram',
    slack: 'Slack',
    web: 'The web chat',
    mail: 'E-mail',
    disk: 'The desk’s disk',
    model: 'The assistant',
    outboxTelegram: 'Words for Telegram',
    outboxSlack: 'Words for Slack',
    outboxWeb: 'Words for the web chat',
    outboxMail: 'E-mails of the desk',
    jobsTimer: 'Work on reminders and deadlines',
    jobsPrune: 'The nightly clean-up',
    jobsLearn: 'Learning from answers',
    jobsReport: 'Work on scheduled reports',
    jobsRetention: 'Erasing of old texts',
  },
  subject: '🚨 $t(problem.about.{{problem}}): the help desk has a problem',
  overSubject: '✅ $t(problem.about.{{problem}}): all is well again',
  token:
    '🚨 $t(problem.about.{{problem}}): the desk’s token is refused, since {{since}}. Nothing is heard or said there until it is mended; what was written waits, and the staff desk in the browser has all of it. For whoever runs this desk: take the token from the platform again, put it into the configuration and start the desk anew. In detail: {{reason}}',
  staffChannel:
    '🚨 $t(problem.about.{{problem}}): the desk can’t write in the staff’s channel, since {{since}}. Requests are not shown there; none is lost, and the staff desk in the browser has all of them. For whoever runs this desk: see that the channel is there and not archived, and invite the bot to it. In detail: {{reason}}',
  shared:
    '🚨 $t(problem.about.{{problem}}): another program uses the desk’s token, since {{since}}, and each takes the other’s messages. For whoever runs this desk: stop the other program, or give this desk a bot of its own. In detail: {{reason}}',
  setUp:
    '🚨 $t(problem.about.{{problem}}): something is not set up as it should be, since {{since}}. What can’t be said meanwhile waits, and nothing is lost. For whoever runs this desk: mend what the details name. In detail: {{reason}}',
  unreachable:
    '🚨 $t(problem.about.{{problem}}): can’t be reached, since {{since}}. People there can’t be heard or answered just now; nothing that was written is lost, and the desk tries again by itself. For whoever runs this desk: if it lasts, look at the network and at what the platform says of its own state. In detail: {{reason}}',
  mail: '🚨 $t(problem.about.{{problem}}): can’t be sent, since {{since}}. It waits, and nothing is lost. For whoever runs this desk: see that the mail server runs, and that it takes the desk’s user and password. In detail: {{reason}}',
  disk: '🚨 $t(problem.about.{{problem}}): nearly full, since {{since}}. Once it is full, nothing more can be stored, and nobody is answered. For whoever runs this desk: make room there, or give it a larger disk. In detail: {{reason}}',
  outbox:
    '🚨 $t(problem.about.{{problem}}): have waited for more than five minutes, noticed at {{since}}. They go out by themselves once they can. For whoever runs this desk: the staff desk’s page about how the desk works names what waits, and why. In detail: {{reason}}',
  jobs: '🚨 $t(problem.about.{{problem}}): fails again and again, since {{since}}. It is tried again by itself. For whoever runs this desk: the log has the reason. In detail: {{reason}}',
  model:
    '🚨 $t(problem.about.{{problem}}): can’t help, since {{since}}. Customers and the team go on without it, and nothing is lost. For whoever runs this desk: mend what the details name. In detail: {{reason}}',
  over_one:
    '✅ $t(problem.about.{{problem}}): all is well again. The problem was there since {{since}}, for {{count}} minute.',
  over_other:
    '✅ $t(problem.about.{{problem}}): all is well again. The problem was there since {{since}}, for {{count}} minutes.',
} as const

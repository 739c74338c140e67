// The receipt of an erasure, as the command line prints it.

import type { ErasureReceipt } from '../reading/erasures.ts'

export type ReceiptFormat = 'text' | 'json'

/** As text a line for each thing that was erased and each that was not, with why; as JSON the counts alone. Ends in a new line. */
export const receiptText = (receipt: ErasureReceipt, format: ReceiptFormat): string =>
  format === 'json' ? `${JSON.stringify(receipt, null, 2)}\n` : `${[...gone(receipt), ...left(receipt)].join('\n')}\n`

const gone = ({ number, why, at, erased, posts }: ErasureReceipt): string[] => [
  `receipt ${number}: ${why === 'retention' ? 'texts older than RETENTION' : 'a customer was forgotten'}, ${at.toISOString()}`,
  `erased here: requests ${erased.requests}, messages ${erased.messages}, files ${erased.files}`,
  `the bot's own posts: deleted ${posts.deleted}, still to be deleted ${posts.underWay}, refused by their platform ${posts.refused}`,
]

const left = ({ number, why, erased, posts }: ErasureReceipt): string[] => [
  'not erased:',
  ...counted(
    erased.managersPosts,
    'posts of managers in Slack: only they, or an admin of the workspace, can delete them',
  ),
  ...counted(erased.oldPosts, 'posts of the bot on Telegram: it deletes nothing older than 48 hours'),
  ...(why === 'retention'
    ? ['- mail to the team: nobody can call it back']
    : counted(erased.mails, 'mails to the team: nobody can call them back')),
  '- what the customer wrote, in their own app: it is theirs to delete',
  '- backups that were made before, and files that were exported: see docs/privacy.md',
  '- log lines: they name ids and counts, never words',
  ...(erased.files > 0 ? ['files on the disk go with the nightly clean-up, two nights from now at the latest'] : []),
  ...(posts.underWay > 0 && why !== 'retention'
    ? [`a running desk deletes the rest; look again: frontdesk customer receipt ${number}`]
    : []),
]

const counted = (count: number, what: string): string[] => (count > 0 ? [`- ${count} ${what}`] : [])

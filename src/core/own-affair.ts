// What a customer settles about themselves: it works while they are banned, and counts for nothing among too many messages.

import type { Press } from './press.ts'

/** Whether a command is about their language, their data or who may help them. */
export const isOwnAffair = (command: string): boolean => ['forget', 'language', 'assistant'].includes(command)

/** Whether a button is. */
export const pressesOwnAffair = ({ kind }: Press): boolean => ['forget', 'keep', 'language', 'assistant'].includes(kind)

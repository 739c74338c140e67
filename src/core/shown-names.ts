// How customers see the people who answer them: by their first names, or only as the desk.

import type { Say } from './decision.ts'
import type { Settings } from './settings.ts'

/** The part of a manager's name that customers see. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name

/** Words to the customer that name a manager; where the desk hides its people those under the same key with `ByDesk` at its end. */
export const naming = (
  { staffIdentity }: Settings,
  key: string,
  name: string,
  params: Readonly<Record<string, string | number>>,
): Say =>
  staffIdentity === 'desk'
    ? { say: `${key}ByDesk`, params }
    : { say: key, params: { ...params, name: firstName(name) } }

// Which updates must keep their order among each other.

import { z } from 'zod'

/** An Update as Telegram hands it out: all that the way in needs to know of it. */
export type Update = z.infer<typeof updateSchema>

/** What has no update_id can't be an update. */
export const updateSchema = z.looseObject({ update_id: z.int() })
const placeSchema = z.looseObject({
  chat: z.looseObject({ id: z.int() }).optional().catch(undefined),
  from: z.looseObject({ id: z.int() }).optional().catch(undefined),
})

/** The answer of getUpdates. */
export const updatesSchema = z.array(updateSchema)

/**
 * The lane of an update: its chat; for presses the person who pressed, which in a private chat is the same number.
 * Updates of no chat share lane 0.
 */
export const laneOf = (update: Update): number => {
  const payload = Object.entries(update).find(([field]) => field !== 'update_id')?.[1]
  const place = placeSchema.safeParse(payload)
  return (place.success && (place.data.chat?.id ?? place.data.from?.id)) || 0
}

// What a ticket is about so far, written by the language model for the staff; what it proposes beside that is only said.

import type { ModelAnswer, ModelEvent } from './consultations.ts'
import { type Part, type Scene, tellThread, together } from './saying.ts'

type Summary = Extract<ModelAnswer, { purpose: 'summary' }>
type Failed = Extract<ModelEvent, { type: 'ModelFailed' }>

/** Shows it in the ticket's thread, and what tags and priority might fit. */
export const showSummary = (scene: Scene, { document, tags, priority }: Summary): Part => {
  const ticket = scene.state.subject
  if (ticket === null || ticket.status === 'merged') return {}
  return together(
    tellThread(scene, ticket.id, { say: 'assistant.summary', document }),
    tags.length === 0 ? {} : tellThread(scene, ticket.id, { say: 'assistant.tags', params: { tags: tags.join(', ') } }),
    priority === null || priority === ticket.priority
      ? {}
      : tellThread(scene, ticket.id, { say: 'assistant.priority', params: { priority } }),
  )
}

/** Whoever asked for a summary hears why there is none; one that came by itself is missed by nobody. */
export const tellFailed = (scene: Scene, { asker, why }: Failed): Part => {
  const ticket = scene.state.subject
  if (asker === null || ticket === null || why === 'dropped') return {}
  return tellThread(scene, ticket.id, { say: 'assistant.noSummary', params: { why } })
}

// A document in a JSON column, read back with care.

import { z } from 'zod'
import type { Document } from '../core/document.ts'

/** A stored document: this program made it and it is stored whole, so its root is checked, not each word. */
export const storedDocument = z.custom<Document>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === 'root',
)

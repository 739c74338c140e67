// A failure that may be over at the next try.

import { ModelError, type ModelErrorKind } from './model.ts'

/** It may pass by itself, after `pause` milliseconds where the server told so; 0 where it didn't. */
export class Passing extends ModelError {
  readonly pause: number

  constructor(kind: ModelErrorKind, message: string, options: ErrorOptions & { readonly pause?: number } = {}) {
    super(kind, message, options)
    this.pause = options.pause ?? 0
  }
}

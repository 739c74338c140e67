// The part of the port to read that tells that something changed.

export interface DeskChanges {
  /** Calls back after each commit that changed a conversation or a ticket; returns what ends it. */
  onChange(listener: (change: DeskChange) => void): () => void
}

export interface DeskChange {
  /** Null where news may have been missed: it concerns everyone. */
  readonly conversation: string | null
}

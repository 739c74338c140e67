// How a command ends badly: 1 where it failed, 2 where it was used wrongly; the message goes to stderr and tells the remedy.

/** The command could not do its work, or its answer is bad news. */
export class Failed extends Error {
  override readonly name = 'Failed'
}

/** The command was called, or the desk configured, in a way that can't work. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

// An embedding model as the knowledge sees it.

/** What makes vectors of texts. */
export interface Embedding {
  /** Its name as configured: another model makes other vectors. */
  readonly name: string
  /** A text of somebody of these names without what tells who they are, where that is to be masked. Whole texts are masked, and then taken apart: half an address is not known as one. */
  readonly masked: (text: string, names: readonly string[]) => string
  /**
   * The vectors of some texts, as they are, in their order, each of length 1; gives up when `signal` is aborted. Throws where it can't: an error of the kind
   * `refused` where it won't take these texts.
   */
  readonly embed: (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>
  /** Whether it is worth asking now. */
  readonly isReady: () => boolean
}

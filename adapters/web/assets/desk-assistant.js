// The assistant's draft goes into the box where nothing is written yet; else a press puts it there.

const drafted = () => document.getElementById('drafted')
const box = () => document.getElementById('answer')

/**
 * @param wrote told after words were put into the box by a press, as if they were typed
 * @returns `look()` after each reading of the page; `isIn(text)`, whether the text is a draft as it came; `told()` after each word that is typed
 */
export const createDrafted = (wrote) => {
  const offered = new Set()
  let put = null
  const fill = (text) => {
    // What nobody typed is not half written: the page may change it.
    box().defaultValue = text
    box().value = text
    put = text
  }
  const told = () => {
    const button = document.querySelector('[data-use-draft]')
    if (button) button.hidden = box().value === drafted()?.value
  }
  document.addEventListener('click', ({ target }) => {
    if (!target.closest?.('[data-use-draft]')) return
    const field = box()
    field.setRangeText(drafted().value, field.selectionStart, field.selectionEnd, 'end')
    wrote(field)
    field.focus()
    told()
  })
  return {
    isIn: (text) => text !== '' && text === drafted()?.value,
    told,
    look: () => {
      if (!box()) return
      const draft = drafted()
      if (draft === null && put !== null && box().value === put) fill('')
      if (draft && box().value === '' && !offered.has(draft.dataset.of)) fill(draft.value)
      if (draft) {
        offered.add(draft.dataset.of)
        if (box().value === draft.value) put = draft.value
      }
      told()
    },
  }
}

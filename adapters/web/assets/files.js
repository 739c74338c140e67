// Files beside a message: chosen, dropped or pasted, listed with their size, and taken back. Works at any form with `data-files`;
// without this script the form's own field does.

const MEGABYTE = 1024 * 1024

const formOf = (target) => (target instanceof Element ? target.closest('form[data-files]') : null)
const partsOf = (form) => ({
  input: form.querySelector('input[type="file"]'),
  list: form.querySelector('.chosen'),
  fault: form.querySelector('.file-fault'),
})

const sizeText = (bytes, locale) => {
  const isSmall = bytes < MEGABYTE
  const value = isSmall ? Math.max(1, Math.round(bytes / 1024)) : bytes / MEGABYTE
  const written = new Intl.NumberFormat(locale, { maximumFractionDigits: isSmall ? 0 : 1 }).format(value)
  return `${written} ${isSmall ? 'KB' : 'MB'}`
}

const element = (name, words, className) => {
  const made = document.createElement(name)
  made.textContent = words
  if (className) made.className = className
  return made
}

// A pasted picture has the same name each time; the same file twice is one.
const isSame = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified

const chosenBy = new WeakMap()

const show = (form) => {
  const { input, list } = partsOf(form)
  const { filesLocale, filesRemove } = form.dataset
  list.replaceChildren(
    ...Array.from(input.files, (file) => {
      const item = document.createElement('li')
      const remove = element('button', '×')
      remove.type = 'button'
      remove.setAttribute('aria-label', filesRemove.replace('{name}', file.name))
      remove.addEventListener('click', () => {
        keep(
          form,
          Array.from(input.files).filter((each) => each !== file),
        )
        input.focus()
      })
      item.append(element('span', file.name), element('small', sizeText(file.size, filesLocale)), remove)
      return item
    }),
  )
}

// A field's files can only be replaced as a whole.
const keep = (form, files) => {
  const { input } = partsOf(form)
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  chosenBy.set(form, files)
  show(form)
}

const add = (form, files) => {
  const { fault } = partsOf(form)
  const { filesMost, filesLargest, filesTooMany, filesTooLarge } = form.dataset
  const before = chosenBy.get(form) ?? []
  const fresh = files.filter((file) => !before.some((each) => isSame(each, file)))
  const large = fresh.filter(({ size }) => size > Number(filesLargest))
  const all = [...before, ...fresh.filter((file) => !large.includes(file))]
  const faults = large.map(({ name }) => filesTooLarge.replace('{name}', name))
  if (all.length > Number(filesMost)) faults.push(filesTooMany)
  fault.textContent = faults.join(' ')
  keep(form, all.slice(0, Number(filesMost)))
}

document.addEventListener('change', ({ target }) => {
  const form = formOf(target)
  if (form && target.type === 'file') add(form, Array.from(target.files))
})

document.addEventListener('paste', (event) => {
  const form = formOf(event.target)
  const files = Array.from(event.clipboardData?.files ?? [])
  if (!form || files.length === 0) return
  event.preventDefault()
  add(form, files)
})

// Anywhere on the page: the form is a small target, and a miss would open the file in its place.
const carriesFiles = (event) => event.dataTransfer?.types.includes('Files') === true
const dropForm = (event) => formOf(event.target) ?? document.querySelector('form[data-files]')
for (const kind of ['dragenter', 'dragover']) {
  document.addEventListener(kind, (event) => {
    const form = carriesFiles(event) ? dropForm(event) : null
    if (!form) return
    event.preventDefault()
    form.dataset.dropping = ''
  })
}
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget) return
  for (const form of document.querySelectorAll('form[data-dropping]')) delete form.dataset.dropping
})
document.addEventListener('drop', (event) => {
  const form = carriesFiles(event) ? dropForm(event) : null
  if (!form) return
  event.preventDefault()
  delete form.dataset.dropping
  add(form, Array.from(event.dataTransfer.files))
})

const clear = ({ target }) => {
  const form = formOf(target)
  if (!form) return
  partsOf(form).fault.textContent = ''
  keep(form, [])
}
// What was added while the others were on their way stays.
document.addEventListener('files:sent', ({ target, detail: sent }) => {
  const form = formOf(target)
  if (form)
    keep(
      form,
      (chosenBy.get(form) ?? []).filter((file) => !sent.some((each) => isSame(each, file))),
    )
})
document.addEventListener('reset', clear)

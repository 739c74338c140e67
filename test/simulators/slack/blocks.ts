/** Slack's size rules for texts, blocks and views (types 3.2.0 block-kit/*.d.ts; slackapi/bolt-js#2509 for the sum). */
import { z } from 'zod'
import { SlackRefusal } from './refusal.ts'
import type { Block } from './workspace.ts'

const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })
const rich = (max: number) =>
  z.strictObject({
    type: z.enum(['plain_text', 'mrkdwn']),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
    verbatim: z.boolean().optional(),
  })

const id = z.string().min(1).max(255).optional()
const option = z.strictObject({
  text: rich(75),
  value: z.string().max(150),
  description: rich(75).optional(),
  url: z.string().max(3000).optional(),
})
const confirm = z.strictObject({
  title: plain(100),
  text: rich(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
})
const picker = {
  action_id: id,
  placeholder: plain(150).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
}
const options = z.array(option).min(1).max(100)

/** What a menu offers, as its answer to a search carries it: none is a fair answer, more than a hundred is not. */
export type MenuOption = z.infer<typeof option>

/**
 * Reads what an app answered to a search in a menu.
 * @throws {z.ZodError} Where Slack would refuse it.
 */
export const menuOptions = (answer: unknown): readonly MenuOption[] =>
  z.object({ options: z.array(option).max(100) }).parse(answer).options

const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    action_id: id,
    text: plain(75),
    value: z.string().max(2000).optional(),
    url: z.string().max(3000).optional(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm: confirm.optional(),
    accessibility_label: z.string().max(75).optional(),
  }),
  z.strictObject({
    type: z.literal('overflow'),
    action_id: id,
    options: z.array(option).min(1).max(5),
    confirm: confirm.optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    ...picker,
    options: options.optional(),
    initial_option: option.optional(),
    option_groups: z
      .array(z.strictObject({ label: plain(75), options }))
      .max(100)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...picker,
    initial_option: option.optional(),
    min_query_length: z.number().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...picker, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('datepicker'), ...picker, initial_date: z.string().optional() }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...picker,
    options: options.max(10),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...picker,
    options: options.max(10),
    initial_options: options.optional(),
  }),
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: id,
    placeholder: plain(150).optional(),
    multiline: z.boolean().optional(),
    // What stands there first must be allowed to stay: the same limit counts.
    initial_value: z.string().min(1).max(3000).optional(),
    min_length: z.number().max(3000).optional(),
    max_length: z.number().min(1).max(3000).optional(),
    focus_on_load: z.boolean().optional(),
    dispatch_action_config: z.unknown().optional(),
  }),
  z.strictObject({ type: z.literal('image'), image_url: z.string().max(3000), alt_text: z.string().max(2000) }),
])

const block_id = id
const block = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('section'),
    block_id,
    text: rich(3000).optional(),
    fields: z.array(rich(2000)).max(10).optional(),
    accessory: element.optional(),
    expand: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('header'), block_id, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('actions'), block_id, elements: z.array(element).min(1).max(25) }),
  z.strictObject({
    type: z.literal('context'),
    block_id,
    elements: z
      .array(
        z.union([
          rich(3000),
          z.strictObject({ type: z.literal('image'), image_url: z.string(), alt_text: z.string() }),
        ]),
      )
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id,
    label: plain(2000),
    hint: plain(2000).optional(),
    element,
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    image_url: z.string().max(3000),
    alt_text: z.string().max(2000),
    title: plain(2000).optional(),
  }),
  z.strictObject({ type: z.literal('markdown'), block_id, text: z.string().max(12_000) }),
  z.strictObject({ type: z.literal('rich_text'), block_id, elements: z.array(z.unknown()) }),
])

const view = z.strictObject({
  type: z.enum(['modal', 'home']),
  title: plain(24).optional(),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  blocks: z.array(z.unknown()).max(100),
})

export type ViewContent = Omit<z.infer<typeof view>, 'blocks'> & { readonly blocks: readonly Block[] }

/** The blocks cap of one message, in characters over all its texts (slackapi/bolt-js#2509). */
const allTexts = 13_200
let blocksMade = 0

/**
 * Checks a message's blocks and names those without a `block_id`, as Slack does.
 * @throws SlackRefusal `invalid_blocks` with what is wrong in `response_metadata.messages`, `msg_blocks_too_long`
 */
export function checkBlocks(given: unknown, limit: 50 | 100 = 50, code = 'invalid_blocks'): readonly Block[] {
  const parsed = z.array(block).max(limit).safeParse(given)
  if (!parsed.success) throw refusal(code, parsed.error, '/blocks')
  const ids = parsed.data.map((each) => each.block_id).filter((each) => each !== undefined)
  if (new Set(ids).size < ids.length) throw new SlackRefusal(code, messages(['`block_id` already exists']))
  for (const each of parsed.data) checkActionIds(each, code)
  if (textLength(parsed.data) > allTexts) throw new SlackRefusal('msg_blocks_too_long')
  return parsed.data.map((each) => ({ ...each, block_id: each.block_id ?? `made-${++blocksMade}` }))
}

/**
 * Checks a modal or home view.
 * @throws SlackRefusal `invalid_arguments` with messages, `view_too_large` above 250 KB
 */
export function checkView(given: unknown): ViewContent {
  if (JSON.stringify(given ?? '').length > 250_000) throw new SlackRefusal('view_too_large')
  const parsed = view.safeParse(given)
  if (!parsed.success) throw refusal('invalid_arguments', parsed.error, '/view')
  if (parsed.data.type === 'modal' && !parsed.data.title)
    throw new SlackRefusal('invalid_arguments', messages(['missing required field: title']))
  const blocks = checkBlocks(parsed.data.blocks, 100, 'invalid_arguments')
  const hasInput = blocks.some((each) => each.type === 'input')
  if (parsed.data.type === 'modal' && hasInput && !parsed.data.submit) {
    throw new SlackRefusal('invalid_arguments', messages(['a modal with input blocks must have a submit button']))
  }
  return { ...parsed.data, blocks }
}

/**
 * The text of a new message: cut at 40,000 characters, as Slack does since 2018.
 * @throws SlackRefusal `no_text` where there is neither text nor a block
 */
export function checkPostText(text: string | undefined, blocks: readonly Block[] | undefined): string {
  if ((text ?? '').trim() === '' && !blocks?.length) throw new SlackRefusal('no_text')
  return (text ?? '').slice(0, 40_000)
}

/** @throws SlackRefusal `msg_too_long` above 4,000 characters, `no_text` */
export function checkUpdateText(text: string | undefined, blocks: readonly Block[] | undefined): string | undefined {
  if (text !== undefined && text.length > 4000) throw new SlackRefusal('msg_too_long')
  if (!text && !blocks?.length) throw new SlackRefusal('no_text')
  return text
}

/** Everything a person could press or fill in, with the block it stands in. */
export function interactive(blocks: readonly Block[]): { block: string; element: Record<string, unknown> }[] {
  return blocks.flatMap((each) =>
    [each.accessory, each.element, ...(Array.isArray(each.elements) ? each.elements : [])]
      .filter(isRecord)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ block: String(each.block_id), element })),
  )
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkActionIds(given: Block, code: string): void {
  const ids = interactive([given]).map((each) => each.element.action_id)
  if (new Set(ids).size < ids.length)
    throw new SlackRefusal(code, messages(['`action_id` already exists in this block']))
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  )
}

function refusal(code: string, error: z.ZodError, root: string): SlackRefusal {
  return new SlackRefusal(
    code,
    messages(error.issues.map((issue) => `${issue.message} [json-pointer:${[root, ...issue.path].join('/')}]`)),
  )
}

function messages(texts: readonly string[]): Record<string, unknown> {
  return { response_metadata: { messages: texts.map((text) => `[ERROR] ${text}`) } }
}

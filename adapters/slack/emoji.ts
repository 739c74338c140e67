// Emoji as Slack names them. Only Slack knows its workspaces' own, so what isn't among the usual ones keeps its name.

const usual: Readonly<Record<string, string>> = {
  ...{ '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', ok_hand: '👌', clap: '👏', raised_hands: '🙌' },
  ...{ pray: '🙏', wave: '👋', heart: '❤️', tada: '🎉', fire: '🔥', '100': '💯', star: '⭐', eyes: '👀' },
  ...{ white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', question: '❓', exclamation: '❗', warning: '⚠️' },
  ...{ smile: '😄', slightly_smiling_face: '🙂', joy: '😂', heart_eyes: '😍', thinking_face: '🤔', confused: '😕' },
  ...{ disappointed: '😞', cry: '😢', sob: '😭', angry: '😠', rage: '😡' },
}

/** An emoji by Slack's name for it, without its tone of skin; the name between colons where it is none of the usual ones. */
export const emojiOf = (name: string): string => {
  const [plain = name] = name.split('::')
  return usual[plain] ?? `:${plain}:`
}

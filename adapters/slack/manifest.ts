// The Slack app as Slack's own form takes it: https://docs.slack.dev/reference/app-manifest

/** Bot scopes, each for a method or event that the desk uses. */
export const botScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'metadata.message:read',
  'reactions:read',
  'reactions:write',
  'users:read',
]

const deskUsage =
  'queue | mine | faq WORDS | faq add | faq review | incident "TITLE" | undelivered | login | stats 7d | report | export | help'

/**
 * The manifest, ready to paste.
 * @param requestUrl where Slack sends events in HTTP mode; null for Socket Mode
 */
export const slackManifest = (requestUrl: string | null) => {
  const url = requestUrl === null ? {} : { url: requestUrl }
  const requests = requestUrl === null ? {} : { request_url: requestUrl }
  return {
    display_information: { name: 'Frontdesk', description: 'A help desk people reach by chatting' },
    features: {
      bot_user: { display_name: 'Frontdesk', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      shortcuts: [
        {
          name: 'Create ticket',
          type: 'message',
          callback_id: 'ticket.create',
          description: 'Makes a ticket of this message',
        },
      ],
      slash_commands: [
        {
          command: '/desk',
          description: 'What waits, what did not arrive, and figures: for the staff',
          usage_hint: deskUsage,
          should_escape: true,
          ...url,
        },
        {
          command: '/support',
          description: 'Ask the help desk',
          usage_hint: 'your question',
          should_escape: true,
          ...url,
        },
      ],
    },
    oauth_config: { scopes: { bot: botScopes } },
    settings: {
      event_subscriptions: {
        bot_events: [
          ...['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im'],
          'reaction_added',
        ],
        ...requests,
      },
      interactivity: {
        is_enabled: true,
        ...requests,
        ...(requestUrl === null ? {} : { message_menu_options_url: requestUrl }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === null,
      token_rotation_enabled: false,
    },
  }
}

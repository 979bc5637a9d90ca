import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'python-services',
  title: 'Messages, mail and files by services (slack_sdk, sendgrid, twilio, telegram, dropbox, gspread, osfclient)',
  language: 'python',
  imports:
    'slack_sdk slack sendgrid twilio telegram telebot discord mailjet_rest dropbox gspread pydrive2 boxsdk osfclient'.split(
      ' ',
    ),
  packages: {
    pypi: 'slack_sdk sendgrid twilio python-telegram-bot pyTelegramBotAPI discord.py mailjet-rest dropbox gspread pydrive2 boxsdk osfclient'.split(
      ' ',
    ),
  },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'slack_sdk.WebClient',
        'slack_sdk.web.WebClient',
        'slack_sdk.webhook.WebhookClient',
        'slack.WebClient',
        'sendgrid.SendGridAPIClient',
        'twilio.rest.Client',
        'telegram.Bot',
        'telegram.ext.Application.builder',
        'telegram.ext.ApplicationBuilder',
        'telebot.TeleBot',
        'discord.Client',
        'discord.Webhook.from_url',
        'discord.SyncWebhook.from_url',
        'mailjet_rest.Client',
      ],
      does: 'sends messages by a service elsewhere',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'dropbox.Dropbox',
        'gspread.service_account',
        'gspread.service_account_from_dict',
        'gspread.oauth',
        'gspread.authorize',
        'gspread.api_key',
        'pydrive2.auth.GoogleAuth',
        'pydrive2.drive.GoogleDrive',
        'boxsdk.Client',
        'osfclient.OSF',
        'osfclient.api.OSF',
      ],
      commands: ['osf upload'],
      does: 'asks a service that keeps files, and uploads go there',
    },
  ],
  stage: {
    outside: 'download the files',
    inside:
      'read them by their paths below /safe_data; what is to leave goes to /safe_outputs, and messages to the log',
  },
  examples: {
    asks: 'from slack_sdk import WebClient\nWebClient(token=token).chat_postMessage(channel="a", text="done")',
    local: 'import logging\nlogging.info("done")',
  },
  seen: {
    version:
      'slack_sdk 3.48.0, sendgrid 6.12.5, twilio 9.13.0, python-telegram-bot 22.8, dropbox 12.2.4, gspread 6.2.1, osfclient 0.0.5',
    date: '2026-11-28',
    how: 'documented',
    where:
      'names of the classes in the packages; of pyTelegramBotAPI, discord.py, mailjet-rest, pydrive2 and boxsdk in their documentation',
  },
});

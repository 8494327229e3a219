import './wall.css';
import { mount } from 'svelte';
import { signalrHub } from '@monitor/shared/signalr';
import App from './App.svelte';
import { settingsOf } from './settings';

const FONTS_WAIT_MS = 3_000;

/** Text is measured before it is set, so its fonts come first; a font that does not come delays the wall by three seconds at most. */
async function fonts(lang: string): Promise<void> {
  const script = lang === 'hi' ? 'क' : lang === 'kn' ? 'ಕ' : 'A';
  const wanted = [500, 600, 650].map((weight) => document.fonts.load(`${weight} 52px ${family()}`, `A8·${script}`));
  await Promise.race([Promise.allSettled(wanted), new Promise((resolve) => setTimeout(resolve, FONTS_WAIT_MS))]);
}

const family = (): string => getComputedStyle(document.body).fontFamily;

async function main(): Promise<void> {
  const settings = settingsOf(location.search);
  document.documentElement.lang = settings.lang;
  await fonts(settings.lang);
  const target = document.getElementById('wall');
  if (target === null) throw new Error('index.html has lost its #wall');
  mount(App, { target, props: { settings, hub: signalrHub('/live/board') } });
}

void main();
